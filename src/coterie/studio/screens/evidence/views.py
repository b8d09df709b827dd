"""Where does a number come from? Definition, how many customers, interval, baseline and how; as a page or a dialog."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.shell.studies import of_study
from coterie.workflows import OpenStudy

MOST = 40


@screen(Action.READ)
@require_GET
@of_study
def several(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """The statistics that a sentence rests on, by their keys; without keys a list of those about everybody."""
    keys = request.GET.get("keys", "").split()[:MOST]
    found = [each for each in map(study.statistic, dict.fromkeys(keys)) if each]
    return _shown(request, record, study, found, bool(keys))


@screen(Action.READ)
@require_GET
@of_study
def single(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, key: str) -> HttpResponse:
    """One statistic at an address of its own."""
    found = study.statistic(key)
    if found is None:
        raise Http404("no such statistic")
    return _shown(request, record, study, [found], True)


def _shown(
    request: HttpRequest, record: StudyRecord, study: OpenStudy, found: list[dict[str, Any]], asked: bool
) -> HttpResponse:
    rows = [{**each, "parents": _parents(study, each["from"])} for each in found]
    said = {
        "found": rows,
        "study": record,
        "asked": asked,
        "everybody": [] if asked else sorted(study.statistics("everyone"), key=lambda each: str(each["what"])),
        "may_export": request.member.may(Action.EXPORT),
    }
    piece = request.headers.get("HX-Request")
    return render(request, "evidence/_statistics.html" if piece else "evidence/evidence.html", said)


def _parents(study: OpenStudy, keys: list[str]) -> list[dict[str, Any]]:
    return [each for each in map(study.statistic, keys) if each]
