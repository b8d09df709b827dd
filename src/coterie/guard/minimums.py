"""Are there enough data for this method? The least that each needs, and the sentence that says what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One thing a method needs: what is counted, how many at least, and why."""

    method: str
    what: str
    least: int
    why: str


NEEDS: tuple[Need, ...] = (
    Need("segments", "customers", 90, "three groups of at least 30 are the fewest worth telling apart"),
    Need("holdout", "days of orders", 180, "a past to learn from and a season to judge it on"),
    Need("holdout", "customers in the past", 100, "shares of fewer move by ten points from chance alone"),
    Need("value", "customers with an order", 100, "the spread of habits cannot be seen in fewer"),
    Need("value", "customers who came back", 30, "only they show how long people stay"),
    Need("value", "days of orders", 56, "in eight weeks few had time to come back"),
    Need("findings", "customers in a group", 30, "averages of fewer are ruled by single customers"),
    Need("personas", "customers in a group", 30, "fewer people told in detail could be recognised"),
)


@dataclass(frozen=True)
class Shortage:
    """A need that was not met: the figure found beside the figure needed."""

    need: Need
    found: int

    def __str__(self) -> str:
        found = f"{self.found:,} {self.need.what} found" if self.found else f"no {self.need.what} found"
        return f"{self.need.method}: {found}, at least {self.need.least:,} needed, because {self.need.why}."


def needs_of(method: str) -> tuple[Need, ...]:
    """What a method needs; empty for a method that is content with anything."""
    return tuple(need for need in NEEDS if need.method == method)


def shortages(method: str, found: Mapping[str, int]) -> tuple[Shortage, ...]:
    """The needs of a method that the data do not meet, each with the figure found and the figure needed.

    found     what is counted -> how many were found; a thing that was not counted is not judged.

    >>> print(*shortages("value", {"customers with an order": 41, "days of orders": 400}))
    value: 41 customers with an order found, at least 100 needed, because the spread of habits cannot be seen in fewer.
    """
    return tuple(
        Shortage(need, found[need.what])
        for need in needs_of(method)
        if need.what in found and found[need.what] < need.least
    )
