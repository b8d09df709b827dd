"""Who brings most of the value? ABC tiers after Pareto."""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from coterie.methods.forms import Grid
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 1
FIRST, SECOND = 0.8, 0.95
NAMES = ("Top value tier", "Middle value tier", "Lower value tier")
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("first", FIRST, "Share of all value that the first tier brings together.", 0.1, 0.95),
    Parameter("second", SECOND, "Share of all value that the first two tiers bring together.", 0.2, 0.99),
)


def fit_tiers(values: "Floats", first: float = FIRST, second: float = SECOND) -> Grid:
    """Cut points of value: tier A brings the first 80 % of it, A and B together 95 %, C the rest.

    Customers in descending order of value; equal values are never parted: the value at which the share is reached
    belongs to the better tier. Missing or no value: the lowest tier.

    values    of each customer, any unit; shares are of the sum of positive values.

    >>> fit_tiers(np.array([80.0, 10, 5, 4, 1])).cuts
    ((5.0, 80.0),)
    """
    there = np.sort(np.maximum(values[~np.isnan(values)], 0.0))[::-1]
    total = float(there.sum())
    if total <= 0:
        most = float(np.max(values[~np.isnan(values)])) if len(there) else 0.0
        cuts = (most, most)
    else:
        reached = np.cumsum(there) / total
        last = len(there) - 1
        at = [min(int(np.searchsorted(reached, share - 1e-12)), last) for share in (second, first)]
        cuts = (float(there[at[0]]), float(there[at[1]]))
    return Grid((cuts,), (False,), ((0,),), (2, 1, 0), 3)


def fit_everyone() -> Grid:
    """One group of all: what is left where nothing can be told apart."""
    return Grid((), (), (), (0,), 1)


class ValueTiers(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Pareto tiers of the last column (or the one named): 0 the best tier, 2 the lowest.

    Parameters are told in ``PARAMETERS``; ``column`` is the position of the value, -1 the last.
    Fitted: ``form_``, ``labels_``.
    """

    def __init__(self, first: float = FIRST, second: float = SECOND, column: int = -1) -> None:
        self.first = first
        self.second = second
        self.column = column

    def fit(self, X: "ArrayLike", y: object = None) -> "ValueTiers":
        """Learn the cut points."""
        if not 0 < self.first < self.second < 1:
            raise ValueError(f"shares must ascend between 0 and 1, found {self.first} and {self.second}")
        x = self._value(X, reset=True)
        self.form_ = fit_tiers(x[:, 0], self.first, self.second)
        self.labels_ = self.form_.labels(x)
        return self

    def predict(self, X: "ArrayLike") -> "Labels":
        """The tier of each row."""
        check_is_fitted(self, "form_")
        return self.form_.labels(self._value(X, reset=False))

    def _value(self, X: "ArrayLike", *, reset: bool) -> "Floats":
        x = validate_data(self, X, dtype=np.float64, reset=reset)
        return np.asarray(x[:, [self.column]])
