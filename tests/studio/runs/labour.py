"""A workspace with a database and real workers, for tests that kill them."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.models import F

from coterie.studio.config.databases import databases
from coterie.studio.projects.models import Event
from coterie.studio.runs.models import Job, Receipt
from patience import LONG

HERE = Path(__file__).parent
LEASE = 4.0
AT_ONCE = {  # who finds a lock does not wait for it
    "sqlite": "PRAGMA busy_timeout = 0",
    "postgresql": "SET lock_timeout = '100ms'",
    "mysql": "SET innodb_lock_wait_timeout = 1",
}


class Labour:
    """Asks for jobs, starts workers, and sees what became of both."""

    def __init__(self, workspace: Path, address: str) -> None:
        self.workspace = workspace
        self.alias = f"labour{workspace.name}"
        self._address = address
        self._workers: list[subprocess.Popen[bytes]] = []
        found = connections.configure_settings(databases(address, workspace))["default"]
        connections.settings[self.alias] = found
        call_command("migrate", database=self.alias, verbosity=0, skip_checks=True)
        for model in (Job, Event):
            model.objects.using(self.alias).all().delete()

    def ask(self, kind: str, **arguments: object) -> Job:
        return Job.objects.using(self.alias).create(kind=kind, arguments=arguments)

    def start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        env = {
            **os.environ,
            "COTERIE_WORKSPACE": str(self.workspace),
            "COTERIE_DATABASE": self._address,
            "DJANGO_SETTINGS_MODULE": "labour_settings",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")])),
            **environment,
        }
        log = (self.workspace / f"worker{len(self._workers)}.log").open("wb")
        command = [sys.executable, "-m", "coterie.studio.runs.worker", "--lease", str(LEASE), *words]
        process = subprocess.Popen(command, env=env, stderr=log, stdout=log)
        log.close()
        self._workers.append(process)
        return process

    def jobs(self) -> list[Job]:
        return list(Job.objects.using(self.alias).order_by("created", "pk"))

    def job(self, job: Job) -> Job:
        return Job.objects.using(self.alias).get(pk=job.pk)

    def receipts(self, job: Job) -> list[str]:
        return list(Receipt.objects.using(self.alias).filter(job=job).order_by("pk").values_list("step", flat=True))

    def events(self, job: Job) -> list[str]:
        return list(Event.objects.using(self.alias).filter(object=str(job.pk)).values_list("verb", flat=True))

    def until(self, true: "object") -> None:
        end = time.monotonic() + LONG
        while not true():  # type: ignore[operator]
            assert time.monotonic() < end, f"still waiting after {LONG:.0f} s\n{self.logs()}"
            time.sleep(0.05)

    def until_ended(self) -> list[Job]:
        self.until(lambda: all(job.ended for job in self.jobs()))
        return self.jobs()

    def put_to_sleep(self, worker: int, job: Job) -> None:
        """Stop a worker at a moment at which it holds nothing in the database, where others would wait for it."""

        def asleep() -> bool:
            os.kill(worker, signal.SIGSTOP)
            self.until(lambda: all(state(task) == "T" for task in Path(f"/proc/{worker}/task").iterdir()))
            if self._free(job):
                return True
            os.kill(worker, signal.SIGCONT)
            return False

        self.until(asleep)

    def _free(self, job: Job) -> bool:
        connection = connections[self.alias]
        try:
            with connection.cursor() as cursor:
                cursor.execute(AT_ONCE[connection.vendor])
            Job.objects.using(self.alias).filter(pk=job.pk).update(rows_done=F("rows_done"))
        except OperationalError:
            return False
        finally:
            connection.close()
        return True

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.workspace.glob("worker*.log")))

    def close(self) -> None:
        for worker in self._workers:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGCONT)
            worker.kill()
            worker.wait()
        connections[self.alias].close()
        del connections.settings[self.alias]
        delattr(connections._connections, self.alias)


def children(pid: int) -> list[int]:
    """Processes that this one started and that live."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def lives(pid: int) -> bool:
    try:
        return state(Path(f"/proc/{pid}")) not in ("Z", "X")
    except OSError:
        return False


def state(process: Path) -> str:
    """The letter that the system gives a process or a thread."""
    return (process / "stat").read_text().rpartition(")")[2].split()[0]
