import numpy as np

from coterie.methods.forms import Mixture
from coterie.methods.segments.mixture import fit_mixture

RNG = np.random.default_rng(0)
X = np.vstack([RNG.normal(m, 1, (700, 3)) for m in (0, 3, 9)])


def test_memberships_equal_scikit_learns_and_sum_to_one():
    form = fit_mixture(X, 3, seed=1)
    shares = form.memberships(X)
    assert isinstance(form, Mixture)
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares.argmax(axis=1) == form.labels(X)).all()
