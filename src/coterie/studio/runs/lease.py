"""Who may work on a job, and write about it? The holder of the token, until the lease has passed.

Every write here is one UPDATE that asks for the token. No row updated means that the lease is lost: :class:`Lost` is
raised and the worker stops without a word. The lease is measured by the database's clock alone, so that workers whose
clocks differ agree. No ``SKIP LOCKED`` is needed: SQLite, PostgreSQL and MariaDB do the same.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from coterie.studio.runs.models import Job, Receipt, State

LEASE_SECONDS = 30.0
MOST_ATTEMPTS = 3
GIVEN_UP = (
    f"This was tried {MOST_ATTEMPTS} times, and each time the work stopped without an answer. "
    "Most often the machine was short of memory or was switched off. Try again; if it happens again, use fewer rows "
    "or a machine with more memory."
)


class Lost(Exception):
    """Somebody else holds the job, or it has ended: write nothing."""


class Clock(Now):
    """The database's clock, in UTC on each database: MariaDB's ``CURRENT_TIMESTAMP`` is local time."""

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """UTC with microseconds."""
        return self.as_sql(compiler, connection, template="UTC_TIMESTAMP(6)", **context)


def _in(seconds: float) -> Any:
    return Clock() + timedelta(seconds=seconds)


def claim(kinds: frozenset[str] = frozenset(), lease: float = LEASE_SECONDS) -> Job | None:
    """The next job that waits, now held with a fresh token; None where none waits.

    kinds    only these, or all where empty.
    """
    waiting = Job.objects.filter(Q(not_before=None) | Q(not_before__lte=Clock()), state=State.QUEUED)
    if kinds:
        waiting = waiting.filter(kind__in=kinds)
    for pk in list(waiting.order_by("-priority", "created", "pk").values_list("pk", flat=True)[:20]):
        if held := hold(pk, lease):
            return held
    return None


def hold(pk: Any, lease: float = LEASE_SECONDS) -> Job | None:
    """One job, held with a fresh token; None where somebody was quicker or it does not wait."""
    token = secrets.token_hex(16)
    won = Job.objects.filter(pk=pk, state=State.QUEUED).update(
        state=State.RUNNING,
        token=token,
        lease_until=_in(lease),
        attempts=F("attempts") + 1,
        started=Clock(),
        message="",
    )
    return Job.objects.filter(pk=pk, token=token).first() if won else None


def wanted(job: Job) -> bool:
    """Whether somebody asked to cancel it, without writing. Raises Lost."""
    cancel = _mine(job).values_list("cancel", flat=True).first()
    if cancel is None:
        raise Lost(str(job.pk))
    return bool(cancel)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, token=job.token, state=State.RUNNING)


def _write(job: Job, **changes: Any) -> None:
    if not _mine(job).update(**changes):
        raise Lost(str(job.pk))


def renew(job: Job, lease: float = LEASE_SECONDS) -> bool:
    """Hold the job for another lease; whether somebody asked to cancel it. Raises Lost."""
    _write(job, lease_until=_in(lease))
    return wanted(job)


def tell(job: Job, step: str, done: int, total: int, finished: str = "") -> bool:
    """A step begins, and the one before is done; whether somebody asked to cancel the job. Raises Lost."""
    with transaction.atomic():
        _write(job, step=step[:200], steps_done=done, steps_total=total)
        if finished:
            _receive(job, finished, None)
    return wanted(job)


def count(job: Job, rows: int) -> None:
    """So many rows are done. Raises Lost."""
    _write(job, rows_done=rows)


def keep(job: Job, step: str, kept: Any, done: int, total: int) -> None:
    """A step is done: its receipt, what the next attempt shall find, and the progress, at once. Raises Lost."""
    with transaction.atomic():
        _write(job, step=step[:200], steps_done=done, steps_total=total)
        _receive(job, step, kept)


def _receive(job: Job, step: str, kept: Any) -> None:
    """Its row is locked by the write before, so nobody else can add the same step between looking and adding."""
    if not Receipt.objects.filter(job=job, step=step[:200]).exists():
        Receipt.objects.create(job=job, step=step[:200], kept=kept)


def kept_of(job: Job) -> dict[str, Any]:
    """What earlier attempts kept, by step."""
    return dict(Receipt.objects.filter(job=job, kept__isnull=False).values_list("step", "kept"))


def close(job: Job, state: State, *, message: str = "", problems: list[Any] | None = None, result: Any = None) -> None:
    """End the job. Call it inside the transaction that lands the result. Raises Lost."""
    _write(
        job,
        state=state,
        token="",
        lease_until=None,
        finished=Clock(),
        message=message,
        problems=problems or [],
        result=result,
        **({"steps_done": F("steps_total")} if state is State.DONE else {}),
    )


def give_back(job: Job, *, counted: bool, wait: float = 0.0) -> None:
    """Let another worker take the job: at a drain this attempt does not count. Raises Lost."""
    _write(
        job,
        state=State.QUEUED,
        token="",
        lease_until=None,
        not_before=_in(wait) if wait else None,
        attempts=F("attempts") if counted else F("attempts") - 1,
    )


def expired() -> QuerySet[Job]:
    """Jobs whose worker has not been heard of for a lease."""
    return Job.objects.filter(state=State.RUNNING, lease_until__lt=Clock())


def reap() -> tuple[int, list[Job]]:
    """Give jobs of lost workers back to the queue; how many, and those that have been tried often enough.

    The second list is still to be ended by the caller, who holds them now.
    """
    again = expired().filter(attempts__lt=MOST_ATTEMPTS, cancel=False)
    count = again.update(state=State.QUEUED, token="", lease_until=None)
    given_up = []
    for pk in list(expired().values_list("pk", flat=True)):
        token = secrets.token_hex(16)
        if expired().filter(pk=pk).update(token=token, lease_until=_in(LEASE_SECONDS)):
            given_up.append(Job.objects.get(pk=pk))
    return count, [job for job in given_up if job.token]
