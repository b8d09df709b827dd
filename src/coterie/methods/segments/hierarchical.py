"""Which customers are joined first, and which groups last? Hierarchical grouping on a sample, then all assigned."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster import hierarchy

from coterie.methods.forms import Centres
from coterie.methods.segments.kmeans import sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 50
SAMPLE = 3_000
ROUGH = 1_000
KEPT = 60  # merges that are kept for the picture
PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "linkage",
        "ward",
        "How near two groups are: ward keeps groups compact, average and complete look at distances between members.",
        choices=("ward", "average", "complete"),
    ),
    Parameter("sample", SAMPLE, "Customers that are joined when there are more; the cost grows squared.", 100, 10_000),
)


def fit_hierarchical(
    x: "Floats", k: int, *, seed: int, rough: bool = False, linkage: str = "ward", sample: int = SAMPLE
) -> Centres:
    """Join the nearest groups until k are left; a group's centre is the mean of its customers, all go to the nearest.

    Ward (1963) joins the two whose union adds least to the sum of squares; average and complete linkage join by the
    mean and by the largest distance between members. Customers with equal traits count as often as they occur.

    x        prepared traits, nothing missing.
    Returns  at most k centres in ascending order of their coordinates, with the last merges for the picture.
    """
    rows = sorted_sample(x, min(sample, ROUGH) if rough else sample, seed)
    distinct = np.unique(rows, axis=0) if len(rows) else rows
    if len(distinct) <= k:
        return Centres(tuple(tuple(float(v) for v in row) for row in distinct))
    merges = joined(rows, linkage)
    labels = hierarchy.cut_tree(merges, n_clusters=k)[:, 0]
    centres = np.vstack([rows[labels == g].mean(axis=0) for g in range(k)])
    order = np.lexsort(centres.T[::-1])
    kept = () if rough else last_merges(merges, KEPT)
    return Centres(tuple(tuple(float(v) for v in row) for row in centres[order]), kept)


def joined(rows: "Floats", method: str) -> "Floats":
    """SciPy's linkage of rows: a line a merge, with the two merged, their distance and the customers in both."""
    return np.asarray(hierarchy.linkage(rows, method=method))


def last_merges(merges: "Floats", most: int) -> tuple[tuple[float, ...], ...]:
    """The last merges with leaves numbered anew from 0: branches below them are leaves now.

    >>> two = np.array([[0, 1, 1.0, 2], [2, 3, 1.5, 2], [4, 5, 9.0, 4]])
    >>> last_merges(two, 1)
    ((0.0, 1.0, 9.0, 4.0),)
    """
    n = len(merges) + 1
    first = max(len(merges) - most, 0)
    kept = merges[first:]
    leaves = [int(i) for i in np.unique(kept[:, :2]) if i < n + first]
    place = {leaf: i for i, leaf in enumerate(leaves)}
    place |= {n + first + i: len(leaves) + i for i in range(len(kept))}
    return tuple((float(place[int(a)]), float(place[int(b)]), float(h), float(c)) for a, b, h, c in kept)


METHOD = Method(
    "hierarchical",
    "hierarchical grouping",
    "Joins the most similar customers step by step; the picture of the joins shows groups within groups.",
    fit_hierarchical,
    PARAMETERS,
    LEAST,
    cost=8.0,
)
