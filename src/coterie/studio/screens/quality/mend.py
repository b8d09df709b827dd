"""How are rows that were left out put right? They are taken as a file, mended, and brought again, and counted once."""

import csv
import hashlib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from coterie.studio.projects import uploads
from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, ExportRecord, Project, Source
from coterie.studio.projects.roles import Action
from coterie.studio.runs.kinds.sources import safe
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.quality import facts

MENDED = "mended "  # how the file of mended rows is called, before the name of the file they came from
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
MOST = 64 * 2**20  # bytes of mended rows that can be compared with what is there


def mendable(dataset: Dataset) -> list[dict[str, Any]]:
    """The files whose rows can be mended line by line: text with a header, from which rows were left out."""
    told = {source: _told(dataset, source) for source in dataset.sources.filter(complete=True)}
    texts = [source for source, each in told.items() if each and SIGNS.get(each["facts"].get("delimiter", ""))]
    left = facts.left_by_file(dataset) if texts else {}
    out = []
    for source in texts:
        rows = left.get(safe(source.name), 0)
        if rows:
            done = dataset.sources.filter(name=MENDED + source.name, complete=True).first()
            out.append({"source": source, "rows": rows, "done": done})
    return out


@screen(Action.PERSONAL)
@require_GET
def rows(request: HttpRequest, project: Project, dataset: str, source: str) -> HttpResponse:
    """The rows left out of one file as they were brought, under its own header: to be mended and sent back."""
    found = _source(project, dataset, source)
    ExportRecord.objects.create(
        project=project, person=request.user, what=f"rows to mend of {found.name}"[:200], format="csv", personal=True
    )
    record(project, request.user, "exported", f"rows to mend of {found.name}", format="csv")
    answer = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return answer


@screen(Action.RUN)
@require_POST
def mended(request: HttpRequest, project: Project, dataset: str, source: str) -> HttpResponse:
    """Mended rows come back: they are added beside the file they came from, and the whole is imported again."""
    found = _source(project, dataset, source)
    file = request.FILES.get("file")
    no = getattr(request, "upload_refused", "") or _unfit(found, file)
    if no:
        messages.error(request, no)
        return redirect("checks", project.slug, found.dataset_id)
    replaced = [str(old.pk) for old in _chain(found)]
    try:
        made = uploads.take(found.dataset, file, request.user, found.kind, MENDED + found.name)
    except uploads.Unwelcome as why:
        messages.error(request, str(why))
        return redirect("checks", project.slug, found.dataset_id)
    with transaction.atomic():
        Dataset.objects.filter(pk=found.dataset_id).update(state=Dataset.State.IMPORTING)
        said = {"added": [str(made.pk)], "replaced": replaced}  # what goes only when the import has succeeded
        enqueue("import", project=project, dataset=found.dataset, person=request.user, arguments=said)
    return redirect("dataset", project.slug, found.dataset_id)


def _unfit(source: Source, file: Any) -> str:
    """Why mended rows cannot be taken; "" where they can."""
    if file is None:
        return "Choose the file with the mended rows."
    if Job.objects.filter(dataset=source.dataset).exclude(state__in=ENDED).exists():
        return "These data are being worked on. Wait until that is done, then send the file again."
    if file.size > MOST:
        return f"{file.name} is larger than the rows that were left out. Send only those, mended."
    left = {_hash(row["raw"].encode()) for row in facts.rows_left_out(source.dataset) if row["raw"]}
    sent = [_hash(line) for line in _plain_lines(file)][1:]
    if not sent:
        return f"{file.name} holds no row below its header."
    new = set(sent) - left
    known = _known(uploads.place_of(source), new)
    again = sum(1 for each in sent if each in known)
    if again:
        rows_ = "One row" if again == 1 else f"{again:,} rows"
        are = "is" if again == 1 else "are"
        return f"{rows_} of {file.name} {are} in already, and would count twice. Send only rows that were left out."
    return ""


def _plain_lines(file: Any) -> Iterator[bytes]:
    file.seek(0)
    for line in file:
        if line.strip():
            yield line
    file.seek(0)


def _known(path: Path, wanted: set[bytes]) -> set[bytes]:
    """Which of these hashes are those of lines of a file, however long it is."""
    with path.open("rb") as lines:
        return {each for line in lines if (each := _hash(line)) in wanted} if wanted else set()


def _hash(line: bytes) -> bytes:
    return hashlib.blake2b(line.strip(b"\r\n\xef\xbb\xbf"), digest_size=8).digest()


def _chain(source: Source) -> list[Source]:
    """What was mended of a file before, and what was mended of that."""
    out: list[Source] = []
    last = source
    while (found := source.dataset.sources.filter(name=MENDED + last.name).exclude(pk=last.pk).first()) is not None:
        out.append(found)
        last = found
    return out


def _lines(source: Source) -> Iterator[str]:
    told = _told(source.dataset, source) or {"facts": {}, "offer": {}}
    sign = SIGNS.get(told["facts"].get("delimiter", ""), ",")
    names = [column["name"] for column in told["offer"].get("seen", [])]
    if not told["facts"].get("header", "").startswith("no"):
        head = StringIO()
        csv.writer(head, delimiter=sign, lineterminator="\n").writerow(names)
        yield "\ufeff" + head.getvalue()
    for row in facts.rows_left_out(source.dataset):
        if row["outcome"] == "rejected" and row["raw"] and Path(row["file"]).name == safe(source.name):
            yield row["raw"].rstrip("\n") + "\n"


def _told(dataset: Dataset, source: Source) -> dict[str, Any] | None:
    """What the inspection told of a file; of mended rows what it told of the file they came from."""
    name = source.name
    while name.startswith(MENDED):
        name = name.removeprefix(MENDED)
    first = dataset.sources.filter(name=name).first()
    ids = {str(source.pk), str(first.pk) if first else ""}
    return next((file for file in dataset.guess.get("files", []) if file.get("source") in ids), None)


def _source(project: Project, dataset: str, source: str) -> Source:
    found: Source = get_object_or_404(
        Source.objects.select_related("dataset").exclude(path=""),
        pk=source,
        dataset__pk=dataset,
        dataset__project=project,
    )
    return found
