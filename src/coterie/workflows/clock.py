"""How long did each step of a verb take? Tells the progress and keeps the seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from coterie.terms import Progress


@dataclass(frozen=True)
class _Within:
    """Tells the steps of a part as steps of the whole."""

    progress: Progress
    done: int
    total: int

    def step(self, name: str, done: int, total: int) -> None:
        """A step of the part begins."""
        self.progress.step(name, self.done, self.total)


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

    def within(self) -> Progress:
        """A progress for the work inside the step that runs: its own steps are told under that step's number."""
        return _Within(self._progress, len(self._seconds), self._total)

    def seconds(self) -> dict[str, float]:
        """Seconds a step, with ``total`` first."""
        return {"total": round(time.perf_counter() - self._begun, 3), **self._seconds}
