"""Is the job still ours, and still wanted? A thread with a connection of its own renews the lease and looks."""

import threading
import time
from types import TracebackType

from django.db import DatabaseError, InterfaceError, connections

from coterie.studio.runs.lease import Lost, renew, wanted
from coterie.studio.runs.models import Job

LOOK_SECONDS = 1.0


class Heartbeat:
    """Renews the lease every third of it; sets ``lost`` or ``cancelled`` when that is so."""

    def __init__(self, job: Job, lease: float) -> None:
        self.lost = threading.Event()
        self.cancelled = threading.Event()
        self._job = job
        self._lease = lease
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic() + self._lease / 3
        while not self._over.wait(min(LOOK_SECONDS, self._lease / 3)):
            try:
                now = time.monotonic()
                cancel = renew(self._job, self._lease) if now >= due else wanted(self._job)
                due = now + self._lease / 3 if now >= due else due
            except Lost:
                self.lost.set()
                break
            except (DatabaseError, InterfaceError):  # away for a while: the next beat asks again
                connections.close_all()
                continue
            if cancel:
                self.cancelled.set()
        connections.close_all()
