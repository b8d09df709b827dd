"""Who are they, told as people? The board, one persona, and both on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.personas import facts, files
from coterie.studio.screens.personas.apart import apart
from coterie.studio.screens.personas.versions import moves
from coterie.studio.shell.desk import desk_of
from coterie.studio.shell.studies import newest, of_study
from coterie.workflows import OpenStudy

newest_personas = screen(Action.READ)(
    require_GET(
        newest(
            "personas/",
            "Personas",
            "Each group told as a person: what is true of it, what to do, and what each line rests on.",
        )
    )
)


@screen(Action.READ)
@require_GET
@of_study
def board(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """All personas of a study."""
    desk = desk_of(project, record, study)
    told = facts.board(desk, request.GET.get("show", ""))
    if desk.before:
        for person in told["people"]:
            person["moved"] = moves(desk, person["segment"])
    said = {"study": record, "desk": desk, "may": _may(request), "forms": files.FORMS, **told}
    return render(request, "personas/board.html", said)


@screen(Action.READ)
@require_GET
@of_study
def one(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str) -> HttpResponse:
    """One persona: who they are, what to do, how they differ."""
    desk = desk_of(project, record, study)
    card = desk.card(segment)
    told = facts.one(desk, card)
    said = {
        "study": record,
        "desk": desk,
        "may": _may(request),
        "forms": files.FORMS,
        "saved": request.GET.get("saved") == str(card["version"]),
        "apart": apart(study, segment),
        "moved": moves(desk, segment) if desk.before else None,
        **told,
    }
    return render(request, "personas/persona.html", said)


@screen(Action.READ)
@require_GET
@of_study
def printed(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str = ""
) -> HttpResponse:
    """One persona on a page of paper, or all of them."""
    desk = desk_of(project, record, study)
    wanted = [desk.card(segment)] if segment else desk.cards
    people = [facts.one(desk, card) for card in wanted if segment or not (card["archived"] or card["merged_into"])]
    for each in people:
        each["apart"] = apart(study, each["person"]["segment"])
    return render(request, "personas/print.html", {"study": record, "people": people, "segment": segment})


def _may(request: HttpRequest) -> dict[str, bool]:
    member = request.member
    return {
        "edit": member.may(Action.EDIT_PERSONA),
        "export": member.may(Action.EXPORT_PERSONA),
        "list": member.may(Action.PERSONAL),
    }
