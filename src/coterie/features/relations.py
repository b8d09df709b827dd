"""Which traits rise and fall together? Rank correlations of one trait with all others."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 30  # customers who have both traits: fewer say nothing


def relations(columns: "Mapping[str, NDArray[Any]]", trait: str) -> list[tuple[str, float, int]]:
    """The rank correlation (Spearman 1904) of a trait with each other column, over customers who have both.

    columns    numbers by name, one a customer, NaN where one is not known.
    trait      one of them.
    Returns    (name, correlation from -1 to 1, customers), the strongest first; columns that never vary, or that fewer
               than 30 customers have together with the trait, are left out.

    >>> x = np.arange(40.0)
    >>> relations({"a": x, "b": -x, "c": np.ones(40)}, "a")
    [('b', -1.0, 40)]
    """
    own = np.asarray(columns[trait], dtype=np.float64)
    found = []
    for name, values in columns.items():
        if name == trait:
            continue
        other = np.asarray(values, dtype=np.float64)
        both = ~(np.isnan(own) | np.isnan(other))
        n = int(both.sum())
        if n < LEAST:
            continue
        x, y = (rankdata(each[both]) for each in (own, other))
        x, y = x - x.mean(), y - y.mean()
        spread = float((x * x).sum() * (y * y).sum())
        if spread > 0:
            found.append((name, round(float((x * y).sum()) / spread**0.5, 6), n))
    return sorted(found, key=lambda each: (-abs(each[1]), each[0]))


def numbers_of(values: "NDArray[Any]") -> "NDArray[np.float64]":
    """A column as numbers, NaN where one is missing."""
    return np.ma.filled(np.ma.asarray(values).astype(np.float64), np.nan)
