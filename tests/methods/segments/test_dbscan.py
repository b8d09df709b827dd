import numpy as np
import pytest
from sklearn.cluster import DBSCAN

from coterie.methods.segments.dbscan import fit_dbscan, named, suggested_eps
from coterie.methods.segments.places import OUTSIDE

RNG = np.random.default_rng(7)
ANGLE = RNG.uniform(0, 2 * np.pi, 800)
RING = np.column_stack([np.cos(ANGLE), np.sin(ANGLE)]) * 6 + RNG.normal(0, 0.15, (800, 2))
CORE = RNG.normal(0, 0.5, (600, 2))
FAR = RNG.uniform(-20, 20, (25, 2)) + 30
X = np.vstack([RING, CORE, FAR])


def test_groups_of_any_shape_are_found_and_those_alone_are_a_group():
    form = fit_dbscan(X, seed=0, eps=0.8, neighbours=8)
    labels = form.labels(X)
    assert len(set(labels[:800].tolist())) == 1
    assert len(set(labels[800:1400].tolist())) == 1
    assert labels[0] != labels[900]
    assert (labels[1400:] == form.outside).mean() > 0.9
    assert named(form) == {form.outside: OUTSIDE}


def test_customers_are_placed_as_dbscan_itself_places_them():
    own = DBSCAN(eps=0.8, min_samples=8).fit(X)
    form = fit_dbscan(X, seed=0, eps=0.8, neighbours=8)
    assert ((form.labels(X) == form.outside) == (own.labels_ < 0)).mean() > 0.99


def test_the_suggested_eps_lies_between_the_dense_and_the_lone():
    assert 0.2 < suggested_eps(X, 8) < 5.0
    assert fit_dbscan(X, seed=0).k >= 3


def test_no_dense_place_leaves_one_group():
    assert fit_dbscan(RNG.uniform(0, 1e6, (300, 2)), seed=0, eps=0.001).k == 1


def test_customers_who_are_all_alike_are_one_dense_place():
    assert suggested_eps(np.zeros((100, 2)), 8) == pytest.approx(1e-3)
