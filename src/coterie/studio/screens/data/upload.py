"""How do files come in? In pieces that can be taken up again, or as a whole by a plain form."""

import hashlib
import os
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coterie.studio.projects import uploads
from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Project, Source
from coterie.studio.projects.once import FIELD, FORM
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.data.forms import UploadForm
from coterie.studio.screens.data.views import of_project

TAIL = 2**20  # bytes before a break that a browser compares with its file before it goes on
BUSY = "These files are being read at this moment. Wait until that is done, then change them."


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """Choose files; a form without JavaScript sends them here as a whole."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        if form.is_valid():
            name = form.cleaned_data["name"] or _stem(form.cleaned_data["files"][0].name)
            return _taken(request, project, _made(request, project, name, _key(request, form)), form)
        _say_why(request, form)
    shown = {"form": form, "piece": uploads.PIECE, "most": uploads.most(), "connections": _connections(project)}
    return render(request, "data/new.html", shown, status=400 if form.errors else 200)


@screen(Action.RUN)
@require_POST
def add(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """More files for a dataset that is not imported yet."""
    found = of_project(project, dataset)
    form = UploadForm(request.POST, request.FILES)
    if not _open(found) or not form.is_valid():
        _say_why(request, form)
        shown = {"form": form, "dataset": found, "piece": uploads.PIECE, "most": uploads.most()}
        return render(request, "data/new.html", shown, status=400)
    return _taken(request, project, found, form)


def _taken(request: HttpRequest, project: Project, dataset: Dataset, form: UploadForm) -> HttpResponse:
    """Keep the files and read them. Sent again because no answer came, a form takes nothing twice."""
    key, files = _key(request, form), form.cleaned_data["files"]
    ids = [uuid5(key, str(place)) if key else None for place in range(len(files))]
    here = set(dataset.sources.filter(complete=True).values_list("pk", flat=True))
    try:
        for pk, file in zip(ids, files, strict=True):
            uploads.take(dataset, file, request.user, pk=pk)
    except uploads.Unwelcome as no:
        if not dataset.sources.filter(complete=True).exists():
            uploads.remove_dataset(dataset)
        form.add_error("files", str(no))
        shown = {"form": form, "piece": uploads.PIECE, "most": uploads.most()}
        return render(request, "data/new.html", shown, status=400)
    if here.issuperset(ids) and dataset.jobs.exists():
        return redirect("dataset", project.slug, dataset.pk)
    return _read(request, project, dataset)


def _key(request: HttpRequest, form: UploadForm) -> UUID | None:
    """What tells this form with these files from every other; None for a form without a key."""
    said = request.POST.get(FIELD, "")
    if not FORM.fullmatch(said):
        return None
    files = [(file.name, file.size, _hash(file)) for file in form.cleaned_data["files"]]
    return uuid5(NAMESPACE_URL, repr((request.path, request.user.pk, said, form.cleaned_data["name"], files)))


def _hash(file: Any) -> str:
    file.seek(0)
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


@screen(Action.RUN)
@require_POST
def begin(request: HttpRequest, project: Project) -> HttpResponse:
    """A browser says which file it will send. The answer says where to, and from which byte on."""
    size, name = _whole(request.POST.get("size")), request.POST.get("file", "")
    try:
        if size is None:
            raise uploads.Unwelcome("The size of the file is not known. Choose it again.")
        uploads.check(uploads.shown_name(name), size)
        dataset = _dataset_for(request, project, name, size)
        source = uploads.begin(dataset, name, size, request.user)
    except uploads.Unwelcome as no:
        return JsonResponse({"error": str(no)}, status=400)
    offset = uploads.arrived(source)
    if request.POST.get("again") or offset > size:
        offset = 0
        if uploads.place_of(source).exists():
            os.truncate(uploads.place_of(source), 0)
    told = {
        "dataset": str(dataset.pk),
        "offset": offset,
        "url": reverse("upload_piece", args=(project.slug, dataset.pk, source.pk)),
        "read": reverse("read_files", args=(project.slug, dataset.pk)),
        "tail": _tail(source, offset),
        "compared": min(offset, TAIL),
    }
    return JsonResponse(told)


@screen(Action.RUN)
@require_POST
def piece(request: HttpRequest, project: Project, dataset: str, source: str) -> HttpResponse:
    """The next bytes of a file, from the offset in the address on; 409 tells where the file ends by now."""
    found = _source(project, dataset, source)
    offset = _whole(request.GET.get("offset"))
    if found.complete:
        return JsonResponse({"offset": found.size, "complete": True})
    try:
        if offset is None or not found.path:
            raise uploads.Elsewhere(uploads.arrived(found) if found.path else 0)
        found = uploads.add(found, offset, request.body, request.user)
    except uploads.Elsewhere as end:
        return JsonResponse({"offset": end.offset}, status=409)
    except uploads.Unwelcome as no:
        return JsonResponse({"error": str(no)}, status=400)
    return JsonResponse({"offset": found.received, "complete": found.complete})


@screen(Action.RUN)
@require_POST
def read(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """Everything is here: look at the files."""
    return _read(request, project, of_project(project, dataset))


@screen(Action.RUN)
@require_POST
def remove(request: HttpRequest, project: Project, dataset: str, source: str) -> HttpResponse:
    """Leave a file out, and forget it."""
    found = _source(project, dataset, source)
    if _open(found.dataset):
        uploads.remove(found)
        record(project, request.user, "removed the file", found.name, dataset=dataset)
    return _read(request, project, of_project(project, dataset))


def _read(request: HttpRequest, project: Project, dataset: Dataset) -> HttpResponse:
    """Start looking at the files, if there is one, and go to the page of the dataset."""
    place = reverse("dataset", args=(project.slug, dataset.pk))
    if _open(dataset):
        uploads.finish_arrived(dataset, request.user)
        with transaction.atomic():
            dataset.guess, dataset.message, dataset.state = {}, "", Dataset.State.DRAFT
            dataset.save(update_fields=["guess", "message", "state"])
            if dataset.sources.filter(complete=True).exists():
                enqueue("inspect", project=project, dataset=dataset, person=request.user)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"place": place})
    return redirect(place)


def _open(dataset: Dataset) -> bool:
    """Whether files may still come and go: nothing is imported, and nobody reads them now."""
    if dataset.state in (Dataset.State.READY, Dataset.State.IMPORTING):
        return False
    return not Job.objects.filter(dataset=dataset).exclude(state__in=ENDED).exists()


def _dataset_for(request: HttpRequest, project: Project, name: str, size: int) -> Dataset:
    """The dataset that the browser names, the one in which this file was begun, or a new one."""
    given = request.POST.get("dataset", "")
    if given:
        dataset = get_object_or_404(Dataset, project=project, pk=given) if _is_id(given) else None
        if dataset is None or not _open(dataset):
            raise uploads.Unwelcome(BUSY)
        return dataset
    begun = Source.objects.filter(
        dataset__project=project, uploaded_by=request.user, name=uploads.shown_name(name), size=size, complete=False
    )
    for source in begun.select_related("dataset").order_by("-created"):
        if _open(source.dataset):
            return source.dataset
    return _made(request, project, request.POST.get("name", "").strip() or _stem(name))


def _made(request: HttpRequest, project: Project, name: str, pk: UUID | None = None) -> Dataset:
    made = {"project": project, "name": name[:200], "created_by": request.user}
    dataset: Dataset = Dataset.objects.get_or_create(pk=pk or uuid4(), defaults=made)[0]
    return dataset


def _stem(name: str) -> str:
    """What data are called where nobody named them: the file without its endings."""
    shown = uploads.shown_name(name)
    return shown.split(".")[0].replace("_", " ").strip() or shown


def _source(project: Project, dataset: str, source: str) -> Source:
    found: Source = get_object_or_404(
        Source.objects.select_related("dataset"), pk=source, dataset__pk=dataset, dataset__project=project
    )
    return found


def _tail(source: Source, offset: int) -> str:
    """The hash of the bytes before a break."""
    if not offset:
        return ""
    with uploads.place_of(source).open("rb") as file:
        file.seek(offset - min(offset, TAIL))
        return hashlib.sha256(file.read(min(offset, TAIL))).hexdigest()


def _whole(words: str | None) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 19 else None


def _is_id(words: str) -> bool:
    return len(words) == 36 and words.count("-") == 4 and all(sign in "0123456789abcdef-" for sign in words.lower())


def _say_why(request: HttpRequest, form: UploadForm) -> None:
    """What the upload handler saw and the form cannot know."""
    reason = getattr(request, "upload_refused", "")
    if reason:
        form.full_clean()
        form.errors.pop("files", None)
        form.add_error("files", reason)


def _connections(project: Project) -> list[Any]:
    return list(project.connections.filter(allowed=True).order_by("name"))
