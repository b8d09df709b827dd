"""Whom do conditions mean? A page whose fields stand in its address, a count that follows them, and kept segments."""

import json
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record as remember
from coterie.studio.projects.models import Project, SavedSegment, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.builder import tree
from coterie.studio.shell.studies import newest, of_study, opened
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy

SHOWN, STUDIES, LONGEST = 5, 3, 20_000

newest_builder = screen(Action.READ)(
    require_GET(
        newest(
            "builder/",
            "Build your own segment",
            "Conditions on traits, joined by and or or, with a count that follows each click. They need a study first.",
        )
    )
)


@screen(Action.READ)
@require_GET
@of_study
def builder(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Conditions, how many meet them in all and by segment, and the first of those who do."""
    saved = _saved(project, request.GET.get("saved", ""))
    fresh = saved is not None and "g0-how" not in request.GET
    found = tree.known(saved.conditions) if saved and fresh else tree.asked(request.GET)
    traits = [each for each in study.traits if each["kind"] in tree.OFFERED and not each["name"].startswith("clv_")]
    names = {each["id"]: each["name"] for each in study.segments}
    plain = saved.conditions if saved and found is None else (found or tree.Tree()).plain(_by_name(traits))
    said: dict[str, Any] = {
        "study": record,
        "saved": saved,
        "deep": found is None,
        "how": found.how if found else "all",
        "groups": tree.drawn(found, traits, names) if found else [],
        "traits": _grouped(traits),
        "may_run": request.member.may(Action.RUN),
        "personal": request.member.may(Action.PERSONAL),
        **_counted(project, study, plain, request.member.may(Action.PERSONAL)),
    }
    return render(request, "builder/builder.html", said)


@screen(Action.RUN)
@require_POST
@of_study
def save(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Keep conditions under a name; every later study counts them anew."""
    name = request.POST.get("name", "").strip()[:120]
    try:
        plain = study.conditions(_json(request.POST.get("conditions", ""))).plain()
    except WrongWords as wrong:
        messages.error(request, str(wrong.problems[0]))
        return redirect("builder", slug=project.slug, study=record.pk)
    saved = _saved(project, request.POST.get("saved", ""))
    if not name or not next(iter(plain.values())):
        messages.error(request, "Nothing was saved: it needs a name, and at least one condition.")
        return redirect("builder", slug=project.slug, study=record.pk)
    try:
        with transaction.atomic():
            kept = saved or SavedSegment(project=project, created_by=request.user)
            kept.name, kept.conditions = name, plain
            kept.save()
    except IntegrityError:
        messages.error(request, f"There is a segment called {name} already. Choose another name.")
        return redirect(f"{request.path.removesuffix('save/')}?{request.POST.get('address', '')[:LONGEST]}")
    remember(project, request.user, "saved a segment", name, conditions=plain)
    messages.success(request, f"{name} is saved. Every later study counts it anew.")
    return redirect("saved_segments", slug=project.slug)


@screen(Action.READ)
@require_GET
def saved_segments(request: HttpRequest, project: Project) -> HttpResponse:
    """Every kept segment, with its count in the newest studies."""
    done = StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE)[:STUDIES]
    studies = [(record, study) for record in done if (study := opened(record)) is not None]
    floor = _floor(project)
    kept = SavedSegment.objects.filter(project=project).select_related("created_by")
    rows = [{"saved": each, "counts": [(record, _count(study, each.conditions, floor)) for record, study in studies],
             "sentence": _sentence([study for _, study in studies], each.conditions)} for each in kept]  # fmt: skip
    said = {"rows": rows, "studies": [record for record, _ in studies], "may_run": request.member.may(Action.RUN)}
    return render(request, "builder/saved.html", {**said, "newest": studies[0][0] if studies else None, "floor": floor})


@screen(Action.RUN)
@require_POST
def delete(request: HttpRequest, project: Project, saved: int) -> HttpResponse:
    """Throw a kept segment away."""
    found = get_object_or_404(SavedSegment, project=project, pk=saved)
    name = found.name
    found.delete()
    remember(project, request.user, "deleted a saved segment", name)
    messages.success(request, f"{name} is deleted.")
    return redirect("saved_segments", slug=project.slug)


def _counted(project: Project, study: OpenStudy, plain: dict[str, Any], personal: bool) -> dict[str, Any]:
    """How many meet the conditions, or what is wrong with them."""
    text = json.dumps(plain, separators=(",", ":"))
    try:
        count = study.count(plain, floor=_floor(project))
        rows = study.members(where=plain, size=SHOWN).rows if personal and count["count"] else []
    except WrongWords as wrong:
        return {"wrong": wrong.problems, "conditions": text}
    most = max((each["share"] or 0 for each in count["segments"]), default=1) or 1
    empty = not next(iter(plain.values()))
    return {"count": count, "rows": rows, "most": most, "conditions": text, "everyone": empty}


def _count(study: OpenStudy, conditions: dict[str, Any], floor: int) -> dict[str, Any] | None:
    try:
        return study.count(conditions, floor=floor)
    except WrongWords:
        return None  # that study lacks a trait


def _sentence(studies: list[OpenStudy], conditions: dict[str, Any]) -> str:
    for study in studies:
        try:
            return study.conditions(conditions).sentence({each["id"]: each["name"] for each in study.segments})
        except WrongWords:
            continue
    return ""


def _floor(project: Project) -> int:
    return int(project.setting("smallest_group"))


def _saved(project: Project, pk: str) -> SavedSegment | None:
    return SavedSegment.objects.filter(project=project, pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None


def _json(text: str) -> Any:
    try:
        return json.loads(text) if len(text) <= LONGEST else None
    except ValueError:
        return "not JSON"


def _by_name(traits: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in traits}


def _grouped(traits: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Traits under headings, in the order of the study."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in traits:
        found.setdefault(tree.GROUPS.get(each["group"], each["group"].capitalize()), []).append(each)
    return list(found.items())
