"""Which groups are there, how do they lie to each other, why these, and what is one of them?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action, who_may
from coterie.studio.screens.segments import facts, linked, one
from coterie.studio.shell.studies import given_names, newest, of_study
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy

WHY = ("scoreboard", "criteria", "joins")
SIZES = (10, 25, 50)

newest_segments = screen(Action.READ)(
    require_GET(
        newest(
            "",
            "Which groups are there?",
            "Groups of customers that behave alike will stand here, with what sets each apart, as soon as an analysis "
            "is done.",
        )
    )
)


@screen(Action.READ)
@require_GET
@of_study
def overview(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """The answer: figures, verdict, every segment in one table, and the linked views below."""
    given = given_names(record, study)
    said = {**facts.answer(study, given), **_linked(request, study), "study": record, "here": "overview"}
    return render(request, "segments/overview.html", {**said, "may_run": request.member.may(Action.RUN)})


@screen(Action.READ)
@require_GET
@of_study
def explore(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Map, heat map, rule, members and export of one chosen segment or of all, linked."""
    said = {**_linked(request, study), "study": record, "here": "explore"}
    return render(request, "segments/explore.html", said)


@screen(Action.READ)
@require_GET
@of_study
def scoreboard(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Ways of grouping beside each other, judged on later spend."""
    figures = [found for found in map(study.figure, WHY) if found]
    said = {**facts.reasons(study), "figures": figures, "book": study.figure_settings, "study": record}
    return render(request, "segments/scoreboard.html", {**said, "here": "scoreboard"})


@screen(Action.READ)
@require_GET
@of_study
def segment(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str
) -> HttpResponse:
    """One segment: what sets it apart, how it is told, what came later, and who is in it."""
    found = study.segment(segment)
    if found is None:
        raise Http404("no such segment")
    given = given_names(record, study).get(segment, "")
    said = {**one.told(study, found), **_members(request, study, segment), "study": record, "given": given}
    return render(request, "segments/segment.html", {**said, "book": study.figure_settings})


def _linked(request: HttpRequest, study: OpenStudy) -> dict[str, Any]:
    """Everything that follows the chosen segment, which stands in the address."""
    asked = request.GET.get("segment", "")
    chosen = study.segment(asked) if asked else None
    figures = {name.replace("-", "_"): linked.figure(study, name, chosen) for name in linked.NAMES}
    return {
        "chosen": chosen,
        "unknown": asked if asked and chosen is None else "",
        "segments": study.segments,
        "figures": figures,
        "rule": one.rule(study, chosen) if chosen else None,
        "book": study.figure_settings,
        **_members(request, study, chosen["id"] if chosen else None, size=8),
    }


def _members(request: HttpRequest, study: OpenStudy, segment: str | None, size: int = 0) -> dict[str, Any]:
    """The customers of a segment, for who may see single customers; who may not is told who may."""
    if not request.member.may(Action.PERSONAL):
        return {"members": None, "who_may": who_may(Action.PERSONAL)}
    asked = request.GET
    search, sort = asked.get("search", "").strip()[:100], asked.get("sort", "")
    order = sort.lstrip("-")
    columns = one.member_columns(study)
    order = order if order in {"customer_id", *(each[0] for each in columns)} else "clv"
    try:
        page = study.members(
            segment,
            search=search,
            order=order,
            descending=not sort or sort.startswith("-"),
            page=max(1, int(asked.get("page", 1))) if str(asked.get("page", 1)).isdigit() else 1,
            size=size or SIZES[1],
        )
    except WrongWords as wrong:
        return {"members": None, "wrong": wrong.problems}
    rows = [one.member(row, columns) for row in page.rows]
    return {"members": page, "rows": rows, "columns": columns, "search": search, "sort": sort or f"-{order}"}
