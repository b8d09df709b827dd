"""Which traits say nearly the same as a trait that forms segments? They may describe it, but prove nothing about it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.terms import CustomerTable, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEARLY = 0.95
LEAST = 20  # customers who have both


def with_ties(table: CustomerTable) -> CustomerTable:
    """The same table, with ``derived`` completed by ranks that agree.

    A trait is tied to a forming one when the rank correlation (Spearman) of the two is at least 0.95 in absolute value
    over the customers who have both: total spend in the customers file beside revenue from the orders, say. What is
    tied to a trait is tied to everything that this one is computed from.
    """
    numbers = [t for t in table.traits if t.kind in ("numeric", "ordered", "flag")]
    forming = [t.name for t in numbers if t.forming]
    ranks = {t.name: _ranks(table.columns[t.name]) for t in numbers}
    return replace(table, traits=tuple(_tied(t, table, forming, ranks) for t in table.traits))


def _tied(trait: Trait, table: CustomerTable, forming: list[str], ranks: dict[str, "Floats"]) -> Trait:
    if trait.name not in ranks or trait.forming:
        return trait
    missing = np.isnan(table.columns[trait.name])
    near = [
        name
        for name in forming
        if name not in trait.derived and _agree(trait.name, name, table, ranks, missing) >= NEARLY
    ]
    return replace(trait, derived=(*trait.derived, *near)) if near else trait


def _agree(one: str, other: str, table: CustomerTable, ranks: dict[str, "Floats"], missing: "NDArray[Any]") -> float:
    gone = missing | np.isnan(table.columns[other])
    if len(gone) - int(gone.sum()) < LEAST:
        return 0.0
    if gone.any():
        return _correlation(_ranks(table.columns[one][~gone]), _ranks(table.columns[other][~gone]))
    return _correlation(ranks[one], ranks[other])


def _ranks(values: "Floats") -> "Floats":
    """Mean ranks from 0; equal values share one, NaN ranks last."""
    different, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    means: Floats = (ends - (counts + 1) / 2).astype(np.float64)
    return means[where] if len(different) else values


def _correlation(a: "Floats", b: "Floats") -> float:
    x, y = a - a.mean(), b - b.mean()
    spread = float((x * x).sum() * (y * y).sum())
    return abs(float((x * y).sum())) / spread**0.5 if spread > 0 else 0.0
