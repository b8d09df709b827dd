"""How many customers spent what their own interval said? Where customers are many, the share among a sample of them."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.methods.value.intervals import predictive_bounds
from coterie.methods.value.lifetime import Histories
from coterie.methods.value.matching import part
from coterie.terms import BtydSummary, ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

JUDGED = 20_000  # customers whose intervals are made; the share is then known to a third of a point


def coverage(fit: ValueFit, summary: BtydSummary, spend: "Floats", *, days: float, seed: int) -> float:
    """Share of customers whose spend in the next days lies in their own 80 % interval, 0 to 1.

    spend     what came, one number a customer of the summary, in currency units.
    days      length of the time in which it came.

    Of more than ``JUDGED`` customers a sample by the hash of their ids stands for all: the interval of a customer costs
    as much as all other figures of hers together.
    """
    keep = _sample(summary.ids, seed)
    some = part(summary, keep)
    time = days / summary.unit.days
    low, high = predictive_bounds(fit, Histories.of(some), time=time, rate=0.0, seed=seed, purpose="holdout")
    return float(np.mean((spend[keep] >= low) & (spend[keep] <= high)))


def judged_of(customers: int) -> int:
    """How many of so many customers the share rests on.

    >>> judged_of(500), judged_of(1_000_000)
    (500, 20000)
    """
    return min(customers, JUDGED)


def _sample(ids: "NDArray[np.object_]", seed: int) -> "NDArray[np.int64]":
    if len(ids) <= JUDGED:
        return np.arange(len(ids))
    rank = hash_rank(ids, seed, "coverage")
    return np.sort(np.argpartition(rank, JUDGED)[:JUDGED])
