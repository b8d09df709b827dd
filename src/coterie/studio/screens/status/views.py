"""Is the studio well? Database, workers, queue and room on the disk."""

import os
import shutil
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import public, signed_in
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.names import NAMES
from coterie.studio.runs.present import EVERY, QUICK, SOME, seen

FEW = 2 * 2**30  # less room on the disk than this is said
ROLES = {EVERY: "Worker", QUICK: "Worker for what is quick", SOME: "Worker for some kinds of work"}


@public
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """One line for machines: 200 when pages can be served, 503 when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503, headers={"Retry-After": "30"})
    return JsonResponse({"status": "ok"})


@signed_in
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """What runs, what waits, and what is short."""
    rows = [_database(), _work(), *_workers(), _disk()]
    good = all(row["good"] for row in rows)
    return render(request, "status/status.html", {"rows": rows, "good": good, "version": version("coterie")})


def _database() -> dict[str, Any]:
    kind = {"sqlite": "SQLite, in the workspace", "postgresql": "PostgreSQL", "mysql": "MariaDB"}
    return {"name": "Records", "good": True, "said": kind.get(connection.vendor, connection.vendor)}


def _work() -> dict[str, Any]:
    waiting = Job.objects.filter(state=State.QUEUED).count()
    late = Job.objects.filter(state=State.RUNNING, lease_until__lt=timezone.now()).count()
    running = Job.objects.filter(state=State.RUNNING).count()
    said = f"{running} running, {waiting} waiting"
    if late:
        said += f"; {late} without a worker, to be taken up again"
    return {"name": "Work", "good": not late, "said": said}


def _workers() -> list[dict[str, Any]]:
    """Each worker of this machine and what it is at; one that was started and is not there is at fault."""
    found = seen(settings.WORKSPACE)
    started = {"1": [EVERY], "2": [EVERY, QUICK]}.get(os.environ.get("COTERIE_WORKERS", ""), [])
    rows = []
    for role, name in ROLES.items():
        here = [worker for worker in found if worker.role == role]
        for worker in here:
            at = NAMES.get(worker.kind, worker.kind)
            rows.append({"name": name, "good": True, "said": f"at work: {at}" if at else "waits for work"})
        if not here and role in started:
            rows.append({"name": name, "good": False, "said": "is not there; it is started again by itself"})
    return rows


def _disk() -> dict[str, Any]:
    free = shutil.disk_usage(settings.WORKSPACE).free
    return {"name": "Room on the disk", "good": free > FEW, "said": f"{free / 1e9:,.0f} GB free"}
