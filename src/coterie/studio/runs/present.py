"""Which workers are here, and what is each at? Every worker holds a lock on a file of its own while it lives.

The system lets go of the lock when the process ends, however it ends, so nobody who is gone is taken for present.
"""

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

FOLDER = "tmp/workers"
EVERY, QUICK, SOME = "every", "quick", "some"


@dataclass(frozen=True)
class Worker:
    """One that lives.

    role    takes every job, only quick ones, or some kinds.
    kind    of the job that it is at; "" where it waits.
    """

    role: str
    kind: str


class Present:
    """Says for one worker that it is here; where nothing can be written or locked, nothing is said."""

    def __init__(self, workspace: Path, role: str) -> None:
        self._file: TextIO | None = None
        with suppress(OSError):
            _clear(workspace)
            folder = workspace / FOLDER
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = folder / f".{role}.{os.getpid()}"
            file = draft.open("w", encoding="ascii")
            fcntl.flock(file, fcntl.LOCK_EX)
            draft.rename(folder / f"{role}.{os.getpid()}")  # seen only now, when it is locked
            self._file = file

    def at(self, kind: str) -> None:
        """It begins a job of this kind; "" when it waits for the next one."""
        if self._file is not None:
            with suppress(OSError):
                self._file.seek(0)
                self._file.truncate()
                self._file.write(kind)
                self._file.flush()


def seen(workspace: Path) -> list[Worker]:
    """The workers of this machine that live, those for every job first."""
    found = []
    for path in sorted((workspace / FOLDER).glob("[!.]*")):
        with suppress(OSError), path.open(encoding="ascii") as file:
            if _held(file):
                found.append(Worker(path.name.partition(".")[0], file.read()))
    return found


def _clear(workspace: Path) -> None:
    """Remove the files of workers that are gone."""
    for path in (workspace / FOLDER).glob("[!.]*"):
        with suppress(OSError), path.open(encoding="ascii") as file:
            if not _held(file):
                path.unlink()


def _held(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
