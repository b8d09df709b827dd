"""How does a trait become columns that a linear model can bend? Splines, levels and flags for what is missing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from coterie.methods.predict.sheet import Field

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_LEVELS = 20
KNOTS = (0.05, 0.275, 0.5, 0.725, 0.95)


@dataclass(frozen=True)
class Part:
    """What one field becomes.

    fill      stands in for a missing number (the median learned).
    missing   whether a flag says that it was missing.
    knots     of a restricted cubic spline; empty for a straight line.
    levels    places of the levels that have a column of their own; rarer and new ones share none.
    """

    fill: float
    missing: bool
    knots: tuple[float, ...] = ()
    levels: tuple[int, ...] = ()


class Basis(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Fields to columns, learned from the training rows only.

    fields    what the columns of the input are.
    bent      True: numbers become a restricted cubic spline with knots at the 5, 27.5, 50, 72.5 and 95 % quantiles
              (Harrell 2015, section 2.4.5), missing ones the median with a flag, and every column is standardised.
              False: numbers as they are, for trees, which split where they like and take missing values.
    """

    def __init__(self, fields: tuple[Field, ...] = (), bent: bool = True) -> None:
        self.fields = fields
        self.bent = bent

    def fit(self, x: "Floats", y: Any = None) -> Self:
        """Learn medians, knots, levels, means and spreads."""
        self.parts_ = tuple(self._part(f, x[:, j]) for j, f in enumerate(self.fields))
        raw, self.owner_ = self._columns(x)
        self.mean_ = raw.mean(axis=0) if self.bent else np.zeros(raw.shape[1])
        spread = raw.std(axis=0) if self.bent else np.ones(raw.shape[1])
        self.scale_ = np.where(spread > 1e-12, spread, 1.0)
        return self

    def transform(self, x: "Floats") -> "Floats":
        """The columns of those rows; ``owner_`` has the field of each column."""
        raw, _ = self._columns(x)
        return (raw - self.mean_) / self.scale_

    def _part(self, made: Field, values: "Floats") -> Part:
        known = values[~np.isnan(values)]
        missing = len(known) < len(values)
        if made.kind == "level":
            counts = np.bincount(known.astype(np.int64), minlength=len(made.levels))
            order = np.lexsort((np.arange(len(counts)), -counts))[:MOST_LEVELS]
            return Part(np.nan, False, (), tuple(sorted(int(i) for i in order if counts[i] > 0)))
        fill = float(np.median(known)) if len(known) else 0.0
        if made.kind == "flag" or not self.bent or len(known) == 0:
            return Part(fill, missing)
        knots = np.unique(np.quantile(known, KNOTS, method="closest_observation"))
        return Part(fill, missing, tuple(knots.tolist()) if len(knots) >= 3 else ())

    def _columns(self, x: "Floats") -> tuple["Floats", "NDArray[np.int64]"]:
        columns: list[Floats] = []
        owner: list[int] = []
        for j, (made, part) in enumerate(zip(self.fields, self.parts_, strict=True)):
            new = self._of(made, part, x[:, j])
            columns += new
            owner += [j] * len(new)
        if not columns:
            return np.zeros((len(x), 1)), np.zeros(1, dtype=np.int64)
        return np.column_stack(columns), np.array(owner, dtype=np.int64)

    def _of(self, made: Field, part: Part, values: "Floats") -> list["Floats"]:
        if made.kind == "level":
            return [(values == level).astype(np.float64) for level in part.levels]
        if not self.bent:
            return [values]
        gone = np.isnan(values)
        filled = np.where(gone, part.fill, values)
        return [filled, *bends(filled, part.knots), *([gone.astype(np.float64)] if part.missing else [])]


def bends(x: "Floats", knots: tuple[float, ...]) -> list["Floats"]:
    """The columns of a restricted cubic spline beyond the straight one: straight outside the outer knots.

    Harrell (2015), equation 2.25: for j = 1 .. k-2, with u+ = max(u, 0) and t the knots,
    ((x-t_j)+³ - (x-t_(k-1))+³ (t_k-t_j)/(t_k-t_(k-1)) + (x-t_k)+³ (t_(k-1)-t_j)/(t_k-t_(k-1))) / (t_k-t_1)².

    >>> [c.round(4).tolist() for c in bends(np.array([0.0, 1.0, 2.0, 3.0]), (0.0, 1.0, 2.0))]
    [[0.0, 0.25, 1.5, 3.0]]
    """
    if len(knots) < 3:
        return []
    last, before = knots[-1], knots[-2]
    norm = (last - knots[0]) ** 2

    def cube(at: float) -> "Floats":
        return np.asarray(np.maximum(x - at, 0.0) ** 3)

    return [
        (cube(t) - cube(before) * (last - t) / (last - before) + cube(last) * (before - t) / (last - before)) / norm
        for t in knots[:-2]
    ]
