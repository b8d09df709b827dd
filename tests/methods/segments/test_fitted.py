"""Do estimators without shares say 1 and 0, and those with shares their own?"""

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from coterie.methods.segments import GaussianMixtureSegments, KMeans, RfmGrid, Segments

X = np.array([[0.0], [9.0], [0.2], [9.1], [0.1], [9.3]])


def test_a_hard_method_says_one_and_nought():
    found = Segments("hierarchical", 2).fit(X)
    assert found.predict_proba(X).tolist() == np.eye(2)[found.predict(X)].tolist()


def test_a_soft_method_says_its_shares():
    found = GaussianMixtureSegments(2).fit(X)
    assert np.array_equal(found.predict_proba(X), found.form_.memberships(X))


def test_nothing_is_said_before_fitting():
    with pytest.raises(NotFittedError):
        Segments("hierarchical", 2).predict(X)


@pytest.mark.parametrize("estimator", [Segments("hierarchical", 9), KMeans(9), RfmGrid("nonsense")])
def test_a_fit_that_was_refused_is_no_fit(estimator):
    rows = np.column_stack([X, X, X])
    with pytest.raises(ValueError, match=r"expected one of|allows 1 to 6"):
        estimator.fit(rows)
    with pytest.raises(NotFittedError):
        estimator.predict(rows)
