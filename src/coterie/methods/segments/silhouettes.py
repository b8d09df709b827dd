"""How much closer is each customer to the own group than to the next one? Exact, for many groupings at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

SAMPLE = 5_000
BLOCK = 500


def silhouettes(x: "Floats", groupings: Sequence["Labels"]) -> list[tuple[float, float] | None]:
    """Mean silhouette and its standard error of each grouping of the same customers, -1 to 1.

    Rousseeuw (1987), Silhouettes, Journal of Computational and Applied Mathematics 20: (b - a) / max(a, b) with a the
    mean distance to the own group, b that to the nearest other one; 0 for a group of one. Distances are computed
    once for all groupings. None where a grouping has fewer than two groups or nobody shares one.

    x         prepared traits, at most some thousand rows (memory stays small, time is quadratic).
    """
    sizes = [int(g.max(initial=-1)) + 1 for g in groupings]
    edges = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    member = np.zeros((len(x), int(edges[-1])))
    for labels, start in zip(groupings, edges, strict=False):
        member[np.arange(len(x)), start + labels] = 1
    total = np.empty_like(member)
    square = np.einsum("ij,ij->i", x, x)
    for i in range(0, len(x), BLOCK):
        gap = square[i : i + BLOCK, None] + square[None, :] - 2 * (x[i : i + BLOCK] @ x.T)
        total[i : i + BLOCK] = np.sqrt(np.maximum(gap, 0)) @ member
    counts = member.sum(axis=0)
    pieces = zip(groupings, edges[:-1], edges[1:], strict=True)
    return [_mean(total[:, a:b], counts[a:b], labels) for labels, a, b in pieces]


def _mean(total: "Floats", count: "Floats", labels: "Labels") -> tuple[float, float] | None:
    there = np.flatnonzero(count)
    if len(there) < 2 or len(there) == len(labels):
        return None
    rows = np.arange(len(labels))
    own = total[rows, labels] / np.maximum(count[labels] - 1, 1)
    means = np.full_like(total, np.inf)
    means[:, there] = total[:, there] / count[there]
    means[rows, labels] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(own, other)
    each = np.divide(other - own, larger, out=np.zeros_like(own), where=(larger > 0) & (count[labels] > 1))
    return float(each.mean()), float(each.std() / np.sqrt(len(each)))
