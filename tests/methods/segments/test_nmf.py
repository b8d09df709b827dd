import numpy as np

from coterie.methods.segments.nmf import fit_nmf

RNG = np.random.default_rng(5)
TYPES = np.array([[1.0, 0.9, 0.0, 0.0], [0.0, 0.0, 1.0, 0.8]])
SHARE = RNG.dirichlet([0.3, 0.3], 800)
X = SHARE @ TYPES


def test_blends_of_two_types_are_taken_apart():
    form = fit_nmf(X, 2, seed=0)
    found = form.memberships(X)
    agree = max(np.corrcoef(found[:, 0], SHARE[:, j])[0, 1] for j in (0, 1))
    assert agree > 0.99


def test_there_are_no_more_types_than_traits_that_vary():
    same = np.column_stack([X[:, :2], np.full(len(X), 3.0)])
    assert fit_nmf(same, 5, seed=0).k == 2
