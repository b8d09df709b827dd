"""Where does an upload lie, and how does it grow? Piece by piece, in a file whose name is chosen here.

The length of the file on disk is the truth about what has arrived: the record only repeats it. A web process that is
killed in the middle of a piece leaves a file that ends somewhere, and the browser is told to go on from there.
"""

import fcntl
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from coterie.studio.accounts.models import Person
from coterie.studio.config.room import no_room
from coterie.studio.projects import hashing
from coterie.studio.projects.events import record
from coterie.studio.projects.models import ApiKey, Dataset, Source

FOLDER = "uploads"
LONGEST = 255
GIGABYTE = 2**30
PIECE = 4 * 2**20  # bytes that a browser sends at a time
SHORT = 32 * 2**20  # bytes that are hashed while somebody waits; a larger file is hashed by the job that looks at it
Who = Person | ApiKey | None  # who sends
SPARE = 64 * 2**20  # bytes that stay free on the disk, so that the studio's own records can still be written


class Unwelcome(Exception):
    """The file cannot be taken; the words are for the person who sent it."""


class Elsewhere(Exception):
    """A piece does not begin where the file ends; `offset` is where it ends."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the file ends at {offset}")
        self.offset = offset


def most() -> int:
    """Bytes that a file may have at most (setting UPLOAD_LIMIT)."""
    return int(getattr(settings, "UPLOAD_LIMIT", 4 * GIGABYTE))


def begin(dataset: Dataset, name: str, size: int, who: Who, kind: str = "", pk: UUID | None = None) -> Source:
    """A source that waits for its bytes; the one that was begun before where the same file is sent again.

    pk    its id, where that is what tells the same file; it may be complete then.

    Raises:
        Unwelcome: it is empty, too large, or does not fit on the disk.
    """
    shown = shown_name(name)
    check(shown, size)
    same = {"pk": pk} if pk else {"name": shown, "size": size, "complete": False, "kind": kind}
    found = dataset.sources.filter(**same).exclude(path="").first()
    if found is not None:
        return found
    source = Source(dataset=dataset, name=shown, size=size, kind=kind, **({"pk": pk} if pk else {}))
    source.uploaded_by = who if isinstance(who, Person) else None
    source.path = f"{FOLDER}/{dataset.pk}/{source.pk}"
    source.save()
    return source


def check(name: str, size: int) -> None:
    """Whether a file of this size can be taken. Raises Unwelcome."""
    if size <= 0:
        raise Unwelcome(f"{name} is empty. Choose a file that holds rows.")
    if size > most():
        raise Unwelcome(
            f"{name} has {size / GIGABYTE:,.1f} GB; at most {most() / GIGABYTE:,.1f} GB are taken. Split it into "
            "several files, pack it with gzip, or save it as Parquet."
        )
    place = Path(settings.WORKSPACE)
    if size > shutil.disk_usage(place).free - SPARE:
        raise Unwelcome(full(name))


def full(name: str) -> str:
    """What is said when the disk is full."""
    return f"There is not enough room on the studio's disk for {name}. Delete data that nobody needs, then try again."


def arrived(source: Source) -> int:
    """How many bytes of it are here, by the file itself."""
    try:
        return place_of(source).stat().st_size
    except FileNotFoundError:
        return 0


def add(source: Source, offset: int, piece: bytes, who: Who) -> Source:
    """Put a piece where the file ends; with the last one the source is complete.

    Raises:
        Elsewhere: the piece begins somewhere else, as after a break.
        Unwelcome: more came than was announced, or the disk is full.
    """
    path = place_of(source)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two tabs that send the same file take turns
        end = file.seek(0, os.SEEK_END)
        if offset != end:
            raise Elsewhere(end)
        if end + len(piece) > source.size:
            raise Unwelcome(f"{source.name} grew while it was sent. Start again with the finished file.")
        _write(file.fileno(), piece, end, source.name)
        hashing.follow(str(path), end, piece)
        source.received = end + len(piece)
    if source.received == source.size:
        return finish(source, who)
    Source.objects.filter(pk=source.pk, complete=False).update(received=source.received)
    return source


def _write(handle: int, piece: bytes, end: int, name: str) -> None:
    try:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError as fault:
        os.ftruncate(handle, end)  # a piece is there as a whole or not at all
        if no_room(fault):
            raise Unwelcome(full(name)) from fault
        raise


def take(dataset: Dataset, file: Any, who: Who, kind: str = "", name: str = "", pk: UUID | None = None) -> Source:
    """A whole file at once, as a form without JavaScript sends it. Raises Unwelcome.

    pk    id of the source where the form has a key: sent again, it is the same source.
    """
    source = begin(dataset, name or file.name, file.size, who, kind, pk)
    if source.complete:
        return source
    path = place_of(source)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if hasattr(file, "temporary_file_path"):  # it lies on this disk already
        Path(file.temporary_file_path()).replace(path)
        path.chmod(0o600)
        return finish(source, who)
    path.unlink(missing_ok=True)  # what was begun in pieces: this one is whole
    offset = 0
    for chunk in file.chunks():
        source = add(source, offset, chunk, who)
        offset += len(chunk)
    return source


def finish(source: Source, who: Who) -> Source:
    """Everything has arrived: keep its hash and say so, once, whoever else saw its last byte too.

    The hash of a large file that came through several hands stays "" until a job has looked at it.
    """
    path = place_of(source)
    source.sha256 = hashing.of(str(path), source.size)
    if not source.sha256 and source.size <= SHORT:
        with path.open("rb") as file:
            source.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    source.received, source.complete = source.size, True
    with transaction.atomic():
        waits = Source.objects.filter(pk=source.pk, complete=False)
        if waits.update(sha256=source.sha256, received=source.size, complete=True):
            dataset = source.dataset
            record(dataset.project, who, "uploaded", source.name, size=source.size, dataset=str(dataset.pk))
    return source


def finish_arrived(dataset: Dataset, who: Who) -> None:
    """Complete the files that are whole on the disk: a server that was killed after the last byte could not say so."""
    for source in dataset.sources.filter(complete=False).exclude(path=""):
        if arrived(source) == source.size:
            finish(source, who)


def remove(source: Source) -> None:
    """Forget a source and its file."""
    path = place_of(source) if source.path else None
    source.delete()
    if path is not None:
        path.unlink(missing_ok=True)


def remove_dataset(dataset: Dataset) -> None:
    """Forget a dataset with its files and its folder; the caller has made sure that no study rests on it."""
    folders = [inside(f"{FOLDER}/{dataset.pk}"), inside(dataset.folder)]
    dataset.delete()
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def place_of(source: Source) -> Path:
    """Where its bytes lie."""
    return inside(source.path)


def inside(relative: str) -> Path:
    """A path of the workspace.

    Raises:
        ValueError: it leads out of the workspace.
    """
    root = Path(settings.WORKSPACE).resolve()
    found = (root / relative).resolve()
    if not relative or found == root or not found.is_relative_to(root):
        raise ValueError("a path that leads out of the workspace")
    return found


def shown_name(name: str) -> str:
    r"""A file name as it is shown: the last part of what a browser sent, without signs that cannot be seen.

    >>> shown_name("../../etc/passwd"), shown_name("C:\\shop\\orders.csv"), shown_name("")
    ('passwd', 'orders.csv', 'file')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in last if sign.isprintable()).strip()
    if len(seen) > LONGEST:
        stem, dot, ending = seen.rpartition(".")
        seen = f"{stem[: LONGEST - 12]}{dot}{ending[:10]}"
    return seen or "file"
