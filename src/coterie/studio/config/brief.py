"""What has this process just read, and need not read again? Things that are believed for a few seconds."""

import time
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
MOST = 1024


class Brief(Generic[Thing]):
    """A memory of one process whose threads share what lies in it, as it is: nobody may change a thing found here.

    seconds    for which a thing is believed; as long as another process may go on believing what is no longer so.

    >>> known = Brief[int](60.0)
    >>> known.put("a", 1)
    >>> known.get("a"), known.get("b")
    (1, None)
    """

    def __init__(self, seconds: float, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._held: dict[str, tuple[float, Thing]] = {}

    def get(self, name: str) -> Thing | None:
        """The thing of that name, unless it was put in too long ago."""
        found = self._held.get(name)
        return found[1] if found is not None and time.monotonic() < found[0] else None

    def put(self, name: str, thing: Thing) -> None:
        """Believe it from now on. A full memory is emptied: what matters is soon read again."""
        if len(self._held) >= self._most:
            self._held.clear()
        self._held[name] = (time.monotonic() + self._seconds, thing)

    def drop(self, name: str) -> None:
        """Believe it no longer."""
        self._held.pop(name, None)
