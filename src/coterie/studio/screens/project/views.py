"""How is this project set up? Name, currency, retention, smallest group, colour; and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.changing import apply_settings, delete_project
from coterie.studio.projects.colour import INK_ON_DARK, INK_ON_LIGHT, for_dark
from coterie.studio.projects.models import Project
from coterie.studio.projects.retention import due
from coterie.studio.projects.roles import Action
from coterie.studio.screens.project.forms import DeleteForm, SettingsForm

CSS = """:root {{ --accent: {light}; --on-accent: {on_light}; }}
@media screen and (prefers-color-scheme: dark) {{
  :root:not([data-theme="light"]) {{ --accent: {dark}; --on-accent: {on_dark}; }}
}}
@media screen {{ :root[data-theme="dark"] {{ --accent: {dark}; --on-accent: {on_dark}; }} }}
"""


@screen(Action.READ)
@require_GET
def start(request: HttpRequest, project: Project) -> HttpResponse:
    """On to the first page of settings that this person may open."""
    for action, place in ((Action.ADMIN, "people"), (Action.PRIVACY, "privacy"), (Action.AUDIT, "activity")):
        if request.member.may(action):
            return redirect(place, slug=project.slug)
    return redirect("home", slug=project.slug)


@screen(Action.ADMIN)
@require_http_methods(["GET", "POST"])
def project_page(request: HttpRequest, project: Project) -> HttpResponse:
    """Every setting with its limits and what it changes, and what will be deleted when."""
    form = SettingsForm(project, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = apply_settings(project, form.cleaned_data, request.user)
        messages.success(request, f"Saved: {', '.join(changed)}." if changed else "Nothing was changed.")
        return redirect("project_settings", slug=project.slug)
    status = 422 if request.method == "POST" else 200
    return _page(request, project, form, DeleteForm(project), status)


@screen(Action.ADMIN)
@require_POST
def delete(request: HttpRequest, project: Project) -> HttpResponse:
    """Delete the project with all its files."""
    form = DeleteForm(project, request.POST)
    if not form.is_valid():
        return _page(request, project, SettingsForm(project), form, 422)
    name = project.name
    delete_project(project, request.user)
    messages.success(request, f"{name} is deleted, with its data, studies and keys.")
    return redirect("start")


@screen(Action.READ)
@require_GET
def accent(request: HttpRequest, project: Project) -> HttpResponse:
    """The project's colour as a style sheet; the address changes with the colour."""
    colour = project.setting("accent")
    text = ""
    if colour:
        text = CSS.format(light=colour, on_light=INK_ON_LIGHT, dark=for_dark(colour), on_dark=INK_ON_DARK)
    return HttpResponse(text, content_type="text/css", headers={"Cache-Control": "private, max-age=3600"})


def _page(
    request: HttpRequest, project: Project, form: SettingsForm, delete_form: DeleteForm, status: int
) -> HttpResponse:
    said = {"form": form, "delete_form": delete_form, "due": due(project), "days": project.setting("retention_days")}
    return render(request, "project/project.html", said, status=status)
