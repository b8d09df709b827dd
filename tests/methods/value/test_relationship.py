import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.models import MODELS
from coterie.methods.value.relationship import relationship, strength


@pytest.mark.parametrize("model", sorted(MODELS))
def test_on_the_day_of_leaving_the_chance_to_be_a_customer_is_one_half(planted, model):
    summary, _, _ = planted(1500, 1)
    fit = fit_summary(summary, MODELS[model])
    alive = p_alive(fit.params, summary.x, summary.t_x, summary.T, MODELS[model])
    found = relationship(summary, fit, alive, alive)
    known = np.isfinite(found.leaving)
    assert known.sum() > 300
    then = summary.T + found.leaving / summary.unit.days
    odd = known & (then > summary.t_x + 1e-6)
    at = p_alive(fit.params, summary.x[odd], summary.t_x[odd], then[odd], MODELS[model])
    assert at == pytest.approx(0.5, abs=1e-4)
    assert np.all(alive[known & (found.leaving < 0)] <= 0.5)
    assert np.all(alive[known & (found.leaving > 0)] >= 0.5 - 1e-9)


def test_a_customer_whom_the_model_never_lets_go_has_no_day(planted):
    summary, _, _ = planted(1500, 1)
    fit = fit_summary(summary)
    found = relationship(summary, fit, np.ones(1500), np.ones(1500))
    assert np.isnan(found.leaving[summary.x == 0]).all()  # of BG/NBD: nobody leaves before a second order
    assert np.isnan(found.average_gap[summary.x == 0]).all()
    busy = summary.x > 0
    assert found.average_gap[busy] == pytest.approx(summary.t_x[busy] / summary.x[busy] * summary.unit.days)


def test_strength_is_the_mean_percentile_and_alike_customers_have_the_same():
    found = strength(np.array([1.0, 2.0, 2.0, 9.0]), np.array([0.0, 5.0, 5.0, 7.0]))
    assert found.tolist() == [0.0, 50.0, 50.0, 100.0]
    assert strength(np.array([3.0])).tolist() == [50.0]
