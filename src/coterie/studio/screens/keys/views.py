"""Which programs may call, and what may they do? Keys are made, shown once, and ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from coterie.studio.projects import keys as verbs
from coterie.studio.projects.access import screen
from coterie.studio.projects.models import ApiKey, Project
from coterie.studio.projects.roles import Action
from coterie.studio.screens.keys.forms import KeyForm
from coterie.studio.shell.formats import in_words


@screen(Action.ADMIN)
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest, project: Project) -> HttpResponse:
    """The keys of the project, and a new one, which is shown in the answer to the form and kept nowhere."""
    form = KeyForm(request.POST or None)
    made, token = None, ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made, token = verbs.make_key(project, request.user, said["name"], said["scopes"], form.expires())
        form = KeyForm()
    found = list(ApiKey.objects.filter(project=project).select_related("created_by"))
    alive = [key for key in found if key.alive]
    root = request.build_absolute_uri("/").rstrip("/")
    said_once = {"made": made, "token": token, "curl": curl(root, token, made) if made else ""}
    context = {"project": project, "form": form, "alive": alive, "ended": [k for k in found if not k.alive]}
    context |= {"heading": heading(alive), "now": timezone.now(), "scopes": verbs.SCOPES}
    return render(request, "keys/keys.html", {**context, **said_once})


@screen(Action.ADMIN)
@require_POST
def revoke(request: HttpRequest, project: Project, key: int) -> HttpResponse:
    """End a key now."""
    found = get_object_or_404(ApiKey, project=project, pk=key)
    verbs.revoke(found, request.user)
    messages.success(request, f"{found.name} ({found.prefix}) opens nothing any more.")
    return redirect("keys", project.slug)


def heading(alive: list[ApiKey]) -> str:
    """The answer of the page in a sentence."""
    people = sum("pii" in key.scopes for key in alive)
    if not alive:
        return "No program may call this project"
    if len(alive) == 1:
        return f"One program may call; it sees {'single customers' if people else 'no single customer'}"
    seeing = "one of them sees" if people == 1 else f"{people or 'none'} of them see"
    return f"{in_words(len(alive))} programs may call; {seeing} single customers"


def curl(root: str, token: str, key: Any) -> str:
    """A command that works at once with the new key."""
    bearer = f"-H 'Authorization: Bearer {token}'"
    if key.scopes == ["score"]:
        body = '{"customers": [{"id": "C1", "traits": {"recency_days": 12, "orders": 4, "revenue": 310.5}}]}'
        head = f"curl -X POST {bearer} \\\n  -H 'Content-Type: application/json'"
        return f"{head} \\\n  -d '{body}' \\\n  {root}/api/v1/score"
    path = "studies/newest/segments" if "read" in key.scopes else "project"
    return f"curl {bearer} \\\n  {root}/api/v1/{path}"
