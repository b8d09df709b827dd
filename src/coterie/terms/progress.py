"""How far is it? What a long verb tells while it works."""

from typing import Protocol


class Progress(Protocol):
    """Hears of each step of a verb: a terminal, a page or nobody."""

    def step(self, name: str, done: int, total: int) -> None:
        """A step begins: its name in plain words, how many are done, how many there are."""


class Silent:
    """Tells nobody."""

    def step(self, name: str, done: int, total: int) -> None:
        """Say nothing."""
