"""How is an analysis started? With a dataset and nothing else, or with everything adjusted."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.analysis.forms import AnalysisForm, continued_by


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
@once
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """The questions; when they are answered, on to the page that shows how far it is."""
    datasets = Dataset.objects.filter(project=project, state=Dataset.State.READY).count()
    if request.method == "POST":
        form = AnalysisForm(project, request.POST)
        if form.is_valid():
            job = _start(project, form.cleaned_data, form.asked(), request.user)
            return redirect("job", slug=project.slug, pk=job.pk)
    else:
        form = AnalysisForm(project, initial=_initial(project, request))
    status = 422 if form.is_bound else 200
    return render(request, "analysis/new.html", {"form": form, "datasets": datasets}, status=status)


def _initial(project: Project, request: HttpRequest) -> dict[str, Any]:
    """The newest data, continuing their newest study, or what the address names."""
    asked, done = request.GET, StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE)
    wanted = asked.get("previous", "")
    previous = next((each for each in done if str(each.pk) == wanted), None)
    ready = Dataset.objects.filter(project=project, state=Dataset.State.READY).order_by("-imported_at", "-created")
    named = asked.get("dataset", "") or (str(previous.dataset_id) if previous else "")
    dataset = next((each for each in ready if str(each.pk) == named), None) or ready.first()
    may = continued_by(project, dataset)
    if previous not in may:
        previous = may.filter(dataset=dataset).first() or may.first()
    return {"dataset": dataset.pk if dataset else None, "previous": previous.pk if previous else None}


def _start(project: Project, found: dict[str, Any], asked: dict[str, Any], person: Any) -> Job:
    """The record of the study and its job; a second click while the first one runs leads to the same job."""
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        waiting = Job.objects.filter(project=project, kind="analyze", dataset=found["dataset"]).exclude(state__in=ENDED)
        for job in waiting.select_related("study"):
            if job.arguments == asked and job.study and job.study.previous == found["previous"]:
                return job
        last = StudyRecord.objects.filter(project=project).aggregate(last=Max("number"))["last"]
        study = StudyRecord.objects.create(
            project=project,
            dataset=found["dataset"],
            number=(last or 0) + 1,
            title=found["title"].strip(),
            parameters=asked,
            previous=found["previous"],
            created_by=person,
        )
        # within the transaction: a study whose job was never asked for would run for ever
        return enqueue("analyze", project=project, arguments=asked, person=person, dataset=study.dataset, study=study)
