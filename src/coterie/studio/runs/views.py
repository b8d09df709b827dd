"""What is being worked on, how far is it, and what came of it? The list of jobs and the page of one."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action
from coterie.studio.runs import names, queue
from coterie.studio.runs.models import Job, State

STOP_ASKING = 286  # a page that asks again and again stops at this answer
SIZE = 25


@screen(Action.READ)
@require_GET
def jobs(request: HttpRequest, project: Project) -> HttpResponse:
    """Every job of the project, newest first, and how many wait in the whole studio."""
    found = Job.objects.filter(project=project).select_related("project", "study", "dataset", "requested_by")
    page = Paginator(found.order_by("-created", "pk"), SIZE).get_page(request.GET.get("page"))
    rows = [{"job": job, "name": names.name_of(job), "result": names.result_of(job)} for job in page]
    depth = Job.objects.filter(state=State.QUEUED).count()
    running = Job.objects.filter(state=State.RUNNING).count()
    context = {"project": project, "rows": rows, "page": page, "depth": depth, "running": running}
    if request.headers.get("HX-Request"):
        return render(request, "runs/_jobs.html", context, status=200 if depth or running else STOP_ASKING)
    return render(request, "runs/jobs.html", context)


@screen(Action.READ)
@require_GET
def job(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    """How far one job is; asked again by the page itself until it has ended."""
    found = _job(project, pk)
    if request.headers.get("HX-Request"):
        return render(request, "runs/_job.html", _shown(request, found), status=STOP_ASKING if found.ended else 200)
    return render(request, "runs/job.html", _shown(request, found))


@screen(Action.RUN)
@require_POST
def cancel(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    """Ask for an end."""
    queue.cancel(_job(project, pk))
    return redirect("job", project.slug, pk)


@screen(Action.RUN)
@require_POST
@once
def again(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    """The same once more, for what failed or was cancelled."""
    found = _job(project, pk)
    if found.state not in (State.FAILED, State.CANCELLED):
        return redirect("job", project.slug, pk)
    return redirect("job", project.slug, queue.again(found, request.user).pk)


@screen(Action.PERSONAL)
@require_GET
def file(request: HttpRequest, project: Project, pk: UUID) -> FileResponse:
    """The file that a job made."""
    found = _job(project, pk)
    name = (found.result or {}).get("file", "") if found.state == State.DONE else ""
    path = settings.WORKSPACE / "exports" / str(found.pk) / name
    if not name or not path.is_file():
        raise Http404("no file of this job")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _job(project: Project, pk: UUID) -> Job:
    found: Job = get_object_or_404(Job.objects.select_related("project", "study", "dataset"), project=project, pk=pk)
    return found


def _looks_after(request: HttpRequest) -> bool:
    """Whether somebody reads what only helps who looks after the studio."""
    return bool(request.member.may(Action.ADMIN))


def _shown(request: HttpRequest, found: Job) -> dict[str, Any]:
    steps = list(found.receipts.order_by("pk").values_list("step", flat=True)[: found.steps_done])
    return {
        "project": found.project,
        "job": found,
        "name": names.name_of(found),
        "headline": names.headline_of(found),
        "piece": "HX-Request" in request.headers,
        "message": "" if found.problems else found.message,  # the problems say the same, and more
        "problems": found.problems,
        "details": [each["detail"] for each in found.problems if each.get("detail")] if _looks_after(request) else [],
        "steps": [step for step in steps if step != found.step or found.ended],
        "left": names.time_left(found),
        "ahead": queue.ahead(found) if found.state == State.QUEUED else 0,
        "result": names.result_of(found),
        "may_run": request.member.may(Action.RUN),
        "refused": bool((found.result or {}).get("refused")),
    }
