from itertools import pairwise

import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.models import MODELS
from coterie.methods.value.returning import next_order, returns_if_alive
from coterie.terms import ValueFit

TRUTH = {
    "bg_nbd": {"r": 0.8, "alpha": 20.0, "a": 0.5, "b": 2.0},
    "mbg_nbd": {"r": 0.8, "alpha": 20.0, "a": 0.5, "b": 2.0},
    "pareto_nbd": {"r": 0.8, "alpha": 20.0, "s": 0.7, "beta": 15.0},
}


def fit_of(model):
    return ValueFit(TRUTH[model], {}, 0.0, 0.0, True, model=model)


@pytest.mark.parametrize("model", sorted(MODELS))
def test_the_chance_of_a_purchase_agrees_with_simulation(model):
    rng, n, x, T, t = np.random.default_rng(1), 300_000, 3.0, 60.0, 40.0
    params = TRUTH[model]
    first = rng.exponential(1 / rng.gamma(params["r"] + x, 1 / (params["alpha"] + T), n))
    stays = np.full(n, np.inf)
    if model == "pareto_nbd":
        stays = rng.exponential(1 / rng.gamma(params["s"], 1 / (params["beta"] + T), n))
    found = returns_if_alive(fit_of(model), np.array([x]), np.array([T]), t)[0]
    assert found == pytest.approx(np.mean(first <= np.minimum(t, stays)), abs=0.004)


def test_a_chance_is_0_at_once_and_grows():
    for model in MODELS:
        chances = [returns_if_alive(fit_of(model), np.array([0.0, 50]), np.full(2, 90.0), t) for t in (0, 1, 30, 5000)]
        assert chances[0].tolist() == [0, 0]
        assert all(np.all(a < b) for a, b in pairwise(chances))
        assert np.all(chances[-1] <= 1)


@pytest.mark.parametrize("model", sorted(MODELS))
def test_half_of_those_who_come_back_do_so_by_the_median(planted, model):
    summary, _, _ = planted(400, 1)
    fit = fit_summary(summary, MODELS[model])
    found = next_order(summary, fit, np.ones(400))
    assert np.all((found.low < found.median) & (found.median < found.high))
    ever = returns_if_alive(fit, summary.x, summary.T, 3652.5)
    assert returns_if_alive(fit, summary.x, summary.T, found.median) / ever == pytest.approx(0.5, abs=1e-6)
    assert found.comes == pytest.approx(ever)
    busiest, idle = np.argmax(summary.x), np.argmax((summary.x == 0) * summary.T)
    assert found.median[busiest] < found.median[idle]
