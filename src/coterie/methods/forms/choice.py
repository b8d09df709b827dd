"""Which group of each row, and with what share of each, where every group has a score? Chunk by chunk."""

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms.form import CHUNK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Scores = Callable[[Floats], Floats]  # of some rows: shape (groups, rows)


def nearest(distances: "Scores", x: "Floats") -> "Labels":
    """The group with the least distance of each row; of equal ones the first."""
    return _chosen(lambda part: np.argmin(distances(part), axis=0), x)


def likeliest(logs: "Scores", x: "Floats") -> "Labels":
    """The group with the highest log density of each row; of equal ones the first."""
    return _chosen(lambda part: np.argmax(logs(part), axis=0), x)


def posterior(logs: "Scores", x: "Floats", k: int) -> "Floats":
    """Probability of each group by Bayes' rule (Bishop 2006, equation 9.13), shape (rows, k); rows sum to 1."""
    parts = [_shares(logs(x[i : i + CHUNK])) for i in range(0, len(x), CHUNK)]
    return np.concatenate(parts) if parts else np.empty((0, k))


def _chosen(choose: "Callable[[Floats], NDArray[np.intp]]", x: "Floats") -> "Labels":
    parts = [choose(x[i : i + CHUNK]) for i in range(0, len(x), CHUNK)]
    return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, dtype=np.int64)


def _shares(logs: "Floats") -> "Floats":
    parts = np.exp(logs - logs.max(axis=0))
    # Added group by group: NumPy's own sum may add in another order when there is one customer only.
    total = reduce(np.add, list(parts))
    return np.ascontiguousarray((parts / total).T)
