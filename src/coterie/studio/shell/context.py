"""What does every page know? Its project and its member, the way about, and whether the reader wants light or dark."""

from typing import Any

from django.http import HttpRequest

from coterie.studio.projects.access import last_member
from coterie.studio.projects.models import Member, Project

THEME = "coterie_theme"  # the cookie that holds the reader's choice
OF_A_STUDY = ("segments", "s", "new", "map", "compare", "scoreboard", "builder", "record", "studies", "saved")
WAYS = (
    ("Home", "", ("",)),
    ("Data", "data/", ("data",)),
    ("Segments", "segments/", OF_A_STUDY),
    ("Personas", "personas/", ("personas",)),
    ("Value", "value/", ("value",)),
    ("Customers", "customers/", ("customers", "exports")),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The words of the top bar. `project` is the one of the address, else the one seen last, else nothing."""
    theme = request.COOKIES.get(THEME, "")
    said: dict[str, Any] = {"theme": theme if theme in ("light", "dark") else ""}
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return said
    member = getattr(request, "member", None) or last_member(request)
    if member is None:
        return said
    project = member.project
    return {
        **said,
        "project": project,
        "member": member,
        "ways": ways(request.path, project),
        "elsewhere": _elsewhere(person, project),
    }


def ways(path: str, project: Project) -> list[dict[str, object]]:
    """Where one can go from here, and where one is."""
    root = f"/p/{project.slug}/"
    place = _place(path.removeprefix(root).split("/")) if path.startswith(root) else "elsewhere"
    return [{"name": name, "url": root + tail, "here": place in parts} for name, tail, parts in WAYS]


def _place(parts: list[str]) -> str:
    """The word that says what kind of page it is: below a study, the one after its id."""
    if parts[0] != "s":
        return parts[0]
    return parts[2] if len(parts) > 2 and parts[2] else "s"


def _elsewhere(person: Any, project: Project) -> list[Project]:
    mine = Member.objects.filter(person=person).exclude(project=project).select_related("project")
    return [member.project for member in mine.order_by("project__name")]
