import numpy as np

from coterie.methods.segments.kmeans import fit_centres
from coterie.methods.segments.minibatch import fit_minibatch

RNG = np.random.default_rng(0)
X = np.vstack([RNG.normal(m, 1.0, (4_000, 3)) for m in (0, 4, 9, 15)])


def test_centres_are_nearly_as_tight_as_those_of_many_full_starts():
    full, small = fit_centres(X, 4, seed=0, sample=len(X)), fit_minibatch(X, 4, seed=0)
    assert small.distances(X).min(axis=0).sum() < 1.005 * full.distances(X).min(axis=0).sum()


def test_fewer_distinct_customers_than_groups_give_fewer_groups():
    assert fit_minibatch(np.array([[1.0], [2.0]] * 50), 5, seed=0).k == 2
