"""What leaves the house, and what comes in? Personas as files, and the whole book of versions without loss."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record as remember
from coterie.studio.projects.models import ExportRecord, Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.personas.forms import LARGEST, ImportForm
from coterie.studio.shell.desk import Desk, desk_of
from coterie.studio.shell.studies import of_study
from coterie.terms import Problem, WrongWords
from coterie.workflows import OpenStudy, export_personas

FORMS: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "application/pdf"),
    "html": ("Web page", "text/html; charset=utf-8"),
    "md": ("Markdown", "text/markdown; charset=utf-8"),
    "json": ("JSON", "application/json"),
}


@screen(Action.EXPORT_PERSONA)
@require_GET
@of_study
def export_all(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, form: str
) -> HttpResponse:
    """All personas that are neither put aside nor merged, as one file."""
    return _file(request, desk_of(project, record, study), form)


@screen(Action.EXPORT_PERSONA)
@require_GET
@of_study
def export_one(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str, form: str
) -> HttpResponse:
    """One persona as a file."""
    return _file(request, desk_of(project, record, study), form, segment)


@screen(Action.EXPORT_PERSONA)
@require_GET
@of_study
def export_book(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Every version of every edit, to be taken in again without loss."""
    desk = desk_of(project, record, study)
    held = len(desk.book.history())
    return _handed(
        request,
        desk,
        "versions of personas",
        "json",
        held,
        f"{project.slug}-persona-versions",
        desk.book.export().encode(),
    )


@screen(Action.EDIT_PERSONA)
@require_http_methods(["GET", "POST"])
@of_study
def import_book(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Versions from a file, all of them or none."""
    desk = desk_of(project, record, study)
    form = ImportForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            new = desk.book.import_(_text(form.cleaned_data["file"]))
        except WrongWords as wrong:
            problems = tuple(wrong.problems)
        else:
            remember(project, request.user, "imported persona versions", record, versions=new)
            told = (
                f"{new} version{'' if new == 1 else 's'} taken in."
                if new
                else "All of these versions were here already."
            )
            messages.success(request, told)
            return redirect("personas", slug=project.slug, study=record.pk)
    said = {"study": record, "form": form, "problems": problems, "held": len(desk.book.history())}
    return render(request, "personas/import.html", said)


def _text(file: Any) -> str:
    """The text of an uploaded file. Raises WrongWords (COT-164)."""
    if file.size > LARGEST:
        raise WrongWords(Problem("COT-164", f"it has more than {LARGEST // 1_000_000} MB"))
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise WrongWords(Problem("COT-164", "it is no text in UTF-8")) from fault


def _file(request: HttpRequest, desk: Desk, form: str, segment: str | None = None) -> HttpResponse:
    if form not in FORMS:
        raise Http404("no such form of a file")
    cards = [desk.card(segment)] if segment else desk.cards
    body = export_personas(desk.study, cards, form, segment=segment, title=desk.record.dataset.name)
    held = [card for card in cards if segment or not (card["archived"] or card["merged_into"])]
    what = f"persona: {cards[0]['name']}" if segment else "personas"
    name = slugify(cards[0]["name"]) or cards[0]["segment"] if segment else f"{desk.project.slug}-personas"
    return _handed(request, desk, what, form, len(held), name, body)


def _handed(request: HttpRequest, desk: Desk, what: str, form: str, rows: int, name: str, body: bytes) -> HttpResponse:
    """A file on its way, written down among the exports."""
    ExportRecord.objects.create(
        project=desk.project, person=request.user, study=desk.record, what=what[:200], format=form, rows=rows
    )
    remember(desk.project, request.user, "exported personas", what, format=form, personas=rows)
    answer = HttpResponse(body, content_type=FORMS[form][1])
    answer["Content-Disposition"] = f'attachment; filename="{name[:80]}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer
