"""How often may a key call? So many times a minute in each scope, counted by each server process."""

import time
from threading import Lock

from django.conf import settings

from coterie.studio.api.problems import Refused

MINUTE = 60
_counted: dict[tuple[int, str], tuple[int, int]] = {}  # key and scope -> minute and calls in it
_turn = Lock()


def count(key: int, scope: str) -> dict[str, str]:
    """Count a call; what the answer says about the rest of the minute.

    Raises:
        Refused: 429, with the seconds to wait.
    """
    most = int(settings.API_RATES.get(scope, 600))
    now = time.time()
    minute, left = int(now // MINUTE), MINUTE - int(now % MINUTE)
    with _turn:
        before, calls = _counted.get((key, scope), (minute, 0))
        calls = calls + 1 if before == minute else 1
        if len(_counted) > 10_000:
            _counted.clear()
        _counted[key, scope] = (minute, calls)
    if calls > most:
        raise Refused(429, "COT-189", f"more than {most:,} calls in this minute", wait=left)
    return {"RateLimit-Limit": str(most), "RateLimit-Remaining": str(most - calls), "RateLimit-Reset": str(left)}


def forget() -> None:
    """Begin to count anew."""
    with _turn:
        _counted.clear()
