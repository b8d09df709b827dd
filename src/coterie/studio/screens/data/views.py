"""Which data are here? The list of datasets, and the page of one while it is being brought."""

import shutil

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.studio.projects import uploads
from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Project
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.names import headline_of, name_of, time_left
from coterie.studio.screens.data import facts
from coterie.studio.screens.data.forms import NameForm


@screen(Action.READ)
@require_GET
def datasets(request: HttpRequest, project: Project) -> HttpResponse:
    """What was imported, when and by whom, and how many rows were taken."""
    rows = facts.listed(project)
    may_run = request.member.may(Action.RUN)
    job = facts.under_way(project)
    told = {"job": job, "name": headline_of(job), "left": time_left(job)} if job else {}
    shown = {"rows": rows, "headline": facts.headline(rows, job), "may_run": may_run, **told}
    return render(request, "data/datasets.html", shown)


@screen(Action.READ)
@require_GET
def dataset(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """On to the mapping while it is a draft, to the checks when it is in; files and progress in between."""
    found = of_project(project, dataset)
    job = facts.job_of(found)
    going = job is not None and not job.ended
    if not going and (place := _place(request, found)):
        return _onward(request, reverse(place, args=(project.slug, found.pk)))
    files = list(found.sources.all())
    shown = {
        "dataset": found,
        "files": files,
        "waiting": [file for file in files if not file.complete],
        "job": job if going else None,
        "name": name_of(job) if job else "",
        "left": time_left(job) if job else "",
        "failed": found.message if not going else "",
        "problems": job.problems if job and not going else [],
        "may_run": request.member.may(Action.RUN),
        "piece": uploads.PIECE,
        "most": uploads.most(),
    }
    return render(request, "data/dataset.html", shown)


def _place(request: HttpRequest, found: Dataset) -> str:
    """The page on which a dataset in this state is told; "" for its files."""
    if found.state == Dataset.State.READY:
        return "checks"
    if found.state == Dataset.State.DRAFT and found.guess.get("files") and request.member.may(Action.RUN):
        return "mapping"
    return ""


def _onward(request: HttpRequest, place: str) -> HttpResponse:
    """To another page; a page that asks for its own state is led there as a whole."""
    if not request.headers.get("HX-Request"):
        return redirect(place)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = place
    return answer


@screen(Action.RUN)
@require_POST
def rename(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """Call it something else."""
    found = of_project(project, dataset)
    form = NameForm(request.POST)
    if form.is_valid():
        before, found.name = found.name, form.cleaned_data["name"]
        found.save(update_fields=["name"])
        record(project, request.user, "renamed the data", found.name, before=before)
        messages.success(request, f"The data are now called {found.name}.")
    else:
        messages.error(request, "The name was not changed: it must have 1 to 200 characters.")
    return redirect("dataset", project.slug, found.pk)


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """What would go, and then: gone, with every file, row and study."""
    found = of_project(project, dataset)
    busy = Job.objects.filter(dataset=found).exclude(state__in=ENDED).exists()
    studies = list(found.studies.all())
    if request.method == "POST" and not busy:
        folders = [uploads.inside(study.folder) for study in studies]
        name, count = found.name, len(studies)
        uploads.remove_dataset(found)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        record(project, request.user, "deleted the data", name, studies=count)
        messages.success(request, f"{name} is deleted, with its files{' and studies' if count else ''}.")
        return redirect("data", project.slug)
    shown = {"dataset": found, "studies": studies, "busy": busy, "files": found.sources.count()}
    return render(request, "data/delete.html", shown, status=409 if request.method == "POST" else 200)


def of_project(project: Project, pk: object) -> Dataset:
    """The dataset of that id in this project, or 404."""
    found: Dataset = get_object_or_404(Dataset, project=project, pk=pk)
    return found
