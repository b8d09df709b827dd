"""What does a worker do all day? Gives up the dead, takes the next job, and once a minute looks after the house."""

import logging
import time
from threading import Event

from django.db import DatabaseError, InterfaceError, connections

from coterie.studio.runs import attempts, ticks
from coterie.studio.runs.lease import claim, reap
from coterie.studio.runs.present import Present
from coterie.studio.runs.queue import waiting
from coterie.studio.runs.supervise import give_up, work_on

IDLE_SECONDS = 0.5
AWAY_SECONDS = 2.0
TICK_SECONDS = 60.0
LOG = logging.getLogger("coterie.studio.runs")


def run(
    stop: Event, here: Present, *, lease: float, only: frozenset[str] = frozenset(), until_empty: bool = False
) -> None:
    """Do jobs until told to stop.

    here          says to others which job it is at.
    lease         seconds for which a worker that says nothing keeps its job.
    only          kinds to take; empty takes all.
    until_empty   leave when no job waits or runs.
    """
    duties = _Duties(lease)
    while not stop.is_set():
        try:
            duties.when_due()
            job = claim(only, lease)
            if job is None:
                if until_empty and not waiting().exists():
                    break
                stop.wait(min(IDLE_SECONDS, lease / 3))
                continue
            LOG.info("job %s (%s), attempt %d", job.pk, job.kind, job.attempts)
            here.at(job.kind)
            LOG.info("job %s: %s", job.pk, work_on(job, stop, lease))
            here.at("")
        except (DatabaseError, InterfaceError) as away:
            LOG.warning("the database did not answer: %s", type(away).__name__)
            connections.close_all()
            stop.wait(AWAY_SECONDS)
        except Exception:  # a job that breaks its worker must not break the next one
            LOG.exception("a fault outside of any job")
            stop.wait(AWAY_SECONDS)
    connections.close_all()


class _Duties:
    """What is done from time to time: every third of a lease, and every minute."""

    def __init__(self, lease: float) -> None:
        self._lease = lease
        self._reap_at = self._tick_at = 0.0

    def when_due(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        if now >= self._reap_at:
            self._reap_at = now + self._lease / 3
            count, given_up = reap()
            if count:
                LOG.warning("%d jobs of lost workers are back in the queue", count)
            for job in given_up:
                LOG.warning("job %s: %s", job.pk, give_up(job))
        if now >= self._tick_at:
            self._tick_at = now + TICK_SECONDS
            attempts.sweep()
            ticks.run_all()
