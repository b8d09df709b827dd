"""Which numbers stand for traits that never change? A table of numbers and texts becomes columns of numbers.

A trait of numbers (or of yes and no) is one column. A trait of texts, such as a channel, is one column of 0 and 1 for
each of its values but the first in alphabetical order, which all others are compared with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Traits:
    """How a table of traits is read, so that later customers are read alike.

    levels    trait -> its texts in alphabetical order; empty for a trait of numbers.
    """

    levels: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, table: Any) -> Self:
        """Learn how to read a table: a data frame, a mapping of columns, or an array of numbers.

        >>> Traits.of({"channel": ["web", "shop", "web"], "vip": [0, 1, 1]}).names
        ('channel=web', 'vip')
        """
        found = {}
        for name, column in _columns(table).items():
            texts = column.dtype.kind in "OUS" and not all(isinstance(v, int | float) for v in column.tolist())
            found[name] = tuple(sorted({str(v) for v in column.tolist()})) if texts else ()
        return cls(found)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of numbers."""
        return tuple(
            column
            for name, levels in self.levels.items()
            for column in ([f"{name}={level}" for level in levels[1:]] if levels else [name])
        )

    def matrix(self, table: Any, rows: int) -> "Floats":
        """The table as numbers, shape (rows, names).

        Raises    ValueError for other traits, another number of rows, a missing number, or a text not seen before.
        """
        columns = _columns(table)
        if tuple(columns) != tuple(self.levels):
            raise ValueError(f"the traits {', '.join(columns)}; expected {', '.join(self.levels)}")
        parts = []
        for name, levels in self.levels.items():
            column = columns[name]
            if len(column) != rows:
                raise ValueError(f"the trait {name} has {len(column):,} rows; expected {rows:,}, one a customer")
            if levels:
                texts = np.array([str(v) for v in column.tolist()], dtype=object)
                new = sorted(set(texts.tolist()) - set(levels))
                if new:
                    raise ValueError(f"the trait {name} has the value {new[0]!r}; expected one of {', '.join(levels)}")
                parts += [(texts == level).astype(np.float64) for level in levels[1:]]
            else:
                parts.append(column.astype(np.float64))
        out = np.column_stack(parts)
        if not np.all(np.isfinite(out)):
            raise ValueError("a trait has a missing or infinite number; fill it in or leave the trait out")
        return out


def _columns(table: Any) -> "dict[str, NDArray[Any]]":
    """Name -> column, of a mapping, a data frame (pandas, Polars) or an array."""
    if isinstance(table, Mapping) or hasattr(table, "columns"):
        return {str(name): np.asarray(table[name]) for name in getattr(table, "columns", table)}
    array = np.asarray(table)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2 or array.dtype.kind not in "biuf":
        raise ValueError(f"traits of shape {array.shape}; expected a table of columns, or an array of numbers")
    return {f"trait_{i + 1}": array[:, i] for i in range(array.shape[1])}
