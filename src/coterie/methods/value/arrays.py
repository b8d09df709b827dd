"""What did a caller hand in? The columns of a table as arrays, by position; their names are remembered."""

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils.validation import validate_data

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def columns_of(model: BaseEstimator, X: "ArrayLike", count: int, *, reset: bool) -> "tuple[Floats, ...]":
    """The columns of a table of that many, missing values allowed.

    model     gets ``n_features_in_`` and, from a data frame, ``feature_names_in_``.
    reset     True in ``fit``; False afterwards: a data frame must then have the columns of the first, in their order.
    Raises    ValueError for another number of columns, for no rows, and for other names.
    """
    table: Any = np.asarray(X, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != count or len(table) == 0:
        raise ValueError(f"expected a table of {count} columns and at least one row; found shape {table.shape}")
    validate_data(model, X, reset=reset, skip_check_array=True)
    return tuple(np.ascontiguousarray(table[:, i]) for i in range(count))
