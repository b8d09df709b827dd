"""Which customers lie close together? k-means with many starts on a sample, all assigned afterwards."""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import KMeans as Lloyd
from sklearn.utils.validation import validate_data
from threadpoolctl import threadpool_limits

from coterie.methods.forms import Centres
from coterie.methods.segments.fitted import Fitted
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 100
STARTS = 10
SAMPLE = 20_000
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("n_clusters", None, "Number of groups; more groups are finer and less stable.", 2, 20),
    Parameter("starts", STARTS, "Starts of which the tightest result is kept; more cost time.", 1, 100),
    Parameter("sample", SAMPLE, "Customers the centres are fitted on when there are more.", 1000, 1_000_000),
)


def value_order(x: "Floats") -> "Labels":
    """The order of rows by their first value, then the second and so on; NaN last.

    As ``np.lexsort``, but further columns are looked at only for rows that are tied in the first: several times faster.

    >>> value_order(np.array([[2.0, 1.0], [1.0, 9.0], [2.0, 0.0]])).tolist()
    [1, 2, 0]
    """
    order = np.argsort(x[:, 0], kind="stable")
    first = x[order, 0]
    same = (first[1:] == first[:-1]) | (np.isnan(first[1:]) & np.isnan(first[:-1]))
    tied = np.zeros(len(x), dtype=bool)
    tied[1:] |= same
    tied[:-1] |= same
    rows = order[tied]
    order[tied] = rows[np.lexsort(x[rows].T[::-1])]
    return order


def sorted_sample(x: "Floats", sample: int, seed: int) -> "Floats":
    """Rows in an order of their own values, at most ``sample`` of them: the same whatever order they came in.

    Sampling in the order of values is systematic over the first trait, so tails are not lost.
    """
    order = value_order(x) if x.shape[1] else np.arange(len(x))
    if len(x) > sample:
        rng = np.random.Generator(np.random.PCG64(seed))
        order = order[np.sort(rng.choice(len(x), sample, replace=False))]
    return np.ascontiguousarray(x[order])


def fit_centres(
    x: "Floats", k: int, *, seed: int, starts: int = STARTS, sample: int = SAMPLE, rough: bool = False
) -> Centres:
    """The centres of k-means (Lloyd 1982) with k-means++ starts, in ascending order of their coordinates.

    x        prepared traits, nothing missing.
    rough    stop at a movement of 1 % rather than 0.01 %: for re-draws and searches.
    Returns  at most k centres: fewer where fewer distinct customers exist.
    """
    rows = sorted_sample(x, sample, seed)
    distinct = rows[np.concatenate([[True], (rows[1:] != rows[:-1]).any(axis=1)])] if len(rows) else rows
    if len(distinct) <= k:
        return Centres(tuple(tuple(float(v) for v in row) for row in distinct))
    lloyd = Lloyd(k, n_init=starts, random_state=seed % 2**32, tol=1e-2 if rough else 1e-4, algorithm="lloyd")
    found = lloyd.fit(rows).cluster_centers_
    return Centres(tuple(tuple(float(v) for v in row) for row in found[np.lexsort(found.T[::-1])]))


def fit_kmeans(
    x: "Floats", k: int, *, seed: int, rough: bool = False, starts: int = STARTS, sample: int = SAMPLE
) -> Centres:
    """As :func:`fit_centres`, with at most three starts where a rough answer will do."""
    return fit_centres(x, k, seed=seed, starts=min(starts, 3) if rough else starts, sample=sample, rough=rough)


METHOD = Method(
    "kmeans",
    "k-means",
    "Each customer goes to the nearest of k centres, which lie in the middle of their customers.",
    fit_kmeans,
    PARAMETERS[1:],
    LEAST,
    quick=True,
)


class KMeans(Fitted):
    """k-means whose labels do not depend on the order of rows, and whose cost does not grow with their number.

    Parameters are told in ``PARAMETERS``. Fitted: ``form_`` (the centres as plain numbers), ``cluster_centers_``,
    ``labels_``. X must be comparable across columns: put :class:`Preparation` before it.

    >>> KMeans(2).fit(np.array([[0.0], [9.0], [0.2], [9.1], [0.1]])).labels_.tolist()
    [0, 1, 0, 1, 0]
    """

    def __init__(
        self, n_clusters: int = 5, *, starts: int = STARTS, sample: int = SAMPLE, random_state: int = 0
    ) -> None:
        self.n_clusters = n_clusters
        self.starts = starts
        self.sample = sample
        self.random_state = random_state

    def fit(self, X: "ArrayLike", y: object = None) -> "KMeans":
        """Find the centres."""
        x = validate_data(self, X, dtype=np.float64)
        if not 1 <= self.n_clusters <= len(x):
            raise ValueError(f"n_clusters={self.n_clusters}; n_samples={len(x)} allows 1 to {len(x)}")
        with threadpool_limits(limits=1):
            self.form_ = fit_centres(x, self.n_clusters, seed=self.random_state, starts=self.starts, sample=self.sample)
        self.cluster_centers_ = np.asarray(self.form_.centres)
        self.labels_ = self.form_.labels(x)
        return self
