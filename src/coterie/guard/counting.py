"""Which counts may be told? None of fewer than k people, and none that could be had by taking others from a total."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def tellable(counts: Mapping[str, int], floor: int) -> dict[str, int | None]:
    """The counts of parts of one whole, those that may not be told as None.

    A part of 1 to ``floor - 1`` people is not told. Where just one is left out, the total would tell it, so the
    smallest of the others is left out too. 0 is told: nobody is recognised by it.

    >>> tellable({"s1": 400, "s2": 7, "s3": 90}, 30)
    {'s1': 400, 's2': None, 's3': None}
    >>> tellable({"s1": 400, "s2": 0}, 30)
    {'s1': 400, 's2': 0}
    """
    hidden = {name for name, n in counts.items() if 0 < n < floor}
    others = sorted((n, name) for name, n in counts.items() if n and name not in hidden)
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return {name: None if name in hidden else n for name, n in counts.items()}


def tellable_cells(counts: Mapping[Key, int], floor: int) -> dict[Key, int | None]:
    """The counts of cells of a distribution, those of 1 to ``floor - 1`` people as None.

    The cells stand for shapes, not for a total that is told to the last person, so no other cell is left out.

    >>> tellable_cells({"red": 50, "blue": 3, "green": 0}, 30)
    {'red': 50, 'blue': None, 'green': 0}
    """
    return {name: n if n == 0 or n >= floor else None for name, n in counts.items()}
