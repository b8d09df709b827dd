from datetime import date, timedelta

import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary, names_of
from coterie.methods.value.intervals import predictive_bounds
from coterie.methods.value.lifetime import Histories, Periods, forecast, p_alive
from coterie.methods.value.models import MODELS
from coterie.methods.value.simulating import simulate
from coterie.methods.value.totals import interval, totals
from coterie.terms import BtydSummary, TimeUnit, Window

TRUTH = {
    "bg_nbd": {"r": 0.243, "alpha": 30.9, "a": 0.793, "b": 2.426},
    "mbg_nbd": {"r": 0.525, "alpha": 43.3, "a": 0.891, "b": 1.614},
    "pareto_nbd": {"r": 0.553, "alpha": 74.0, "s": 0.606, "beta": 81.7},
}
SPEND = {"p": 6.25, "q": 3.74, "v": 15.44}


def world(model, customers, seed, ahead=180.0):
    """A summary in days of customers for whom a model holds, with purchases and spend after it."""
    rng = np.random.default_rng([seed, customers])
    seen = simulate(model, TRUTH[model], rng.uniform(1, 540, customers), ahead, rng)
    nu = rng.gamma(SPEND["q"], 1 / SPEND["v"], customers)
    mean = rng.gamma(SPEND["p"] * np.maximum(seen.x, 1)) / nu / np.maximum(seen.x, 1)
    came = np.where(seen.later > 0, rng.gamma(SPEND["p"] * np.maximum(seen.later, 1)) / nu, 0.0)
    start = date(2021, 1, 1)
    ids = np.array([f"C{n:06d}" for n in range(customers)], dtype=object)
    spend = np.where(seen.x > 0, mean, np.nan)
    window = Window(start, start + timedelta(days=540))
    return BtydSummary(ids, seen.x, seen.t_x, seen.T, spend, window, TimeUnit.DAY), seen, came


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_model_forecasts_its_own_world(name):
    model, (summary, seen, _) = MODELS[name], world(name, 6000, 1)
    fit = fit_summary(summary, model)
    assert fit.model == name
    assert tuple(fit.params) == names_of(fit)
    alive = p_alive(fit.params, summary.x, summary.t_x, summary.T, model)
    assert np.all((alive >= 0) & (alive <= 1))
    if name != "bg_nbd":  # where one-time buyers cannot have left
        assert alive.mean() == pytest.approx(seen.alive.mean(), abs=0.05)
    expected = forecast(fit.params, Histories.of(summary), Periods.days(180, TimeUnit.DAY), model).orders
    assert expected.sum() == pytest.approx(seen.later.sum(), rel=0.12)
    busy = expected > np.quantile(expected, 0.8)
    assert expected[busy].sum() == pytest.approx(seen.later[busy].sum(), rel=0.15)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_interval_of_a_total_holds_what_came(name):
    inside = []
    for seed in range(12):
        summary, seen, _ = world(name, 1000, 50 + seed)
        fit = fit_summary(summary, MODELS[name])
        found = totals(fit, Histories.of(summary), Periods.days(180, TimeUnit.DAY))
        total = interval(found.orders, fit, seed=seed, purpose="test")
        inside.append(total.low <= seen.later.sum() <= total.high)
    assert sum(inside) >= 9  # 11.4 of 12 expected


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_bounds_of_customers_hold_eighty_in_a_hundred(name):
    above, below = [], []
    for seed in range(3):
        summary, _, came = world(name, 4000, seed)
        fit = fit_summary(summary, MODELS[name])
        low, high = predictive_bounds(fit, Histories.of(summary), time=180.0, rate=0.0, seed=seed, purpose="test")
        assert np.all((low >= 0) & (low <= high))
        above.append(np.mean(came[high > 0] > high[high > 0]))
        below.append(np.mean(came[low > 0] < low[low > 0]))
    assert np.mean(above) == pytest.approx(0.10, abs=0.03)
    assert 0.01 < np.mean(below) < 0.16  # few customers have a lower end above 0 within half a year
