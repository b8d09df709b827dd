"""Who did what, and when? Read from the chained log; nothing here can change it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record, verify
from coterie.studio.projects.models import Event, Member, Project
from coterie.studio.projects.roles import Action
from coterie.studio.screens.activity.forms import FilterForm
from coterie.studio.shell.tables import csv_file

SIZE = 50
HEAD = ("number", "at", "who", "did", "to what", "detail", "hash")


@screen(Action.AUDIT)
@require_GET
def activity(request: HttpRequest, project: Project) -> HttpResponse:
    """The log, newest first."""
    form = FilterForm(project, request.GET)
    found = form.events()
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    said = {
        "form": form,
        "filtered": form.asks,
        "total": page.paginator.count,
        "all": Event.objects.filter(project=project).count(),
        "page": page,
        "rows": [{"event": event, "who": _who(event), "detail": _detail(project, event)} for event in page],
    }
    return render(request, "activity/activity.html", said)


@screen(Action.AUDIT)
@require_GET
def file(request: HttpRequest, project: Project) -> HttpResponse:
    """The events that pass the filter as a file."""
    found = FilterForm(project, request.GET).events()
    rows = (
        (event.number, event.at.isoformat(), _who(event), event.verb, event.object, _detail(project, event), event.hash)
        for event in found.iterator(chunk_size=2000)
    )
    answer = csv_file(f"activity-{project.slug}.csv", HEAD, rows)
    record(project, request.user, "exported the activity", rows=found.count())
    return answer


@screen(Action.AUDIT)
@require_POST
def check(request: HttpRequest, project: Project) -> HttpResponse:
    """Reckon every hash of the log again."""
    broken = verify()
    if broken is None:
        count = Event.objects.count()
        messages.success(request, f"All {count:,} events of this studio are whole: none was changed or taken out.")
    else:
        messages.error(
            request, f"The log was changed from outside: event {broken:,} does not follow from the one before it."
        )
    return redirect("activity", slug=project.slug)


def _who(event: Event) -> str:
    if event.person is not None:
        return str(event.person.shown)
    if event.key is not None:
        return f"key {event.key.name}"
    return "the studio" if event.who == "studio" else f"{event.who} (account deleted)"


def _detail(project: Project, event: Event) -> str:
    facts: dict[str, Any] = event.detail if isinstance(event.detail, dict) else {}
    named = [f"{name.replace('_', ' ')}: {_said(value)}" for name, value in facts.items()]
    subject = event.object.removeprefix("person ")
    if event.object.startswith("person ") and subject.isdigit():
        member = Member.objects.filter(project=project, person_id=int(subject)).select_related("person").first()
        named = [*([member.person.shown] if member else []), *named]
    return ", ".join(named)


def _said(value: object) -> str:
    """A value as words: no brackets, and of long marks only the beginning."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and {"trait", "is", "value"} == set(value):
        return f"{value['trait']} {value['is']} {_said(value['value'])}"
    if isinstance(value, dict):
        return "; ".join(f"{name} {_said(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return f"{value:,}" if isinstance(value, int) else str(value)
