"""In which cell does a customer lie? The form of RFM grids and value tiers: cut points and a table of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Grid:
    """Levels by cut points, cells by levels, groups by cells.

    cuts         for each trait its cut points, ascending, in its own unit; equal ones mean an empty level.
    descending   for each trait whether small values are good (recency). Good values get high levels. A value on a
                 cut belongs to the better side, so customers with equal values are never parted.
    axes         which traits make each axis: one trait, or two whose levels are averaged, halves rounded up.
    cells        group of each cell, axes in order, the last running fastest.
    groups       number of groups.
    missing      group of a customer with a missing trait; None puts the missing trait on the lowest level.

    >>> grid = Grid(((10.0,),), (False,), ((0,),), (1, 0), 2)
    >>> grid.labels(np.array([[9.0], [10.0], [np.nan]])).tolist()
    [1, 0, 1]
    """

    cuts: tuple[tuple[float, ...], ...]
    descending: tuple[bool, ...]
    axes: tuple[tuple[int, ...], ...]
    cells: tuple[int, ...]
    groups: int
    missing: int | None = None

    def __post_init__(self) -> None:
        for each in self.cuts:
            if any(a > b for a, b in pairwise(each)):
                raise ValueError(f"cut points must ascend: {each}")
        if len(self.cells) != int(np.prod([self._size(a) for a in self.axes], dtype=np.int64)):
            raise ValueError(f"{len(self.cells)} cells do not fill the axes {self.axes}")

    @property
    def k(self) -> int:
        """Number of groups."""
        return self.groups

    def levels(self, x: "Floats") -> "Labels":
        """Level of each trait, 0 the worst; shape (rows, traits). A missing value has level 0."""
        found = np.zeros(x.shape, dtype=np.int64)
        for j, (cuts, down) in enumerate(zip(self.cuts, self.descending, strict=True)):
            edges = np.asarray(cuts, dtype=np.float64)
            values = x[:, j]
            if down:
                level = len(edges) - np.searchsorted(edges, values, side="left")
            else:
                level = np.searchsorted(edges, values, side="right")
            found[:, j] = np.where(np.isnan(values), 0, level)
        return found

    def labels(self, x: "Floats") -> "Labels":
        """The group of each row of raw traits."""
        level = self.levels(x)
        cell = np.zeros(len(x), dtype=np.int64)
        for axis in self.axes:
            total = level[:, list(axis)].sum(axis=1)
            cell = cell * self._size(axis) + (total + len(axis) // 2) // len(axis)
        found = np.asarray(self.cells, dtype=np.int64)[cell]
        if self.missing is not None and x.shape[1]:
            found = np.where(np.isnan(x).any(axis=1), self.missing, found)
        return np.asarray(found, dtype=np.int64)

    def memberships(self, x: "Floats") -> "Floats | None":
        """None: each customer lies in one cell."""
        return None

    def on_a_cut(self, x: "Floats") -> tuple[int, ...]:
        """For each trait the number of customers whose value equals a cut point."""
        return tuple(int(np.isin(x[:, j], np.asarray(cuts)).sum()) for j, cuts in enumerate(self.cuts))

    def reorder(self, order: Sequence[int]) -> "Grid":
        """The same grid with its groups renumbered."""
        new = {old: i for i, old in enumerate(order)}
        missing = None if self.missing is None else new[self.missing]
        cells = tuple(new[g] for g in self.cells)
        return Grid(self.cuts, self.descending, self.axes, cells, self.groups, missing)

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: the level of each trait, the cell, the ``label``."""
        levels = {}
        for j, (x, cuts, down) in enumerate(zip(inputs, self.cuts, self.descending, strict=True)):
            order = cuts if down else cuts[::-1]
            sign = "<=" if down else ">="
            whens = [f"when {x} {sign} {literal(c)} then {len(cuts) - i}" for i, c in enumerate(order)]
            levels[f"_level_{j}"] = f"case {' '.join(whens)} else 0 end" if whens else "0"
        cell = "0"
        for axis in self.axes:
            total = " + ".join(f"_level_{i}" for i in axis)
            mean = f"cast(floor(({total} + {len(axis) // 2}) / {literal(float(len(axis)))}) as bigint)"
            cell = f"({cell}) * {self._size(axis)} + {total if len(axis) == 1 else mean}"
        groups = "".join(
            f" when _cell in ({', '.join(str(c) for c, own in enumerate(self.cells) if own == g)}) then {g}"
            for g in sorted(set(self.cells))
        )
        label = f"case{groups} end"
        if self.missing is not None and inputs:
            unknown = " or ".join(f"{x} is null" for x in inputs)
            label = f"case when {unknown} then {self.missing} else {label} end"
        layers: tuple[Mapping[str, str], ...] = ({"_cell": cell}, {"label": label})
        return (levels, *layers) if levels else layers

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "grid",
            "cuts": [list(c) for c in self.cuts],
            "descending": list(self.descending),
            "axes": [list(a) for a in self.axes],
            "cells": list(self.cells),
            "groups": self.groups,
            "missing": self.missing,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Grid":
        """The form that ``to_json`` described."""
        return cls(
            tuple(tuple(float(v) for v in c) for c in data["cuts"]),
            tuple(bool(d) for d in data["descending"]),
            tuple(tuple(int(i) for i in a) for a in data["axes"]),
            tuple(int(c) for c in data["cells"]),
            int(data["groups"]),
            None if data["missing"] is None else int(data["missing"]),
        )

    def _size(self, axis: tuple[int, ...]) -> int:
        sizes = {len(self.cuts[i]) + 1 for i in axis}
        if len(sizes) != 1:
            raise ValueError(f"traits averaged on one axis need the same number of levels: {axis}")
        return sizes.pop()
