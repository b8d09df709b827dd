"""What do people make of a persona? Every save is a version; nothing is overwritten, and each can be taken back."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record as remember
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.personas import facts
from coterie.studio.screens.personas.forms import EditForm, MergeForm
from coterie.studio.shell.desk import Desk, desk_of
from coterie.studio.shell.formats import day
from coterie.studio.shell.studies import of_study
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy

LATER = "COT-163"  # somebody saved a newer version meanwhile
SEEDS = 1_000_000


@screen(Action.EDIT_PERSONA)
@require_http_methods(["GET", "POST"])
@of_study
def edit(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str) -> HttpResponse:
    """The form of a persona; saving makes a version. It opens on the newest study of the line."""
    desk = desk_of(project, record, study)
    if request.method == "GET" and desk.older:
        messages.info(request, f"Edits are made on the newest study of these groups, {desk.newest}.")
        return redirect("edit_persona", slug=project.slug, study=desk.newest.pk, segment=segment)
    card = desk.card(segment)
    if request.method == "GET":
        return _form(request, desk, EditForm(card))
    seen = request.POST.get("expected", "")
    form = EditForm(desk.card(segment, int(seen)) if seen.isdecimal() else card, request.POST)
    if not form.is_valid():
        return _form(request, desk, form)
    changes = form.changes()
    if not changes:
        messages.info(request, "Nothing was changed, so nothing was saved.")
        return _to(desk, segment)
    if form.cleaned_data["expected"] != card["version"]:
        return _form(request, desk, _over(card, form, changes), meanwhile=desk.book.history(segment)[0])
    return _saved(request, desk, segment, changes, "edited a persona", form.cleaned_data["note"], form)


@screen(Action.EDIT_PERSONA)
@require_POST
@of_study
def back(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str) -> HttpResponse:
    """The persona as it stood in an earlier version, as a new one."""
    asked = request.POST.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 10 else -1
    changes = [{"do": "back", "version": version}]
    return _saved(request, desk_of(project, record, study), segment, changes, "took back edits of a persona")


@screen(Action.EDIT_PERSONA)
@require_POST
@of_study
def draw(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str) -> HttpResponse:
    """Another picture, from the next seed."""
    desk = desk_of(project, record, study)
    changes = [{"do": "draw", "seed": (int(desk.card(segment)["seed"]) + 1) % SEEDS}]
    return _saved(request, desk, segment, changes, "drew a persona anew")


@screen(Action.EDIT_PERSONA)
@require_http_methods(["GET", "POST"])
@of_study
def merge(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str) -> HttpResponse:
    """Another persona taken into this one: its lines come along and say whose they are."""
    desk = desk_of(project, record, study)
    card = desk.card(segment)
    known = {each["segment"] for each in study.personas}
    others = [
        each
        for each in desk.cards
        if each["segment"] in known - {segment} and not each["archived"] and not each["merged_into"]
    ]
    form = MergeForm(others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changes = [{"do": "merge", "segment": form.cleaned_data["other"]}]
        return _saved(request, desk, segment, changes, "merged personas")
    said = {"study": desk.record, "person": facts.shown(desk, card), "form": form, "others": others}
    return render(request, "personas/merge.html", said)


def _plainly(do: str, verb: str) -> Callable[..., HttpResponse]:
    """A view that does one thing to a persona at the press of a button."""

    @screen(Action.EDIT_PERSONA)
    @require_POST
    @of_study
    def view(
        request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str
    ) -> HttpResponse:
        return _saved(request, desk_of(project, record, study), segment, [{"do": do}], verb)

    return view


archive = _plainly("archive", "put a persona aside")
restore = _plainly("restore", "took a persona back")


def _saved(
    request: HttpRequest,
    desk: Desk,
    segment: str,
    changes: Sequence[dict[str, Any]],
    verb: str,
    note: str = "",
    form: EditForm | None = None,
) -> HttpResponse:
    """One new version, remembered as an event; on to the persona, which offers to undo it."""
    before = desk.card(segment)
    today = day(timezone.localdate()).replace("\u00a0", " ")
    words = {"by": request.user.shown, "on": today, "expected": before["version"], "note": note}
    try:
        card = desk.book.edit(desk.study, segment, changes, **words)
    except WrongWords as wrong:
        if form is not None:
            return _form(request, desk, form, problems=wrong.problems)
        messages.error(request, wrong.problems[0].found)
        return _to(desk, segment)
    remember(desk.project, request.user, verb, card["name"], version=card["version"], study=str(desk.record.pk))
    count = f"{len(changes)} changes" if len(changes) > 1 else "1 change"
    messages.success(request, f"Saved as version {card['version']} of {card['name']}: {count}.")
    return _to(desk, segment, card["version"])


def _over(card: dict[str, Any], form: EditForm, changes: Sequence[dict[str, Any]]) -> EditForm:
    """The words of a form put over a newer version: what its writer did not touch is taken from there."""
    data = form.data.copy()
    touched = {change.get("line", "name") for change in changes}
    data["expected"] = str(card["version"])
    if "name" not in touched:
        data["name"] = card["name"]
    if "headline" not in touched:
        data["headline"] = card["headline"]["text"]
    for line in card["lines"]:
        if line["id"] not in touched:
            data[f"line-{line['id']}"] = line["text"]
            data.pop(f"hide-{line['id']}", None)
    return EditForm(card, data)


def _form(request: HttpRequest, desk: Desk, form: EditForm, **more: Any) -> HttpResponse:
    said = {"study": desk.record, "person": facts.shown(desk, form.card), "form": form, **more}
    return render(request, "personas/edit.html", said)


def _to(desk: Desk, segment: str, version: int | None = None) -> HttpResponse:
    answer = redirect("persona", slug=desk.project.slug, study=desk.record.pk, segment=segment)
    if version is not None:
        answer["Location"] += f"?saved={version}"
    return answer
