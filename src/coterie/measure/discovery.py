"""Which of many differences may be believed? Control of false discoveries, and intervals of what was selected."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def benjamini_hochberg(p: "Floats") -> "Floats":
    """Adjusted p values: the smallest false-discovery rate at which each would be found.

    q(i) = min over j >= i of m p(j) / j, with p sorted ascending (Benjamini and Hochberg 1995, step-up procedure).

    p         p values in 0 to 1, without NaN, of the whole family fixed before looking.
    Returns   q values in the same order, 0 to 1.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.005])).round(3).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    m = len(p)
    if m == 0:
        return np.empty(0)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * m / np.arange(1, m + 1)
    q = np.empty(m)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def selected_level(selected: int, family: int, rate: float = 0.05) -> float:
    """Confidence for intervals of what was selected: 1 - selected x rate / family.

    Intervals at this level keep the expected share of selected intervals that miss at ``rate`` (Benjamini and
    Yekutieli 2005, procedure 1: false coverage-statement rate).

    >>> round(selected_level(4, 100), 4)
    0.998
    """
    if not 0 <= selected <= family:
        raise ValueError(f"{selected} selected out of a family of {family}")
    return 1.0 - rate * max(selected, 1) / max(family, 1)
