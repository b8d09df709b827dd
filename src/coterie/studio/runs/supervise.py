"""How is one job done? A child works, a heartbeat holds the lease, and what the child tells is written with the token.

Each ending writes once or not at all: the result is landed and the job closed in one transaction; a worker that lost
its lease, or is told to stop, ends the child and writes no result.
"""

import logging
from pathlib import Path
from threading import Event
from typing import Any

from django.db import InterfaceError, OperationalError, transaction

from coterie.studio.config.room import no_room
from coterie.studio.runs import attempts, ticks
from coterie.studio.runs.child import error_of, plain
from coterie.studio.runs.heartbeat import Heartbeat
from coterie.studio.runs.lease import (
    GIVEN_UP,
    LEASE_SECONDS,
    MOST_ATTEMPTS,
    Lost,
    close,
    count,
    give_back,
    keep,
    kept_of,
    renew,
    tell,
)
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.process import Child
from coterie.studio.runs.registry import Unfit, Unknown, landing_of, runs_in
from coterie.studio.runs.steady import steadily
from coterie.terms import Problem

LOG = logging.getLogger("coterie.studio.runs")
CANCELLED = "Cancelled. Nothing was changed."
MEMORY = "Close other programs, use fewer rows, or let an admin raise COTERIE_JOB_MEMORY_MB"
TIME = "Use fewer rows or a smaller search, or let an admin raise COTERIE_JOB_SECONDS"
LISTEN_SECONDS = 0.2


class _Stopped(Exception):
    """The worker is told to stop: the job goes back to the queue."""


class _Cancelled(Exception):
    """A person does not want it any more."""


class _Gone(Exception):
    """The child ended without an answer."""


def work_on(job: Job, stop: Event, lease: float = LEASE_SECONDS) -> str:
    """Do a job that is held; how it ended, in a word for the log.

    stop     when it is set, the job is handed back.
    """
    try:
        attempt = attempts.begin(job)
    except OSError as fault:
        return _ended(job, error_of(fault))
    try:
        return _safely(job, attempt, stop, lease)
    except Lost:
        return "lost"
    finally:
        attempts.end(attempt)


def _safely(job: Job, attempt: Path, stop: Event, lease: float) -> str:
    """An attempt whose fault in our own code ends the job with a sentence, and not after three leases."""
    try:
        return _attempt(job, attempt, stop, lease)
    except (Lost, OperationalError, InterfaceError) as away:
        if isinstance(away, Lost) or not no_room(away):
            raise
        attempts.end(attempt)  # its own files may have filled the disk: without them the end can be written
        return _ended(job, error_of(away))
    except Exception as fault:
        LOG.exception("job %s (%s) met a fault", job.pk, job.kind)
        return _ended(job, error_of(fault))


def _attempt(job: Job, attempt: Path, stop: Event, lease: float) -> str:
    try:
        landing = landing_of(job.kind)
        asked: dict[str, Any] = {
            "module": runs_in(job.kind),
            "arguments": steadily(lambda: landing.prepare(job)),
            "workspace": str(attempts.workspace()),
            "out": str(attempt / "out"),
            "kept": steadily(lambda: kept_of(job)),
        }
    except Unknown:
        return _ended(job, error_of(Unknown(f"nobody knows the job {job.kind!r}")))
    except Unfit as reason:
        return _ended(job, _problems("COT-102", str(reason), "Go back, put that right, and try again"))
    child = Child(asked, attempt, database=getattr(landing, "DATABASE", False))
    try:
        with Heartbeat(job, lease) as beat:
            last = _follow(job, child, beat, stop)
        if "error" in last:
            LOG.warning("job %s (%s) failed:\n%s", job.pk, job.kind, child.log_tail())
            child.end()
            attempts.end(attempt)  # makes room for the words about a full disk
            return _ended(job, last["error"])
        return _landed(job, attempt, _places(asked["arguments"]), last["result"], lease)
    except _Cancelled:
        child.end()
        return _stopped(job, State.CANCELLED, CANCELLED, [])
    except _Stopped:
        child.end()
        steadily(lambda: give_back(job, counted=False))
        return "handed back"
    except _Gone:
        return _after_silence(job, child)
    finally:
        child.end()


