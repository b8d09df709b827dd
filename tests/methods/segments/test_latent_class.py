from itertools import product

import numpy as np
import pytest

from coterie.measure.agreement import adjusted_rand
from coterie.methods.segments.latent_class import bic, fit_latent

# Two kinds of people answer six yes-or-no questions: yes with a chance of 0.85 and of 0.2.
RNG = np.random.default_rng(3)
KIND = (RNG.random(4_000) < 0.35).astype(int)
X = (RNG.random((4_000, 6)) < np.where(KIND, 0.2, 0.85)[:, None]).astype(float)
LEVELS = (2,) * 6


def test_the_planted_chances_come_back():
    form = fit_latent(X, 2, seed=0, levels=LEVELS)
    assert form.weights == pytest.approx((0.65, 0.35), abs=0.03)
    assert np.array(form.chances)[:, :, 1] == pytest.approx(np.repeat([[0.85], [0.2]], 6, axis=1), abs=0.05)
    assert adjusted_rand(form.labels(X), KIND) > 0.8


def test_bic_is_lowest_at_the_planted_number():
    found = {k: bic(fit_latent(X, k, seed=0, levels=LEVELS), X) for k in (1, 2, 3, 4)}
    assert min(found, key=found.__getitem__) == 2


def test_bic_counts_sizes_and_chances():
    form = fit_latent(X, 2, seed=0, levels=LEVELS)
    patterns = np.array(list(product((0.0, 1.0), repeat=6)))
    assert np.exp(form.logs(patterns)).sum() == pytest.approx(1)
    log_likelihood = float(np.log(np.exp(form.logs(X)).sum(axis=0)).sum())
    assert bic(form, X) == pytest.approx(-2 * log_likelihood + (1 + 12) * np.log(4_000))


def test_missing_answers_do_not_hide_the_kinds():
    holes = np.where(RNG.random(X.shape) < 0.2, np.nan, X)
    assert adjusted_rand(fit_latent(holes, 2, seed=0, levels=LEVELS).labels(holes), KIND) > 0.6


def test_numbers_are_cut_into_bands_that_never_part_equal_values():
    values = np.repeat([1.0, 2.0, 50.0], [700, 200, 100])[:, None]
    form = fit_latent(np.hstack([values, values * 2]), 2, seed=0)
    assert len({tuple(row) for row in form.levels(np.array([[1.0, 2.0]] * 3)).tolist()}) == 1
    assert (np.diff(form.cuts[0]) > 0).all()
