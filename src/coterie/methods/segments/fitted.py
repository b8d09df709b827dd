"""What does an estimator of scikit-learn say of new rows, once it has found groups?"""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from coterie.methods.forms import Form


class Fitted(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """An estimator whose ``fit`` leaves a form in ``form_``."""

    form_: "Form"

    def predict(self, X: "ArrayLike") -> "NDArray[np.int64]":
        """The group of each row."""
        check_is_fitted(self, "form_")
        return self.form_.labels(validate_data(self, X, dtype=np.float64, reset=False))

    def predict_proba(self, X: "ArrayLike") -> "NDArray[np.float64]":
        """Share of each group in each row; rows sum to 1. 1 and 0 for methods without shares."""
        check_is_fitted(self, "form_")
        x = validate_data(self, X, dtype=np.float64, reset=False)
        found = self.form_.memberships(x)
        return np.eye(self.form_.k)[self.form_.labels(x)] if found is None else found
