"""Where are customers dense, however dense each place is? HDBSCAN on a sample."""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import HDBSCAN
from sklearn.neighbors import NearestNeighbors

from coterie.methods.forms import Reach
from coterie.methods.segments.dbscan import named
from coterie.methods.segments.kmeans import sorted_sample
from coterie.methods.segments.method import Method
from coterie.methods.segments.places import covered
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 200
SAMPLE = 5_000
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("smallest", None, "Fewest customers of a group in the sample; unset: 3 % of it, at least 15.", 5, 5_000),
    Parameter("neighbours", 10, "Neighbours that measure how dense a place is; more smooth it.", 2, 200),
    Parameter("sample", SAMPLE, "Customers that are compared with one another when there are more.", 500, 20_000),
)


def fit_hdbscan(
    x: "Floats",
    k: int = 0,
    *,
    seed: int,
    rough: bool = False,
    smallest: int | None = None,
    neighbours: int = 10,
    sample: int = SAMPLE,
) -> Reach:
    """HDBSCAN (Campello, Moulavi and Sander 2013): the places that stay together over the widest range of densities.

    New customers join the group of the nearest member within that group's reach: the distance within which 95 % of its
    members have their ``neighbours``-th neighbour. All others are the last group.

    x        prepared traits, nothing missing.
    k        of no account: the number of groups follows from the densities.
    """
    rows = sorted_sample(x, sample, seed)
    least = smallest if smallest is not None else max(15, len(rows) * 3 // 100)
    if len(rows) <= max(least, neighbours):
        return Reach((), (), (), 0)
    found = HDBSCAN(min_cluster_size=least, min_samples=neighbours, copy=True).fit(rows).labels_
    inside = found >= 0
    if not inside.any():
        return Reach((), (), (), 0)
    far, _ = NearestNeighbors(n_neighbors=neighbours).fit(rows).kneighbors(rows)
    groups = found[inside]
    reach = np.array([np.quantile(far[found == g, -1], 0.95) for g in range(int(groups.max()) + 1)])
    return covered(rows[inside], groups, np.maximum(reach, 1e-3))


METHOD = Method(
    "hdbscan",
    "dense places (HDBSCAN)",
    "Crowds that stay together over the widest range of densities; who stands alone is a group of its own.",
    fit_hdbscan,
    PARAMETERS,
    LEAST,
    widest=50,
    numbers=(),
    cost=60.0,
    names=named,
)
