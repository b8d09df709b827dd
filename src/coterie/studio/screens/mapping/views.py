"""Is each column what we take it for? The guesses, a person's corrections, and the start of the import."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Dataset, Project, Source
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.mapping import facts, forms


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
@once
def mapping(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """The guesses; changed ones are looked at again before anything is imported."""
    found = _of_project(project, dataset)
    if not found.guess.get("files") or _busy(found):
        return redirect("dataset", project.slug, found.pk)
    if request.method == "POST":
        return _again(request, project, found)
    files = facts.of_dataset(found)
    shown = {
        "dataset": found,
        "files": files,
        "headline": facts.headline(files),
        "ready": _importable(files),
        "consents": _consents(files, found),
        "orders": any(file["kind"] == "orders" for file in files),
    }
    return render(request, "mapping/mapping.html", shown)


def _again(request: HttpRequest, project: Project, found: Dataset) -> HttpResponse:
    """Keep what was chosen; import where that was asked for and nothing changed, else look at the files once more."""
    words: list[str] = []
    changed, before = False, found.guess.get("said", [])
    for number, file in enumerate(found.guess["files"]):
        kind = request.POST.get(forms.field(number, "@kind"), file["kind"])
        if kind in facts.KINDS and kind != file["kind"]:
            Source.objects.filter(pk=file["source"], dataset=found).update(kind=kind)
            changed = True
        words += forms.said(number, file, kind, request.POST.dict(), before, facts.written(number, file))
    consent = request.POST.get("consent")
    if consent is not None and consent != found.consent_column:
        found.consent_column = consent[:200]
        found.save(update_fields=["consent_column"])
    changed = changed or sorted(set(words)) != sorted(before)
    if "import" in request.POST and not changed:
        return _import(request, project, found)
    enqueue("inspect", project=project, dataset=found, person=request.user, arguments={"said": sorted(set(words))})
    if "import" in request.POST:
        messages.warning(request, "Your changes are looked at first. Then see what would be taken, and import.")
    return redirect("dataset", project.slug, found.pk)


@screen(Action.RUN)
@require_POST
@once
def start(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """Import with the mapping as it stands."""
    return _import(request, project, _of_project(project, dataset))


def _import(request: HttpRequest, project: Project, found: Dataset) -> HttpResponse:
    with transaction.atomic():  # a dataset that waits for a job that was never asked for would wait for ever
        found = Dataset.objects.select_for_update().get(pk=found.pk)  # who asks twice at once waits here, and is busy
        if _busy(found) or not found.guess.get("files") or not _importable(facts.of_dataset(found)):
            messages.error(request, "Nothing was imported yet: answer what is marked below first.")
            return redirect("dataset", project.slug, found.pk)
        found.state = Dataset.State.IMPORTING
        found.save(update_fields=["state"])
        enqueue("import", project=project, dataset=found, person=request.user)
    return redirect("dataset", project.slug, found.pk)


def _importable(files: list[dict[str, Any]]) -> bool:
    known = [file for file in files if file["kind"]]
    return bool(known) and not any(file["blocks"] for file in known)


def _consents(files: list[dict[str, Any]], found: Dataset) -> list[dict[str, Any]]:
    """Columns of people that could say who may be written to; the likeliest is chosen."""
    guess = next((file["offer"].get("consent", "") for file in found.guess["files"] if file["kind"] == "customers"), "")
    chosen = found.consent_column or guess
    out = []
    for file in files:
        if file["kind"] == "customers":
            out += [{"name": each["name"], "source": each["source"]} for each in file["traits"]]
    return [{**each, "chosen": each["name"] == chosen} for each in out]


def _busy(found: Dataset) -> bool:
    return Job.objects.filter(dataset=found).exclude(state__in=ENDED).exists()


def _of_project(project: Project, pk: object) -> Dataset:
    found: Dataset = get_object_or_404(Dataset, project=project, pk=pk)
    return found
