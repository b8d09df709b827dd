"""Who is kept out of learning, so that a model can be judged? Folds by hash, by equal rows or by time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import hash_rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Ints = NDArray[np.int64]

FOLDS = 5


@dataclass(frozen=True)
class Split:
    """One way of parting customers: the rows learned from, and the rows judged."""

    learn: "Ints"
    judge: "Ints"


def repeats_for(n: int) -> int:
    """How often the customers are dealt anew: twice, once where they are many and the noise is small.

    >>> repeats_for(7_043), repeats_for(50_000)
    (2, 1)
    """
    return 2 if n <= 20_000 else 1


def equal_rows(x: "Floats", y: "Labels") -> "Ints":
    """The group of each row: rows that agree in every field (and in the target) share one."""
    filled = np.column_stack([np.where(np.isnan(x), -1.7e308, x), y.astype(np.float64)])
    _, group = np.unique(filled, axis=0, return_inverse=True)
    return np.asarray(group, dtype=np.int64).reshape(-1)


def deal(ids: "NDArray[Any]", y: "Labels", groups: "Ints", *, seed: int, repeat: int, folds: int = FOLDS) -> "Ints":
    """The fold of each row, 0 to ``folds`` - 1, with the classes spread evenly and each group in one fold.

    The order in which groups are dealt comes from a hash of their first id, so the order of rows has no part in it.
    """
    _, first, member = np.unique(groups, return_index=True, return_inverse=True)
    rank = hash_rank([str(i) for i in ids[first]], seed, f"predict folds {repeat}")
    order = np.lexsort((ids[first].astype(str), rank, y[first]))
    fold = np.empty(len(first), dtype=np.int64)
    fold[order] = np.arange(len(first)) % folds
    return fold[np.asarray(member).reshape(-1)]


def by_hash(ids: "NDArray[Any]", y: "Labels", groups: "Ints", *, seed: int, repeats: int) -> list[list[Split]]:
    """Repeated stratified folds: every row is judged once a repeat."""
    out = []
    for repeat in range(repeats):
        fold = deal(ids, y, groups, seed=seed, repeat=repeat)
        out.append([Split(np.flatnonzero(fold != f), np.flatnonzero(fold == f)) for f in range(FOLDS)])
    return out


def by_time(time: "Floats", *, folds: int = FOLDS) -> list[list[Split]]:
    """Folds that learn from earlier rows and judge later ones, rows of one time on one side.

    The rows are cut at quantiles of time into ``folds`` + 1 blocks; each but the first is judged by what lies before
    it. Rows without a time are learned from and never judged.
    """
    known = time[~np.isnan(time)]
    cuts = np.unique(np.quantile(known, np.arange(1, folds + 1) / (folds + 1), method="higher"))
    block = np.where(np.isnan(time), 0, np.searchsorted(cuts, time, side="right"))
    splits = [Split(np.flatnonzero(block < b), np.flatnonzero(block == b)) for b in range(1, len(cuts) + 1)]
    return [[s for s in splits if len(s.learn) and len(s.judge)]]
