"""Which group of an RFM grid is each customer in, whatever the order of the rows?

Cut points come from the distribution of values, never from places in a list: customers with equal values always have
equal levels. (The recipe copied across notebooks ranks ties by row order; on the CDNOW file it moves a quarter of the
customers to another group when the rows are shuffled.)
"""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from coterie.methods.forms import Grid
from coterie.methods.segments.grid_tables import PRESETS, GridSpec, table
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 30
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("grid", "shopify11", "Which table of levels and groups is used.", choices=tuple(PRESETS)),
)


def quantile_cuts(values: "Floats", levels: int, *, descending: bool = False) -> tuple[float, ...]:
    """Cut points that part customers into levels of about equal size without parting equal values.

    A value's place is the middle of the places of all customers who have it (the mid-distribution function, Parzen
    2004); the cut to level i is the smallest value with a place of at least i / levels. The worst value has the
    lowest level and the best the highest, however many customers share it; a single value has the middle level.

    values       NaN is left out; descending: small values are the good ones.
    Returns      ``levels`` - 1 cut points, ascending; equal ones leave a level empty.

    >>> quantile_cuts(np.array([1.0, 1, 1, 2, 3]), 5)
    (2.0, 2.0, 2.0, 3.0)
    """
    sign = -1.0 if descending else 1.0
    value, count = np.unique(sign * values[~np.isnan(values)], return_counts=True)
    n = int(count.sum())
    if len(value) < 2:
        return _single(float(value[0]) if n else 0.0, levels, sign)
    middle = 2 * np.cumsum(count) - count
    ranks = np.arange(1, levels) * 2 * n
    place = np.clip(np.searchsorted(middle * levels, ranks, side="left"), 1, len(value) - 1)
    return tuple(sorted(float(sign * v) for v in value[place]))


def _single(value: float, levels: int, sign: float) -> tuple[float, ...]:
    """Cut points around the only value there is (as signed by the caller), half of them on either side."""
    step = max(1.0, abs(value))
    below = (levels - 1) // 2
    return tuple(sorted(sign * (value + step * (-1 if i < below else 1)) for i in range(levels - 1)))


def fit_grid(x: "Floats", spec: GridSpec) -> Grid:
    """Learn the cut points of a grid.

    x       recency in days, number of orders, monetary value: shape (customers, 3), NaN for those without orders.
    spec    the table; cut points that a person gave are taken as they are.
    """
    cells, names = table(spec)
    down = (True, False, False)
    cuts = []
    for j, (given, levels) in enumerate(zip(spec.cuts, spec.levels, strict=True)):
        cuts.append(given if given is not None else quantile_cuts(x[:, j], levels, descending=down[j]))
    missing = len(names) - 1 if spec.nobody else None
    return Grid(tuple(cuts), down, spec.axes, cells, len(names), missing)


class RfmGrid(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups of an RFM grid from three columns: recency in days, number of orders, monetary value.

    grid      name of a preset, or a ``GridSpec``.
    Fitted: ``form_`` (cut points and cells), ``names_`` (of the groups), ``labels_``, ``on_a_cut_`` (customers whose
    value equals a cut point, per column).

    >>> x = np.array([[1.0, 9, 900], [80, 1, 10], [200, 1, 12], [3, 8, 700]])
    >>> grid = RfmGrid("klaviyo6").fit(x)
    >>> [grid.names_[i] for i in grid.labels_]
    ['Champions', 'Needs attention', 'Inactive', 'Needs attention']
    """

    def __init__(self, grid: str | GridSpec = "shopify11") -> None:
        self.grid = grid

    def fit(self, X: "ArrayLike", y: object = None) -> "RfmGrid":
        """Learn the cut points."""
        x = self._checked(X, reset=True)
        if x.shape[1] != 3:
            raise ValueError(f"X has {x.shape[1]} features; RfmGrid needs 3: recency, orders, monetary value")
        if isinstance(self.grid, str) and self.grid not in PRESETS:
            raise ValueError(f"no grid is called {self.grid!r}; expected one of {sorted(PRESETS)}")
        spec = PRESETS[self.grid] if isinstance(self.grid, str) else self.grid
        self.form_ = fit_grid(x, spec)
        self.names_ = table(spec)[1]
        self.on_a_cut_ = self.form_.on_a_cut(x)
        self.labels_ = self.form_.labels(x)
        return self

    def predict(self, X: "ArrayLike") -> "Labels":
        """The group of each row."""
        check_is_fitted(self, "form_")
        return self.form_.labels(self._checked(X, reset=False))

    def _checked(self, X: "ArrayLike", *, reset: bool) -> "Floats":
        return np.asarray(validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=reset))
