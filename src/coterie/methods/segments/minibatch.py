"""Which customers lie close together, when there are very many? k-means that improves its centres on small batches."""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from coterie.methods.forms import Centres
from coterie.methods.segments.kmeans import fit_centres, sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 100
STARTING = 3_000
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("batch", 2048, "Customers looked at in one step; more are truer and slower.", 100, 100_000),
    Parameter("passes", 5, "Most times that all customers are looked at.", 1, 100),
    Parameter("sample", 1_000_000, "Customers the centres are fitted on when there are more.", 1000, 10_000_000),
)


def fit_minibatch(
    x: "Floats",
    k: int,
    *,
    seed: int,
    rough: bool = False,
    batch: int = 2048,
    passes: int = 5,
    sample: int = 1_000_000,
) -> Centres:
    """Centres of k-means by small batches (Sculley 2010), started from k-means on 3,000 customers.

    x        prepared traits, nothing missing.
    Returns  at most k centres in ascending order of their coordinates: fewer where fewer distinct customers exist.
    """
    start = fit_centres(x, k, seed=seed, starts=3, sample=STARTING, rough=True)
    if start.k < k:
        return start
    rows = sorted_sample(x, sample, seed)
    estimator = MiniBatchKMeans(
        k,
        init=np.asarray(start.centres),
        n_init=1,
        batch_size=batch,
        max_iter=1 if rough else passes,
        random_state=seed % 2**32,
        reassignment_ratio=0.0,
    )
    found = estimator.fit(rows).cluster_centers_
    return Centres(tuple(tuple(float(v) for v in row) for row in found[np.lexsort(found.T[::-1])]))


METHOD = Method(
    "kmeans-minibatch",
    "mini-batch k-means",
    "k-means on small batches: the same kind of groups, for millions of customers.",
    fit_minibatch,
    PARAMETERS,
    LEAST,
    cost=1.5,
)
