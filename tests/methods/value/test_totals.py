import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.gamma_gamma import known_spend
from coterie.methods.value.lifetime import Histories, Periods, p_alive
from coterie.methods.value.totals import ModelError, interval, model_error, totals
from coterie.terms import TimeUnit

YEAR = 365.25


def test_a_total_is_the_sum_of_expectations_and_its_interval_is_not(planted):
    summary, _, _ = planted(2000, 1)
    fit = fit_summary(summary)
    found = totals(fit, Histories.of(summary), Periods.days(YEAR, TimeUnit.DAY))
    total = interval(found.worth, fit, seed=0, purpose="test")
    assert total.value == pytest.approx(found.each.worth.sum(), rel=1e-12)
    assert total.low < total.value < total.high
    assert "model error not estimated" in total.how


def test_the_interval_of_a_total_holds_what_came(planted):
    inside_orders, inside_spend = [], []
    for seed in range(40):
        summary, purchases, spend = planted(1000, 100 + seed, ahead=YEAR)
        fit = fit_summary(summary)
        found = totals(fit, Histories.of(summary), Periods.days(YEAR, TimeUnit.DAY))
        for spread, came, inside in (
            (found.orders, purchases.sum(), inside_orders),
            (found.worth, spend.sum(), inside_spend),
        ):
            total = interval(spread, fit, seed=seed, purpose="test")
            inside.append(total.low <= came <= total.high)
    assert sum(inside_orders) >= 35  # 38 of 40 expected
    assert sum(inside_spend) >= 35


def test_the_variance_by_chance_is_that_of_simulated_customers(planted):
    summary, _, _ = planted(800, 2)
    fit = fit_summary(summary)
    found = totals(fit, Histories.of(summary), Periods.days(YEAR, TimeUnit.DAY))
    rng, P = np.random.default_rng(1), fit.params
    x, T = summary.x, summary.T
    known, total = known_spend(x, summary.spend)
    sums = []
    for _ in range(3000):
        rate, leaves = rng.gamma(P["r"] + x, 1 / (P["alpha"] + T)), rng.beta(P["a"], P["b"] + x)
        made = np.minimum(rng.poisson(rate * YEAR), rng.geometric(np.clip(leaves, 1e-9, 1)))
        made = made * (rng.random(len(x)) < p_alive(P, x, summary.t_x, T))
        nu = rng.gamma(P["p"] * known + P["q"]) / (P["v"] + total)
        sums.append((made.sum(), np.sum(rng.gamma(np.maximum(P["p"] * made, 1e-9)) / nu)))
    by_simulation = np.var(sums, axis=0)
    assert np.mean(sums, axis=0) == pytest.approx([found.orders.total, found.worth.total], rel=0.02)
    assert found.orders.variance == pytest.approx(by_simulation[0], rel=0.15)
    assert found.worth.variance == pytest.approx(by_simulation[1], rel=0.25)


def test_model_error_is_what_parameters_and_chance_leave():
    assert model_error([]) == ModelError(0.0, 0)
    assert not model_error([(0.5, 0.0)]).known
    assert model_error([(0.3, 0.04), (-0.1, 0.02)]).sd == pytest.approx(np.sqrt((0.09 + 0.01 - 0.06) / 2))
    assert model_error([(0.01, 0.04), (-0.01, 0.02)]).sd == 0


def test_model_error_widens_the_interval_and_is_named(planted):
    summary, _, _ = planted(1000, 3)
    fit = fit_summary(summary)
    worth = totals(fit, Histories.of(summary), Periods.days(YEAR, TimeUnit.DAY)).worth
    plain = interval(worth, fit, seed=0, purpose="test")
    wide = interval(worth, fit, seed=0, purpose="test", error=ModelError(0.2, 3))
    assert wide.low < plain.low
    assert wide.high > plain.high
    assert wide.low >= 0
    assert "3 earlier days" in wide.how


def test_totals_do_not_depend_on_the_order_of_customers(planted, shuffle):
    summary, _, _ = planted(1000, 4)
    fit, periods = fit_summary(summary), Periods.days(YEAR, TimeUnit.DAY)
    other, _ = shuffle(summary, 1)
    first, second = (totals(fit, Histories.of(s), periods) for s in (summary, other))
    assert first.worth.total == second.worth.total
    assert interval(first.worth, fit, seed=0, purpose="t") == interval(second.worth, fit, seed=0, purpose="t")
