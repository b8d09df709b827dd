from datetime import date

import numpy as np
import pytest

from coterie.methods.value.models import MODELS
from coterie.methods.value.priors import Prior
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import TimeUnit, Window


def bowl(theta):
    """A log-likelihood with its highest point at 3 and curvature 1."""
    off = theta - 3.0
    return -float(off @ off) / 2, -off, -np.eye(len(theta))


def test_a_prior_pulls_by_its_weight_and_only_where_it_is():
    prior = Prior.on(np.zeros(2), np.array([True, False]), spread=1.0)
    value, gradient, hessian = prior.added(bowl)(np.array([1.0, 1.0]))
    assert value == pytest.approx(-4 - 0.5)
    assert gradient.tolist() == [1.0, 2.0]
    assert np.diag(hessian).tolist() == [-2.0, -1.0]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_online_retail_in_days_is_cured(retail_days, summarise, name):
    s = summarise(retail_days, Window(date(2010, 12, 1), date(2011, 12, 9)), TimeUnit.DAY)
    rows, model = unique_rows(s.x, s.t_x, s.T), MODELS[name]
    free, held = model.fit(rows), model.fit(rows, prior=True)
    assert held.converged
    assert not held.boundary
    assert set(held.errors) == set(model.names)
    assert free.log_likelihood - 3 < held.log_likelihood <= free.log_likelihood + 1e-6


def test_a_prior_is_hardly_heard_where_the_data_speak(cdnow_days, summarise):
    s = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    rows = unique_rows(s.x, s.t_x, s.T)
    for model in MODELS.values():
        free, held = model.fit(rows), model.fit(rows, prior=True)
        for each in model.names:
            assert abs(held.params[each] - free.params[each]) < 0.5 * free.errors[each]
