"""Which customers do a summary and a slice both know? Matched by id."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.terms import BtydSummary, Slice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def matched(summary: BtydSummary, slice_: Slice) -> tuple["Ints", "Ints"]:
    """Positions of the customers whom both know: in the summary, and in the slice."""
    if len(summary.ids) == len(slice_.past.ids) and np.array_equal(summary.ids, slice_.past.ids):
        same = np.arange(len(summary.ids))
        return same, same
    _, at, rows = np.intersect1d(summary.ids, slice_.past.ids, assume_unique=True, return_indices=True)
    return at, rows


def part(summary: BtydSummary, at: "Ints | slice") -> BtydSummary:
    """Some customers of a summary, by position; the summary itself for all of them."""
    if isinstance(at, slice) and at == slice(None):
        return summary
    return replace(
        summary,
        ids=summary.ids[at],
        x=summary.x[at],
        t_x=summary.t_x[at],
        T=summary.T[at],
        spend=summary.spend[at],
        traits=None if summary.traits is None else summary.traits[at],
    )
