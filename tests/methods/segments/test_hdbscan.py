import numpy as np

from coterie.methods.segments.hdbscan import fit_hdbscan

RNG = np.random.default_rng(8)
TIGHT, WIDE = RNG.normal(0, 0.2, (400, 2)), RNG.normal(12, 2.0, (400, 2))
X = np.vstack([TIGHT, WIDE])


def test_a_tight_and_a_wide_crowd_are_both_found():
    form = fit_hdbscan(X, seed=0)
    labels = form.labels(X)
    assert form.k == 3
    for part in (labels[:400], labels[400:]):
        own = np.bincount(part, minlength=3)
        assert own.argmax() != form.outside
        assert own.max() > 280


def test_who_is_far_from_all_belongs_to_no_crowd():
    form = fit_hdbscan(X, seed=0)
    assert form.labels(np.array([[60.0, -60.0]])).tolist() == [form.outside]


def test_too_few_customers_are_one_group():
    assert fit_hdbscan(X[:10], seed=0).k == 1
