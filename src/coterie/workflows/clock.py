"""How long did each step of a verb take? Tells the progress and keeps the seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from coterie.terms import Progress


class Clock:
    """Seconds by step name, in the order the steps ran; ``total`` is the time since it was made."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._begun = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, words: str) -> Iterator[None]:
        """Tell that a step begins, and keep what it took."""
        self._progress.step(words, len(self._seconds), self._total)
        begun = time.perf_counter()
        yield
        self._seconds[name] = round(time.perf_counter() - begun, 3)

    def seconds(self) -> dict[str, float]:
        """Seconds a step, with ``total`` first."""
        return {"total": round(time.perf_counter() - self._begun, 3), **self._seconds}
