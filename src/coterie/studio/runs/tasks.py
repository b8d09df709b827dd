"""How does a job reach a worker of another kind? As a task of Django's Tasks API, which names the job by its id."""

import time
from threading import Event

from django_tasks import task

from coterie.studio.runs.lease import LEASE_SECONDS, hold, reap
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.supervise import give_up, work_on


@task()
def perform(job_id: str) -> str:
    """Do this job and say how it ended; where another worker was at it and died, wait for its lease to pass."""
    never = Event()
    while True:
        for lost in reap()[1]:
            give_up(lost)
        job = hold(job_id)
        if job is not None:
            ended = work_on(job, never)
            if ended != "tried again":
                return ended
        elif not Job.objects.exclude(state__in=ENDED).filter(pk=job_id).exists():
            return "ended"
        else:
            time.sleep(LEASE_SECONDS / 3)
