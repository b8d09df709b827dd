"""What does one see first? The newest answer of a project and what to do next; without data, how to begin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.studio.accounts.first import nobody
from coterie.studio.projects.access import keeper, last_project, public, screen
from coterie.studio.projects.making import new_project
from coterie.studio.projects.models import Project
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.home.facts import facts_of
from coterie.studio.screens.home.forms import ProjectForm


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """On to where this person belongs: setup, sign-in, her last project, or the making of one."""
    if not request.user.is_authenticated:
        return redirect("setup" if nobody() else "account_login")
    project = last_project(request)
    if project is not None:
        return redirect("home", slug=project.slug)
    if request.user.is_staff:
        return redirect("new_project")
    return render(request, "home/nowhere.html")


@keeper
@require_http_methods(["GET", "POST"])
def make_project(request: HttpRequest) -> HttpResponse:
    """A new project, with this person as its admin."""
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = new_project(form.cleaned_data["name"], request.user, form.cleaned_data["currency"])
        return redirect("home", slug=project.slug)
    return render(request, "home/new_project.html", {"form": form})


@screen(Action.READ)
@require_GET
def home(request: HttpRequest, project: Project) -> HttpResponse:
    """The newest answer and what to do next."""
    return render(request, "home/home.html", facts_of(project, request.member))


@screen(Action.RUN)
@require_POST
@once
def demo(request: HttpRequest, project: Project) -> HttpResponse:
    """Bring the demo shop and analyse it; on to the page that shows how far it is."""
    job = enqueue("demo", project=project, arguments={}, person=request.user)
    return redirect(f"/p/{project.slug}/jobs/{job.pk}/")
