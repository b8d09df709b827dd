"""Which finished study does an address name? Found for this project, opened once, read by many pages."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.workflows import OpenStudy, open_study, person_book

KEPT = 6  # studies held open by one process
_open: OrderedDict[tuple[str, int, int], OpenStudy] = OrderedDict()
_turn = Lock()


def of_study(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view below `/p/<slug>/s/<study>/`: called with the request, the project, its record and the opened study.

    It goes under `@screen(...)`. A study of another project is 404; one that is not finished, failed or was refused
    gets a page that says so.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, project: Project, study: UUID, **more: Any) -> HttpResponse:
        record = get_object_or_404(StudyRecord.objects.select_related("dataset", "previous"), project=project, pk=study)
        found = opened(record)
        if found is None:
            job = record.jobs.order_by("-created").first()
            return render(request, "shell/notready.html", {"study": record, "job": job})
        return view(request, project, record, found, **more)

    return wrapped


def newest(page: str, title: str, text: str) -> Callable[[HttpRequest, Project], HttpResponse]:
    """A view that leads to a page of the newest finished study, or says what will be there.

    page     the address below the study, such as "value/".
    """

    def view(request: HttpRequest, project: Project) -> HttpResponse:
        study = StudyRecord.newest(project)
        if study is not None:
            asked = request.GET.urlencode()
            return redirect(f"/p/{project.slug}/s/{study.pk}/{page}{'?' + asked if asked else ''}")
        words = {"title": title, "text": text, "may_run": request.member.may(Action.RUN), "begin": begin(project)}
        going = project.jobs.filter(kind__in=("demo", "analyze"), state__in=("queued", "running")).last()
        return render(request, "shell/nostudy.html", {**words, "going": going})

    return view


def begin(project: Project) -> dict[str, str]:
    """The next step towards a first answer: bring data, look at what was brought, or analyse what is in."""
    root = f"/p/{project.slug}/"
    own = Dataset.objects.filter(project=project, is_demo=False).order_by("-created")
    if own.filter(state=Dataset.State.READY).exists():
        return {"url": root + "new/", "label": "Find my segments", "word": "Start"}
    draft = own.first()  # not read yet, under way, or left out for a reason that its page says
    if draft is not None:
        return {"url": f"{root}data/{draft.pk}/", "label": f"Go on with {draft.name}", "word": "Go on"}
    return {"url": root + "data/new/", "label": "Upload my orders", "word": "Upload"}


def lines(project: Project) -> dict[UUID, UUID | None]:
    """Which study each study of a project continues."""
    return dict(StudyRecord.objects.filter(project=project).values_list("pk", "previous_id"))


def root_of(study: Any, before: dict[UUID, UUID | None]) -> Any:
    """The first study of a line: from there on segments keep their ids, and people's words for them."""
    seen = set()
    while before.get(study) is not None and study not in seen:
        seen.add(study)
        study = before[study]
    return study


def given_names(record: StudyRecord, study: OpenStudy) -> dict[str, str]:
    """The names that people gave to personas, by segment; only those that differ from the study's own."""
    cards = person_book(settings.WORKSPACE, str(root_of(record.pk, lines(record.project)))).current(study)
    standing = [card for card in cards if not card["archived"] and not card["merged_into"]]
    own = {each["id"]: each["name"] for each in study.segments}
    return {
        card["segment"]: card["name"] for card in standing if own.get(card["segment"], card["name"]) != card["name"]
    }


def mark(record: StudyRecord) -> tuple[str, int, int] | None:
    """The folder of a finished study and what tells its state: an erasure writes it anew. None where it is gone."""
    folder = Path(settings.WORKSPACE) / record.folder
    try:
        found = (folder / "run.json").stat()
    except OSError:
        return None
    return (str(folder), found.st_ino, found.st_mtime_ns) if record.state == StudyRecord.State.DONE else None


def opened(record: StudyRecord) -> OpenStudy | None:
    """The study of a record, read only and shared by threads; None where it is not finished or its folder is gone."""
    key = mark(record)
    if key is None:
        return None
    with _turn:
        if key not in _open:
            _open[key] = open_study(key[0])
            while len(_open) > KEPT:
                _open.popitem(last=False)  # whoever still reads it keeps it until he is done
        _open.move_to_end(key)
        return _open[key]
