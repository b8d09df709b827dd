"""How much do two groupings of the same customers agree?

Groupings are arrays of labels 0 to k - 1; which number a group has is of no account except in :func:`agreement`.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from coterie.engine import seed_of
from coterie.measure.intervals import percentile_bounds
from coterie.terms import CustomerTable, Estimate, Segmentation, Statistic, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]
    Floats = NDArray[np.float64]

DRAWS = 200  # bootstrap draws of the index


def overlaps(a: "Labels", b: "Labels", ka: int, kb: int) -> "NDArray[np.int64]":
    """How many customers are in group i of ``a`` and group j of ``b``: a table of shape (ka, kb).

    >>> overlaps(np.array([0, 0, 1]), np.array([1, 1, 0]), 2, 2).tolist()
    [[0, 2], [1, 0]]
    """
    counts = np.bincount(a * kb + b, minlength=ka * kb)
    return np.asarray(counts.reshape(ka, kb), dtype=np.int64)


def jaccard(a: "Labels", b: "Labels", ka: int, kb: int) -> "Floats":
    """For each group of ``a`` its best Jaccard overlap with a group of ``b``, 0 to 1; NaN for an empty group.

    Jaccard overlap: customers in both / customers in either. The clusterwise stability of Hennig (2007), Cluster-wise
    assessment of cluster stability, Computational Statistics and Data Analysis 52, section 2.

    >>> jaccard(np.array([0, 0, 1, 1]), np.array([1, 1, 1, 0]), 2, 2).round(3).tolist()
    [0.667, 0.5]
    """
    both = overlaps(a, b, ka, kb)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    each = both / np.maximum(either, 1)
    best = each.max(axis=1) if kb else np.zeros(ka)
    return np.where(both.sum(axis=1) > 0, best, np.nan)


def adjusted_rand(a: "Labels", b: "Labels") -> float:
    """Adjusted Rand index: 1 for the same grouping, about 0 for unrelated ones; 1 where both are one single group.

    Hubert and Arabie (1985), Comparing partitions, Journal of Classification 2, equation 5.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    if len(a) < 2:
        return 1.0
    return _rand(overlaps(a, b, int(a.max()) + 1, int(b.max()) + 1))


def given_labels(trait: Trait, values: "NDArray[Any]") -> tuple["Labels", int]:
    """Groups 0 to k - 1 that a column gives, in order of its levels, -1 where it says nothing; and their number."""
    if trait.kind == "categorical":
        known = np.array([v is not None for v in values.tolist()], dtype=bool)
        levels, codes = np.unique(np.array([str(v) for v in values[known].tolist()]), return_inverse=True)
    else:
        numbers = np.asarray(values, dtype=np.float64)
        known = ~np.isnan(numbers)
        levels, codes = np.unique(numbers[known], return_inverse=True)
    labels = np.full(len(values), -1, dtype=np.int64)
    labels[known] = codes
    return labels, len(levels)


def given_statistics(table: CustomerTable, segmentation: Segmentation, *, seed: int = 0) -> list[Statistic]:
    """How far a grouping that somebody made before agrees with the found one: adjusted Rand index, over who has both.

    The interval is a bootstrap over customers, drawn on the table of overlaps, which is the same.
    """
    found: list[Statistic] = []
    for trait in (t for t in table.traits if t.given):
        labels, k = given_labels(trait, table.columns[trait.name])
        known = (labels >= 0) & (segmentation.now.labels >= 0)
        n = int(known.sum())
        if n < 2:
            continue
        both = overlaps(labels[known], segmentation.now.labels[known], k, segmentation.k)
        who, window = f"given:{trait.name}", str(table.window or "")
        found += [
            Statistic.of(
                "adjusted_rand", who, _drawn(both, seed), n, window=window,
                definition="Agreement of the given groups with the found ones: 1 the same, about 0 as by chance.",
            ),
            Statistic("groups", who, k, n, "groups", window=window, definition="Groups that the column gives."),
        ]  # fmt: skip
    return found


def _drawn(both: "NDArray[np.int64]", seed: int) -> Estimate:
    rng = np.random.Generator(np.random.PCG64(seed_of(seed, "draws of given groups")))
    n = int(both.sum())
    draws = rng.multinomial(n, both.ravel() / n, size=DRAWS).reshape(DRAWS, *both.shape)
    value = _rand(both)
    low, high = percentile_bounds(np.array([_rand(each) for each in draws]))
    how = f"bootstrap over customers, {DRAWS} draws"
    return Estimate(value, min(float(low), value), max(float(high), value), 0.95, how)


def _rand(table: "NDArray[np.int64]") -> float:
    """The adjusted index of a table of overlaps."""
    pairs = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    expected = rows * columns / _pairs(table.sum())
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def match(a: "Labels", b: "Labels", ka: int, kb: int) -> "Labels":
    """The group of ``a`` that each group of ``b`` continues, so that the most customers keep their group.

    Optimal one-to-one matching on the table of overlaps (Kuhn 1955, the Hungarian method). Groups of ``b`` without a
    partner, where ``kb`` is larger, get numbers from ``ka`` on.

    >>> match(np.array([0, 0, 1]), np.array([1, 1, 0]), 2, 2).tolist()
    [1, 0]
    """
    rows, columns = linear_sum_assignment(-overlaps(a, b, ka, kb))
    to = np.full(kb, -1, dtype=np.int64)
    to[columns] = rows
    alone = np.flatnonzero(to < 0)
    to[alone] = ka + np.arange(len(alone))
    return to


def agreement(a: "Labels", b: "Labels") -> float:
    """Share of customers with the same label in both, 0 to 1; NaN without customers."""
    return float(np.mean(a == b)) if len(a) else float("nan")


def _pairs(counts: "NDArray[np.int64] | int") -> "Floats":
    n = np.asarray(counts, dtype=np.float64)
    return n * (n - 1) / 2
