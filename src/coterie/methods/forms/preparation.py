"""How does a trait become a number that distances may use? Each column's saved steps, as plain numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coterie.terms import CustomerTable

    Floats = NDArray[np.float64]

Transform = Literal["none", "log1p", "asinh"]


@dataclass(frozen=True)
class Column:
    """One trait's way into prepared units: (transform(clip(value or fill)) - centre) / scale.

    name        the trait.
    fill        stands in for a missing value (the median of those that were there).
    low, high   bounds; values beyond are set to the bound and counted, never dropped.
    transform   "none"; "log1p" for skewed values of 0 and more; "asinh" for skewed values of both signs.
    centre      median after the transform; scale: spread after the transform, 1 where there is none.
    missing     values missing when it was fitted; outside: values beyond the bounds then.
    """

    name: str
    fill: float
    low: float
    high: float
    transform: Transform
    centre: float
    scale: float
    missing: int = 0
    outside: int = 0

    def apply(self, values: "Floats") -> "Floats":
        """Prepared values; one value alone gives the same as among many."""
        clipped = np.clip(np.where(np.isnan(values), self.fill, values), self.low, self.high)
        return (transformed(clipped, self.transform) - self.centre) / self.scale


@dataclass(frozen=True)
class Prepared:
    """The columns of a preparation, in order."""

    columns: tuple[Column, ...]

    def apply(self, x: "Floats") -> "Floats":
        """Prepared traits of raw ones, same shape, nothing missing."""
        parts = [c.apply(x[:, j]) for j, c in enumerate(self.columns)]
        return np.column_stack(parts) if parts else np.empty((len(x), 0))

    def to_json(self) -> list[dict[str, object]]:
        """Plain numbers."""
        return [asdict(c) for c in self.columns]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, Any]]) -> "Prepared":
        """The preparation that ``to_json`` described."""
        return cls(tuple(Column(**c) for c in data))


def transformed(values: "Floats", transform: Transform) -> "Floats":
    """Values after the named transform."""
    if transform == "log1p":
        return np.log1p(values)
    if transform == "asinh":
        return np.arcsinh(values)
    return values


def matrix(
    table: "CustomerTable", names: Sequence[str], levels: "Mapping[str, tuple[str, ...]] | None" = None
) -> "Floats":
    """Those traits of every customer, float64 of shape (customers, traits), NaN where missing or infinite.

    levels    categories of traits that are read as codes: a word that is none of them is missing.
    """
    found = np.full((len(table), len(names)), np.nan)
    for j, name in enumerate(names):
        if name in table.columns:
            words = (levels or {}).get(name)
            values = table.columns[name]
            found[:, j] = np.asarray(values, dtype=np.float64) if words is None else _coded(values, words)
    found[~np.isfinite(found)] = np.nan
    return found


def _coded(values: "NDArray[Any]", words: tuple[str, ...]) -> "Floats":
    """Place of each word among the words; numbers, such as flags and ordered levels, stand for themselves."""
    if values.dtype.kind == "f":
        return values
    place = {word: float(i) for i, word in enumerate(words)}
    return np.array([place.get(str(value), np.nan) for value in values], dtype=np.float64)
