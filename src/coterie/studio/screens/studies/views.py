"""Which studies are there, what exactly was run, and what is one called?"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record as remember
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.studies import removing, run
from coterie.studio.screens.studies.forms import TitleForm
from coterie.studio.shell.studies import of_study
from coterie.workflows import OpenStudy

SIZE = 25


@screen(Action.READ)
@require_GET
def studies(request: HttpRequest, project: Project) -> HttpResponse:
    """Every study, newest first."""
    found = StudyRecord.objects.filter(project=project).select_related("dataset", "created_by", "previous")
    search = request.GET.get("search", "").strip()[:100]
    if search:
        found = found.filter(title__icontains=search) | found.filter(dataset__name__icontains=search)
    page = Paginator(found.order_by("-number"), SIZE).get_page(request.GET.get("page"))
    every = StudyRecord.objects.filter(project=project)
    done = every.filter(state=StudyRecord.State.DONE).count()
    said = {"page": page, "done": done, "all": every.count(), "search": search}
    return render(request, "studies/studies.html", {**said, "may_run": request.member.may(Action.RUN)})


@screen(Action.READ)
@require_GET
@of_study
def run_record(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """What was run: inputs with hashes, mapping, parameters as applied, seed, versions, timings."""
    said = {**run.told(study), "study": record, "may_run": request.member.may(Action.RUN)}
    return render(request, "studies/record.html", said)


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, project: Project, study: UUID) -> HttpResponse:
    """Give a study a name, or its number back."""
    record = get_object_or_404(StudyRecord, project=project, pk=study)
    form = TitleForm(request.POST or None, initial={"title": record.title})
    if request.method == "POST" and form.is_valid():
        before, record.title = str(record), form.cleaned_data["title"].strip()
        record.save(update_fields=["title"])
        remember(project, request.user, "renamed a study", record, before=before)
        messages.success(request, f"It is called {record} now.")
        return redirect("studies", slug=project.slug)
    return render(request, "studies/rename.html", {"form": form, "study": record})


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, project: Project, study: UUID) -> HttpResponse:
    """Delete a study and its files, once that was confirmed."""
    record = get_object_or_404(StudyRecord.objects.select_related("dataset"), project=project, pk=study)
    going = removing.going(record)
    if request.method == "POST" and not going:
        name = str(record)
        removing.remove(record)
        remember(project, request.user, "deleted a study", name)
        messages.success(request, f"{name} and its files are deleted.")
        return redirect("studies", slug=project.slug)
    status = 409 if request.method == "POST" else 200
    later = StudyRecord.objects.filter(previous=record).count()
    said = {"study": record, "going": going, "later": later}
    return render(request, "studies/delete.html", said, status=status)
