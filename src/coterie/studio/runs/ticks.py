"""What must happen without anybody asking? Functions that a worker calls once a minute, and after each job.

Another room names its own in the settings `JOB_TICKS` and `JOB_ENDED`, as "package.module.function". Ticks take
nothing; each must be safe to run in two workers at once, and quick: what takes long enqueues a job. Those that
`JOB_ENDED` names take the job; they are called inside the transaction that closes it, so that what they write is there
once or not at all.
"""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.module_loading import import_string

from coterie.studio.runs.models import Job

LOG = logging.getLogger("coterie.studio.runs")


def run_all() -> None:
    """Call each one; a fault in one is written to the log and does not keep the others from their turn."""
    for name in getattr(settings, "JOB_TICKS", ()):
        try:
            import_string(name)()
        except Exception:  # whatever a neighbour's tick does, jobs go on
            LOG.exception("the tick %s failed", name)


def ended(job: Job) -> None:
    """Tell each one that this job has ended; a fault in one takes back what it wrote, and nothing else."""
    names = getattr(settings, "JOB_ENDED", ())
    if names:
        job = Job.objects.select_related("project", "dataset", "study").get(pk=job.pk)
    for name in names:
        try:
            with transaction.atomic():
                import_string(name)(job)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            LOG.exception("%s failed after the job %s", name, job.pk)
