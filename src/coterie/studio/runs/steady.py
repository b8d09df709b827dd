"""What if the database is away for a while? Close the connection, wait, and do the same again."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connections

from coterie.studio.config.room import no_room

LOG = logging.getLogger("coterie.studio.runs")
Answer = TypeVar("Answer")
LONGEST_PAUSE = 5.0
FULL = 3.0  # seconds for which a full disk is asked again: only what the job itself wrote may soon make room


def steadily(act: Callable[[], Answer], patience: float = 600.0) -> Answer:
    """The answer of an act that may be done twice; a database that is away is asked again for so many seconds, one
    whose disk is full for a few.

    Raises:
        OperationalError, InterfaceError: it stayed away.
    """
    begun, pause = time.monotonic(), 0.1
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError) as away:
            connections.close_all()
            if time.monotonic() - begun > (min(patience, FULL) if no_room(away) else patience):
                raise
            LOG.warning("the database did not answer (%s); asking again in %.1f s", type(away).__name__, pause)
            time.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)
