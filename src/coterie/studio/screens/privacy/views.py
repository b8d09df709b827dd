"""What does the privacy officer need? The data map, one person, receipts and the log of exports."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.datamap import places
from coterie.studio.projects.events import record
from coterie.studio.projects.models import ExportRecord, Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.privacy.forms import PersonForm
from coterie.studio.shell.studies import opened
from coterie.studio.shell.tables import csv_file

SIZE = 50
HEAD = ("at", "who", "what", "format", "rows", "single customers", "left out without consent", "study")


@screen(Action.PRIVACY)
@require_GET
def privacy(request: HttpRequest, project: Project) -> HttpResponse:
    """The data map and where to go from it."""
    found = places(project)
    personal = ExportRecord.objects.filter(project=project, personal=True).count()
    said = {
        "places": found, "form": PersonForm(), "receipts": _erasures(project)[:SIZE],
        "holding": [p for p in found if p.whose == "customers" and p.count], "personal": personal,
    }  # fmt: skip
    return render(request, "privacy/privacy.html", said)


@screen(Action.PRIVACY)
@require_POST
def find(request: HttpRequest, project: Project) -> HttpResponse:
    """Where one person stands. The id comes in the body: an address would stay in histories and logs."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return redirect("privacy", slug=project.slug)
    customer = form.cleaned_data["customer"]
    rows = person_in(project, customer)
    return render(request, "privacy/person.html", {"customer": customer, "rows": rows})


@screen(Action.PRIVACY)
@require_POST
def hand_out(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything that the studies know of one person, as a file to give to her."""
    form = PersonForm(request.POST)
    rows = person_in(project, form.cleaned_data["customer"]) if form.is_valid() else []
    if not rows:
        raise Http404("nobody of that id")
    told = {"customer": form.cleaned_data["customer"], "studies": [{"study": str(s), "known": row} for s, row in rows]}
    ExportRecord.objects.create(
        project=project, person=request.user, what="one person, for herself", format="json", rows=1, personal=True
    )
    record(project, request.user, "handed out a person's data", studies=len(rows))
    answer = JsonResponse(told, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="person.json"'
    return answer


@screen(Action.PRIVACY)
@require_POST
def erase(request: HttpRequest, project: Project) -> HttpResponse:
    """Ask for the erasure; on to the page that shows how far it is."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return redirect("privacy", slug=project.slug)
    asked = {"customer": form.cleaned_data["customer"]}
    job = enqueue("erase", project=project, arguments=asked, person=request.user)
    return redirect("job", project.slug, job.pk)


@screen(Action.PRIVACY)
@require_GET
def receipt(request: HttpRequest, project: Project, job: UUID) -> HttpResponse:
    """What was erased where, with check sums; made to be printed."""
    found = get_object_or_404(Job, project=project, pk=job, kind="erase")
    if found.state != State.DONE:
        return redirect("job", project.slug, found.pk)
    return render(request, "privacy/receipt.html", {"job": found, "told": found.result})


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


def _erasures(project: Project) -> QuerySet[Job]:
    done = Job.objects.filter(project=project, kind="erase", state=State.DONE)
    return done.select_related("requested_by").order_by("-finished")


def person_in(project: Project, customer: str) -> list[tuple[StudyRecord, dict[str, Any]]]:
    """The rows of one person in the finished studies of a project, newest first."""
    found = []
    for study in StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE):
        known = opened(study)
        row = known.customer(customer) if known is not None else None
        if row is not None:
            found.append((study, row))
    return found


def _who(export: ExportRecord) -> str:
    if export.person is not None:
        return str(export.person.shown)
    return f"key {export.key.name}" if export.key is not None else "the studio"
