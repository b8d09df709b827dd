"""Where does an attempt write, and how does its result come to stand in its place? Whole, or not at all."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from coterie.studio.runs.models import Job, State

FOLDER = "tmp/jobs"


def workspace() -> Path:
    """The studio's folder."""
    return Path(settings.WORKSPACE)


def begin(job: Job) -> Path:
    """A folder for this attempt alone, with an empty "out" in it."""
    folder = workspace() / FOLDER / f"{job.pk}.{job.token}"
    (folder / "out").mkdir(parents=True, mode=0o700)
    return folder


def settle(attempt: Path, places: Mapping[str, str]) -> None:
    """Move what an attempt wrote to its place; an earlier result there is put aside first, and then removed.

    places    folder within "out", "" for all of it, -> where it goes: relative to the workspace, chosen by the studio
              and never by a person.
    """
    for part, place in places.items():
        made = attempt / "out" / part
        if made.is_dir() and any(made.iterdir()):
            _move(made, attempt, place)


def _move(made: Path, attempt: Path, place: str) -> None:
    target = workspace() / place
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = attempt / "old" / place
    if target.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        target.rename(aside)
    made.rename(target)


def end(attempt: Path) -> None:
    """Remove what an attempt left; where a kill fell between the two moves, the earlier result is put back."""
    for aside in (attempt / "old").glob("*/*"):
        target = workspace() / aside.relative_to(attempt / "old")
        if not target.exists():
            with suppress(FileNotFoundError):  # another worker was quicker
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                aside.rename(target)
    shutil.rmtree(attempt, ignore_errors=True)


def sweep() -> int:
    """Remove the folders of attempts that nobody works on any more; how many."""
    count = 0
    for attempt in (workspace() / FOLDER).glob("*.*"):
        pk, _, token = attempt.name.partition(".")
        if not Job.objects.filter(pk=pk, token=token, state=State.RUNNING).exists():
            end(attempt)
            count += 1
    return count
