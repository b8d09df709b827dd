"""What are customers worth, how far can that be trusted, whom may we lose, and how did cohorts go on?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action, who_may
from coterie.studio.screens.value import facts, leaving
from coterie.studio.shell.studies import newest, of_study
from coterie.workflows import OpenStudy

newest_value = screen(Action.READ)(
    require_GET(
        newest(
            "value/",
            "What are your customers worth?",
            "What each group will bring, how far the forecast can be trusted, and who may be lost will stand here, as "
            "soon as an analysis is done.",
        )
    )
)


@screen(Action.READ)
@require_GET
@of_study
def worth(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """The total with its interval, and by segment."""
    said = facts.worth(study, _currency(project, record))
    return render(request, "value/worth.html", {**said, **_shared(record, study, facts.WORTH), "here": "worth"})


@screen(Action.READ)
@require_GET
@of_study
def judged(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """The model on days that it had not seen, beside ways that need no model."""
    said = facts.judged(study, _currency(project, record))
    return render(request, "value/judged.html", {**said, **_shared(record, study, facts.JUDGED), "here": "judged"})


@screen(Action.READ)
@require_GET
@of_study
def risk(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Bands of risk, and for who may see single customers those with most to lose."""
    said = leaving.risk(study, _currency(project, record))
    if said["bands"]:
        if request.member.may(Action.PERSONAL):
            said |= leaving.first(study)
        else:
            said["who_may"] = who_may(Action.PERSONAL)
    return render(request, "value/risk.html", {**said, **_shared(record, study, facts.RISK), "here": "risk"})


@screen(Action.READ)
@require_GET
@of_study
def cohorts(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Who still buys and what they brought, by what their first order was."""
    said = {"headline": facts.cohorts(study)}
    return render(request, "value/cohorts.html", {**said, **_shared(record, study, facts.cohort_names(study)),
                                                  "here": "cohorts"})  # fmt: skip


def _currency(project: Project, record: StudyRecord) -> str:
    return str(record.summary.get("currency") or project.currency or "")


def _shared(record: StudyRecord, study: OpenStudy, names: tuple[str, ...]) -> dict[str, object]:
    figures = [found for found in map(study.figure, names) if found]
    why = study.metrics.get("skipped", {}).get("value", "")
    return {
        "study": record,
        "figures": figures,
        "book": study.figure_settings,
        "why": f"{why[:1].upper()}{why[1:].rstrip('.')}." if why else "",
    }
