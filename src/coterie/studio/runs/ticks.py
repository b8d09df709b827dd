"""What must happen from time to time without anybody asking? Functions that a worker calls once a minute.

Another room names its own in the setting `JOB_TICKS`, as "package.module.function". Each must be safe to run in two
workers at once, and quick: what takes long enqueues a job.
"""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

LOG = logging.getLogger("coterie.studio.runs")


def run_all() -> None:
    """Call each one; a fault in one is written to the log and does not keep the others from their turn."""
    for name in getattr(settings, "JOB_TICKS", ()):
        try:
            import_string(name)()
        except Exception:  # whatever a neighbour's tick does, jobs go on
            LOG.exception("the tick %s failed", name)
