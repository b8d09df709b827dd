"""How is any method used like an estimator of scikit-learn? One class for all, by the method's name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from sklearn.utils.validation import validate_data
from threadpoolctl import threadpool_limits

from coterie.methods.segments.fitted import Fitted
from coterie.methods.segments.method import Setting
from coterie.methods.segments.registry import methods

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


class Segments(Fitted):
    """Groups by any method of finding groups in numbers; labels do not depend on the order of rows.

    method      the word after ``--method``: "fuzzy", "hierarchical", "dbscan", ...
    n_clusters  number of groups; of no account for methods that find their own.
    settings    parameters of the method by name, as in its page.
    Fitted: ``form_`` (plain numbers), ``labels_``. X must be comparable across columns: put :class:`Preparation` before
    it.

    >>> Segments("hierarchical", 2).fit(np.array([[0.0], [9.0], [0.2], [9.1], [0.1]])).labels_.tolist()
    [0, 1, 0, 1, 0]
    """

    def __init__(
        self,
        method: str = "kmeans",
        n_clusters: int = 5,
        *,
        settings: Mapping[str, Setting] | None = None,
        random_state: int = 0,
    ) -> None:
        self.method = method
        self.n_clusters = n_clusters
        self.settings = settings
        self.random_state = random_state

    def fit(self, X: "ArrayLike", y: object = None) -> "Segments":
        """Find the groups."""
        x = validate_data(self, X, dtype=np.float64)
        known = methods()
        if self.method not in known:
            raise ValueError(f"no method is called {self.method!r}; expected one of {', '.join(known)}")
        way = known[self.method]
        if way.searched and not 1 <= self.n_clusters <= len(x):
            raise ValueError(f"n_clusters={self.n_clusters}; n_samples={len(x)} allows 1 to {len(x)}")
        k = self.n_clusters if way.searched else 0
        with threadpool_limits(limits=1):
            self.form_ = way.fit(x, k, seed=self.random_state, rough=False, **(self.settings or {}))
        self.labels_ = self.form_.labels(x)
        return self
