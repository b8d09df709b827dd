"""Which cell of an RFM grid is which group? The presets' tables, and the check that a table is complete.

Levels run from 1 (worst) to the number of levels (best): 5 in recency are the fifth of customers who ordered last.
The tables of ``shopify11`` and ``klaviyo6`` are our own, in the style of those shops' published group names; neither
publishes its table. ``classic10`` is the table of the notebooks that rank recency and frequency only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

Range = tuple[int, int]  # lowest and highest level, both included


@dataclass(frozen=True)
class GridRow:
    """Cells that belong to one group: a range of levels on each axis. A group may have several rows."""

    ranges: tuple[Range, ...]
    name: str


@dataclass(frozen=True)
class GridSpec:
    """A grid before it has seen customers.

    levels   number of levels of recency, frequency and monetary value.
    axes     which of them (0, 1, 2) make each axis; two on one axis are averaged, halves rounded up.
    rows     the table.
    nobody   name of the group of customers without any order; "" puts them with the worst cell.
    cuts     cut points of each trait in its own unit where a person gave them, None for quantiles.
    """

    name: str
    levels: tuple[int, int, int]
    axes: tuple[tuple[int, ...], ...]
    rows: tuple[GridRow, ...]
    nobody: str = ""
    cuts: tuple[tuple[float, ...] | None, ...] = (None, None, None)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of levels of each axis."""
        return tuple(self.levels[axis[0]] for axis in self.axes)


@dataclass(frozen=True)
class CellFault:
    """A cell that no row covers, or more than one."""

    cell: tuple[int, ...]
    names: tuple[str, ...]  # of the rows that cover it


def faults(spec: GridSpec) -> tuple[CellFault, ...]:
    """Cells with no group or with more than one row."""
    found = []
    for cell in product(*(range(1, size + 1) for size in spec.sizes)):
        names = tuple(row.name for row in spec.rows if covers(row, cell))
        if len(names) != 1:
            found.append(CellFault(cell, names))
    return tuple(found)


def covers(row: GridRow, cell: tuple[int, ...]) -> bool:
    """Whether a cell lies in all ranges of a row."""
    return all(low <= level <= high for (low, high), level in zip(row.ranges, cell, strict=True))


def table(spec: GridSpec) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Group of each cell (axes in order, the last running fastest) and the groups' names.

    Raises    ValueError where a cell has no group or several.
    """
    wrong = faults(spec)
    if wrong:
        raise ValueError(f"grid {spec.name}: cell {wrong[0].cell} is in {wrong[0].names or 'no row'}")
    names = tuple(dict.fromkeys(row.name for row in spec.rows))
    number = {name: i for i, name in enumerate(names)}
    cells = product(*(range(1, size + 1) for size in spec.sizes))
    groups = tuple(next(number[row.name] for row in spec.rows if covers(row, cell)) for cell in cells)
    return groups, (*names, spec.nobody) if spec.nobody else names


def _rows(lines: Iterable[tuple[str, str]]) -> tuple[GridRow, ...]:
    """Rows from short words: ("5 1-2", "New") is level 5 on the first axis and 1 to 2 on the second."""
    return tuple(GridRow(tuple(_range(w) for w in words.split()), name) for words, name in lines)


def _range(word: str) -> Range:
    low, _, high = word.partition("-")
    return int(low), int(high or low)


SHOPIFY11 = GridSpec(
    "shopify11",
    (5, 5, 5),
    ((0,), (1, 2)),
    _rows(
        (
            ("4-5 5", "Champions"),
            ("3-5 4", "Loyal"),
            ("3 5", "Loyal"),
            ("4-5 3", "Active"),
            ("5 1-2", "New"),
            ("4 1-2", "Promising"),
            ("3 1-3", "Needs attention"),
            ("2 3-5", "At risk"),
            ("1 4-5", "Previously loyal"),
            ("2 1-2", "Almost lost"),
            ("1 1-3", "Dormant"),
        )
    ),
    nobody="Prospects",
)

KLAVIYO6 = GridSpec(
    "klaviyo6",
    (3, 3, 3),
    ((0,), (1,), (2,)),
    _rows(
        (
            ("3 3 3", "Champions"),
            ("3 3 1-2", "Loyal"),
            ("3 2 2-3", "Loyal"),
            ("2 3 1-3", "Loyal"),
            ("3 1 1-3", "Recent"),
            ("3 2 1", "Recent"),
            ("2 1-2 1-3", "Needs attention"),
            ("1 2-3 1-3", "At risk"),
            ("1 1 3", "At risk"),
            ("1 1 1-2", "Inactive"),
        )
    ),
)

CLASSIC10 = GridSpec(
    "classic10",
    (5, 5, 5),
    ((0,), (1,)),
    _rows(
        (
            ("5 4-5", "Champions"),
            ("3-4 4-5", "Loyal customers"),
            ("4-5 2-3", "Potential loyalists"),
            ("5 1", "New customers"),
            ("4 1", "Promising"),
            ("3 3", "Needs attention"),
            ("3 1-2", "About to sleep"),
            ("1-2 5", "Cannot lose them"),
            ("1-2 3-4", "At risk"),
            ("1-2 1-2", "Hibernating"),
        )
    ),
)

QUINTILE125 = GridSpec(
    "quintile125",
    (5, 5, 5),
    ((0,), (1,), (2,)),
    tuple(GridRow(((r, r), (f, f), (m, m)), f"R{r} F{f} M{m}") for r, f, m in product(range(5, 0, -1), repeat=3)),
)

PRESETS: dict[str, GridSpec] = {spec.name: spec for spec in (SHOPIFY11, KLAVIYO6, CLASSIC10, QUINTILE125)}

for _spec in PRESETS.values():
    table(_spec)  # a preset with a gap or an overlap must not load
