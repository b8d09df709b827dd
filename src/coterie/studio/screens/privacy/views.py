"""What does the privacy officer need? The data map, one person, receipts and the log of exports."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.datamap import places
from coterie.studio.projects.events import record
from coterie.studio.projects.models import ExportRecord, Project
from coterie.studio.projects.roles import Action
from coterie.studio.shell.tables import csv_file

SIZE = 50
HEAD = ("at", "who", "what", "format", "rows", "single customers", "left out without consent", "study")


@screen(Action.PRIVACY)
@require_GET
def privacy(request: HttpRequest, project: Project) -> HttpResponse:
    """The data map and where to go from it."""
    found = places(project)
    personal = ExportRecord.objects.filter(project=project, personal=True).count()
    said = {"places": found, "holding": [p for p in found if p.whose == "customers" and p.count], "personal": personal}
    return render(request, "privacy/privacy.html", said)


@screen(Action.PRIVACY)
@require_GET
def exports(request: HttpRequest, project: Project) -> HttpResponse:
    """Who took what, newest first."""
    found = ExportRecord.objects.filter(project=project).select_related("person", "key", "study")
    only = request.GET.get("only") == "personal"
    shown = found.filter(personal=True) if only else found
    page = Paginator(shown, SIZE).get_page(request.GET.get("page"))
    rows = [{"export": each, "who": _who(each)} for each in page]
    said = {
        "rows": rows,
        "page": page,
        "only": only,
        "all": found.count(),
        "personal": found.filter(personal=True).count(),
    }
    return render(request, "privacy/exports.html", said)


@screen(Action.PRIVACY)
@require_GET
def exports_file(request: HttpRequest, project: Project) -> HttpResponse:
    """The same log as a file."""
    found = ExportRecord.objects.filter(project=project).select_related("person", "key", "study")
    rows = (
        (e.at.isoformat(), _who(e), e.what, e.format, e.rows, "yes" if e.personal else "no", e.excluded_without_consent,
         str(e.study or ""))
        for e in found.iterator(chunk_size=2000)
    )  # fmt: skip
    answer = csv_file(f"exports-{project.slug}.csv", HEAD, rows)
    record(project, request.user, "exported the log of exports", rows=found.count())
    return answer


def _who(export: ExportRecord) -> str:
    if export.person is not None:
        return str(export.person.shown)
    return f"key {export.key.name}" if export.key is not None else "the studio"