def _follow(job: Job, child: Child, beat: Heartbeat, stop: Event) -> dict[str, Any]:
    """Write down what the child tells, until its last line. Parts of a step are told under the step's number."""
    number, name = 0, ""
    while True:
        line = child.next(LISTEN_SECONDS)
        if beat.lost.is_set():
            raise Lost(str(job.pk))
        if beat.cancelled.is_set():
            raise _Cancelled
        if line is None:
            raise _Gone
        if "result" in line or "error" in line:
            return line
        if stop.is_set():
            raise _Stopped
        further = "step" in line and line["done"] > number
        if _heard(job, line, name if further else ""):
            raise _Cancelled
        if further or (not name and "step" in line):
            number, name = line.get("done", 0), line.get("step", "")


def _heard(job: Job, line: dict[str, Any], finished: str) -> bool:
    """Write one line down, and the step that it finishes; whether somebody asked to cancel the job."""
    if "rows" in line:
        steadily(lambda: count(job, line["rows"]))
    elif "keep" in line:
        steadily(lambda: keep(job, line["keep"], line["value"], line["done"], line["total"]))
    elif "step" in line:
        return steadily(lambda: tell(job, line["step"], line["done"], line["total"], finished))
    return False


def _landed(job: Job, attempt: Path, places: dict[str, str], result: dict[str, Any], lease: float) -> str:
    """Put the files in their place, write the records and close the job."""

    def land() -> None:
        with transaction.atomic():
            renew(job, lease)  # locks the row: nobody can take the job before this is over
            message = landing_of(job.kind).land(job, result)
            close(job, State.DONE, message=message, problems=result.get("refused"), result=result)
            ticks.ended(job)

    steadily(lambda: renew(job, lease))  # a worker that was asleep must not move anything
    attempts.settle(attempt, places)
    steadily(land)
    return "refused" if "refused" in result else "done"


def _places(arguments: dict[str, Any]) -> dict[str, str]:
    """Where the files of a job go: its folder, or several."""
    folder = arguments.get("folder", "")
    return dict(arguments.get("folders") or ({"": folder} if folder else {}))


def _after_silence(job: Job, child: Child) -> str:
    """Nobody knows what the child found: say so where trying again is of no use, else let the job be tried again."""
    if child.for_memory():
        return _ended(job, _problems("COT-903", "this job needed more memory than there is", MEMORY))
    if child.breach == "time":
        return _ended(job, _problems("COT-905", "this job took longer than it may", TIME))
    LOG.warning("job %s (%s) ended without an answer:\n%s", job.pk, job.kind, child.log_tail())
    if job.attempts >= MOST_ATTEMPTS:
        return give_up(job)
    steadily(lambda: give_back(job, counted=True))
    return "tried again"


def give_up(job: Job) -> str:
    """End a job that has been tried often enough, or that was cancelled while its worker was gone."""
    if job.cancel:
        return _stopped(job, State.CANCELLED, CANCELLED, [])
    return _stopped(job, State.FAILED, GIVEN_UP, [])


def _ended(job: Job, problems: list[dict[str, str]]) -> str:
    first = problems[0]
    said = (first["found"], first["remedy"])
    message = " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in said if part)
    return _stopped(job, State.FAILED, message, problems)


def _stopped(job: Job, state: State, message: str, problems: list[dict[str, str]]) -> str:
    def end() -> None:
        with transaction.atomic():
            renew(job)
            told(job, message)
            close(job, state, message=message, problems=problems)
            ticks.ended(job)

    steadily(end)
    return state.value


def told(job: Job, message: str) -> None:
    """Let the kind write that nothing came of its job; a fault in that must not keep the job from ending."""
    try:
        with transaction.atomic():
            landing_of(job.kind).stop(job, message)
    except (OperationalError, InterfaceError):
        raise
    except Unknown:
        return
    except Exception:
        LOG.exception("job %s (%s) could not write its end into the records", job.pk, job.kind)


def _problems(code: str, found: str, remedy: str = "") -> list[dict[str, str]]:
    return plain((Problem(code, found, remedy=remedy),))
