"""Where are customers dense, with gaps between? DBSCAN on a sample; who lies in no dense place is a group alone."""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import DBSCAN
from sklearn.neighbors import NearestNeighbors

from coterie.methods.forms import Form, Reach
from coterie.methods.segments.kmeans import sorted_sample
from coterie.methods.segments.method import Method
from coterie.methods.segments.places import OUTSIDE, covered
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 200
SAMPLE = 5_000
PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "eps",
        None,
        "How near neighbours are, in spreads of a trait; unset: the bend of the sorted distances to them.",
        0.001,
        100.0,
    ),
    Parameter(
        "neighbours",
        None,
        "Customers within eps that make a place dense; unset: twice the traits, at least 10.",
        2,
        1000,
    ),
    Parameter("sample", SAMPLE, "Customers that are compared with one another when there are more.", 500, 15_000),
)


def fit_dbscan(
    x: "Floats",
    k: int = 0,
    *,
    seed: int,
    rough: bool = False,
    eps: float | None = None,
    neighbours: int | None = None,
    sample: int = SAMPLE,
) -> Reach:
    """DBSCAN (Ester et al. 1996): customers with enough neighbours within eps are core; chains of them make a group.

    All others, new ones too, join the group of the nearest core point within eps, or none: the last group.

    x        prepared traits, nothing missing.
    k        of no account: the number of groups follows from eps.
    """
    rows = sorted_sample(x, sample, seed)
    near = neighbours if neighbours is not None else max(10, 2 * x.shape[1])
    if len(rows) <= near:
        return Reach((), (), (), 0)
    wide = eps if eps is not None else suggested_eps(rows, near)
    found = DBSCAN(eps=wide, min_samples=near).fit(rows)
    core = found.core_sample_indices_
    if not len(core):
        return Reach((), (), (), 0)
    groups = found.labels_[core]
    return covered(rows[core], groups, np.full(int(groups.max()) + 1, wide))


def suggested_eps(rows: "Floats", neighbours: int) -> float:
    """The bend of the distances to the last neighbour, sorted: where most customers are near and the rest are not.

    Ester et al. (1996, section 4.2) pick the bend by eye; here it is the point farthest below the line between the
    median and the largest of 99 % of the distances. At least a small distance, since many customers may be alike.
    """
    far, _ = NearestNeighbors(n_neighbors=neighbours).fit(rows).kneighbors(rows)
    last = np.sort(far[:, -1])
    part = last[len(last) // 2 : max(int(len(last) * 0.99), len(last) // 2 + 2)]
    line = np.linspace(part[0], part[-1], len(part))
    bend = float(part[int(np.argmax(line - part))])
    return max(bend, 1e-3)


def named(form: Form) -> "Mapping[int, str]":
    """The last group of dense places is told by its own name."""
    return {form.outside: OUTSIDE} if isinstance(form, Reach) else {}


METHOD = Method(
    "dbscan",
    "dense places (DBSCAN)",
    "Groups are crowds with gaps between them, of any shape; who stands alone is a group of its own.",
    fit_dbscan,
    PARAMETERS,
    LEAST,
    widest=50,
    numbers=(),
    cost=75.0,
    names=named,
)
