"""When is the database's file made anew? After an erasure, so that no deleted page of it holds anybody.

Every worker loads this file for its tick, and so none of the verbs.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

LOG = logging.getLogger("coterie.studio.runs")
DUE = "compact.due"  # stands in the workspace until the database's file has been made anew


def compact() -> None:
    """Make the file of a SQLite database anew, so that no deleted page holds anybody; tried again by the next tick."""
    due = Path(settings.WORKSPACE) / DUE
    if connection.vendor == "sqlite":
        due.touch()
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if cursor.fetchone()[0]:  # somebody reads an older state: once more in a minute
                    return
        except DatabaseError:
            LOG.info("the database is busy; its file is made anew in a minute")
            return
    due.unlink(missing_ok=True)


def compact_when_due() -> None:
    """A tick of the worker."""
    if (Path(settings.WORKSPACE) / DUE).exists():
        compact()
