"""How are jobs done without a worker? One after the other in this process, with the same two halves as a real one."""

import io
import json
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coterie.studio.runs.child import error_of, plain
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.registry import landing_of, runs_in
from coterie.studio.runs.work import Work
from coterie.terms import CoterieError, DataRefused


def work_off() -> list[Job]:
    """Do every job that waits, and those that they ask for; the jobs in order."""
    done = []
    while (job := Job.objects.filter(state=State.QUEUED).order_by("created").first()) is not None:
        done.append(_do(job))
    return done


def _do(job: Job) -> Job:
    landing, here = landing_of(job.kind), Path.cwd()
    folder = Path(tempfile.mkdtemp(prefix="coterie-job-"))
    arguments = json.loads(json.dumps(landing.prepare(job)))
    out = folder / "out"
    try:
        result = import_module(runs_in(job.kind)).run(arguments, Work(Path(settings.WORKSPACE), out, {}, io.StringIO()))
    except DataRefused as refused:
        result = {"refused": plain(refused.problems)}
    except CoterieError as fault:
        job.problems = error_of(fault)
        landing.stop(job, job.problems[0]["found"])
        result = None
    finally:
        os.chdir(here)
    if result is not None:
        if "refused" not in result and arguments.get("folder") and out.exists():
            place = Path(settings.WORKSPACE) / arguments["folder"]
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            out.rename(place)
        job.problems = result.get("refused") or []
    with transaction.atomic():
        if result is not None:
            job.message = landing.land(job, json.loads(json.dumps(result)))
        job.state, job.result, job.finished = State.DONE if result is not None else State.FAILED, result, timezone.now()
        job.save()
    shutil.rmtree(folder, ignore_errors=True)
    return job
