"""Is the grid that a person wrote into the mapping file complete? Every fault at once, with the cell named.

An example::

    [grids.mine]
    levels = 3
    cuts = { r = [30, 90], f = [2, 5] }      # m by quantiles
    rows = [
        { r = [3, 3], f = [2, 3], m = [1, 3], name = "Regulars" },
        ...
    ]

``r`` level 3 of ``cuts`` [30, 90] is "at most 30 days ago". A missing ``r``, ``f`` or ``m`` in a row means all levels.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from coterie.methods.segments.grid_tables import GridRow, GridSpec, Range, faults
from coterie.terms import Problem, WrongWords

LETTERS = ("r", "f", "m")
SHOWN = 5  # cells named in one refusal


def own_grids(grids: Mapping[str, object]) -> dict[str, GridSpec]:
    """The grids of a mapping file, checked.

    Raises    WrongWords (COT-703, COT-704) with every fault of every grid.
    """
    problems: list[Problem] = []
    found = {}
    for name in sorted(grids):
        try:
            spec = _spec(name, grids[name])
        except _Unreadable as reason:
            problems.append(Problem("COT-704", f"grid {name}: {reason}"))
            continue
        found[name] = spec
        wrong = faults(spec)
        for fault in wrong[:SHOWN]:
            cell = ", ".join(f"{letter} {level}" for letter, level in zip(LETTERS, fault.cell, strict=True))
            where = " and ".join(repr(n) for n in fault.names)
            problems.append(Problem("COT-703", f"grid {name}: cell {cell} is in " + (where or "no row")))
        if len(wrong) > SHOWN:
            problems.append(Problem("COT-703", f"grid {name}: {len(wrong) - SHOWN} further cells likewise"))
    if problems:
        raise WrongWords(problems)
    return found


class _Unreadable(ValueError):
    """A grid that is no grid; the message says why."""


def _spec(name: str, given: object) -> GridSpec:
    if not isinstance(given, Mapping):
        raise _Unreadable(f"expected a table, found {given!r}")
    cuts = _cuts(given.get("cuts", {}))
    levels = _levels(given.get("levels"), cuts)
    rows = given.get("rows")
    if not isinstance(rows, list | tuple) or not rows:
        raise _Unreadable("it has no rows")
    return GridSpec(
        name, levels, ((0,), (1,), (2,)), tuple(_row(i, row, levels) for i, row in enumerate(rows, 1)), "", cuts
    )


def _cuts(given: object) -> tuple[tuple[float, ...] | None, ...]:
    if not isinstance(given, Mapping) or set(given) - set(LETTERS):
        raise _Unreadable(f"cuts must name r, f or m, found {given!r}")
    found: list[tuple[float, ...] | None] = []
    for letter in LETTERS:
        points = given.get(letter)
        if points is None:
            found.append(None)
            continue
        if not isinstance(points, list | tuple) or not points or not all(_number(p) for p in points):
            raise _Unreadable(f"cuts of {letter} must be numbers, found {points!r}")
        if any(a >= b for a, b in pairwise(points)):
            raise _Unreadable(f"cuts of {letter} must ascend, found {list(points)}")
        found.append(tuple(float(p) for p in points))
    return tuple(found)


def _levels(given: object, cuts: tuple[tuple[float, ...] | None, ...]) -> tuple[int, int, int]:
    found = []
    for letter, points in zip(LETTERS, cuts, strict=True):
        wanted: Any = given.get(letter) if isinstance(given, Mapping) else given
        if points is not None:
            found.append(len(points) + 1)
        elif isinstance(wanted, int) and not isinstance(wanted, bool) and 2 <= wanted <= 10:
            found.append(wanted)
        else:
            raise _Unreadable(f"levels of {letter} must be a whole number from 2 to 10, found {wanted!r}")
    return found[0], found[1], found[2]


def _row(place: int, given: object, levels: tuple[int, int, int]) -> GridRow:
    if not isinstance(given, Mapping) or not str(given.get("name", "")).strip():
        raise _Unreadable(f"row {place} has no name")
    ranges = tuple(_range(place, letter, given.get(letter), n) for letter, n in zip(LETTERS, levels, strict=True))
    return GridRow(ranges, str(given["name"]).strip())


def _range(place: int, letter: str, given: object, levels: int) -> Range:
    if given is None:
        return 1, levels
    ends: list[Any] = (
        given.split("-") if isinstance(given, str) else list(given) if isinstance(given, list | tuple) else [given]
    )
    try:
        low, high = int(ends[0]), int(ends[-1])
    except (TypeError, ValueError, IndexError):
        raise _Unreadable(f"row {place}: {letter} must be levels such as [4, 5], found {given!r}") from None
    if len(ends) > 2 or not 1 <= low <= high <= levels:
        raise _Unreadable(f"row {place}: {letter} must be levels from 1 to {levels}, found {given!r}")
    return low, high


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
