import time
from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.gamma_gamma import known_spend
from coterie.methods.value.intervals import DRAWS, Draws, parameter_draws, predictive_bounds
from coterie.methods.value.lifetime import Histories, Periods, forecast, p_alive

YEAR = 365.25


def bounds(fit, summary, *, ahead=YEAR, rate=0.0, seed=0, purpose="test"):
    return predictive_bounds(fit, Histories.of(summary), time=ahead, rate=rate, seed=seed, purpose=purpose)


def test_the_bounds_hold_eighty_in_a_hundred(planted):
    above, below, alone = [], [], []
    for seed in range(6):
        summary, _, came = planted(5000, seed, ahead=YEAR)
        low, high = bounds(fit_summary(summary), summary, seed=seed)
        above.append(np.mean(came[high > 0] > high[high > 0]))
        below.append(np.mean(came[low > 0] < low[low > 0]))
        alone.append(np.mean((came >= low) & (came <= high)))
    assert np.mean(above) == pytest.approx(0.10, abs=0.015)
    assert np.mean(below) == pytest.approx(0.10, abs=0.025)
    assert np.mean(alone) > 0.80  # more, because many customers have nothing but 0 as their lower end


def test_bounds_are_ordered_and_frequent_buyers_are_above_zero(planted):
    summary, _, _ = planted(3000, 1)
    low, high = bounds(fit_summary(summary), summary)
    assert np.all((low >= 0) & (low <= high))
    assert low[summary.x == 0].max() == 0
    assert low[np.argmax(summary.x)] > 0


def test_parameters_that_are_known_badly_widen_the_bounds(planted):
    summary, _, _ = planted(3000, 2)
    fit = fit_summary(summary)
    doubtful = replace(fit, covariance=100 * fit.covariance, spend_covariance=25 * fit.spend_covariance)
    wide, narrow = (np.subtract(*bounds(f, summary)[::-1]).sum() for f in (doubtful, fit))
    assert wide > narrow


def test_shuffled_customers_have_the_same_bounds(planted, shuffle):
    summary, _, _ = planted(2000, 3)
    fit = fit_summary(summary)
    shuffled, order = shuffle(summary, 1)
    for before, after in zip(bounds(fit, summary), bounds(fit, shuffled), strict=True):
        assert np.array_equal(before[order], after)


def test_a_second_run_is_the_same_and_another_seed_is_not(planted):
    summary, _, _ = planted(500, 4)
    fit = fit_summary(summary)
    first, again, other = (bounds(fit, summary, seed=seed)[1] for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_equal_customers_have_equal_bounds(planted):
    summary, _, _ = planted(400, 5)
    fit = fit_summary(summary)
    low, high = bounds(fit, summary)
    columns = {n: np.concatenate([getattr(summary, n)] * 2) for n in ("x", "t_x", "T", "spend", "ids")}
    low2, high2 = bounds(fit, replace(summary, **columns))
    assert np.array_equal(np.tile(low, 2), low2)
    assert np.array_equal(np.tile(high, 2), high2)


def test_discounting_takes_off_about_what_it_takes_off_the_expectation(planted):
    summary, _, _ = planted(3000, 6)
    fit, rate = fit_summary(summary), np.log(1.1) / YEAR
    plain, less = (bounds(fit, summary, rate=r)[1] for r in (0.0, rate))
    histories, months = Histories.of(summary), np.arange(1, 13) * YEAR / 12
    expected = forecast(fit.params, histories, Periods(months, np.exp(-rate * (months - YEAR / 24)))).worth
    undiscounted = forecast(fit.params, histories, Periods(months, np.ones(12))).worth
    assert less.sum() / plain.sum() == pytest.approx(expected.sum() / undiscounted.sum(), abs=0.005)


def test_the_mean_of_the_draws_is_the_expectation(planted):
    summary, _, _ = planted(300, 7)
    fit = fit_summary(summary)
    certain = replace(fit, covariance=np.zeros((4, 4)), spend_covariance=np.zeros((3, 3)))
    expected = forecast(fit.params, Histories.of(summary), Periods(np.array([YEAR]), np.ones(1))).worth
    seen = [_mean_of_draws(certain, summary, seed) for seed in range(20)]
    assert np.mean(seen, axis=0).sum() == pytest.approx(expected.sum(), rel=0.03)


def _mean_of_draws(fit, summary, seed):
    order = np.lexsort((summary.T, summary.x))
    x, t_x, T, spend = (c[order] for c in (summary.x, summary.t_x, summary.T, summary.spend))
    known, total = known_spend(x, spend)
    draws = Draws.make(fit, x, T, known, YEAR, seed, "mean")
    per, whole = draws.values(x, T, known, YEAR, 0.0)
    return p_alive(fit.params, x, t_x, T) * (per * total[:, None] + whole).mean(axis=1)


def test_bounds_are_quantiles_of_values_drawn_customer_by_customer(planted):
    summary, _, _ = planted(2000, 10)
    fit, rng = fit_summary(summary), np.random.default_rng(10)
    low, high = np.mean([bounds(fit, summary, seed=seed) for seed in range(20)], axis=0)
    params = parameter_draws(fit, 40_000, rng)
    asked = np.argsort(summary.x, kind="stable")[[600, 1200, 1700, 1900, 1990, 1999]]
    for i in asked:
        values = _drawn_alone(params, *(float(c[i]) for c in (summary.x, summary.t_x, summary.T, summary.spend)), rng)
        error = 0.02 * values[values > 0].mean() + 0.01
        for share, found in ((0.1, low[i]), (0.9, high[i])):
            around = np.quantile(values, [share - 0.012, share + 0.012])
            assert around[0] - error <= found <= around[1] + error


def _drawn_alone(params, x, t_x, T, spend, rng):
    """Values of one customer, everything drawn anew for each, by the definition of the models."""
    one = np.ones(len(params["r"]))
    z = [p_alive({n: v[k] for n, v in params.items()}, x * one[:1], t_x * one[:1], T * one[:1])[0] for k in range(4000)]
    there = rng.random(len(one)) < np.resize(z, len(one))
    rate = rng.gamma(params["r"] + x) / (params["alpha"] + T)
    leaves = rng.geometric(np.clip(rng.beta(params["a"], params["b"] + x), 1e-9, 1))
    made = np.minimum(rng.poisson(rate * YEAR), leaves) * there
    known, total = (x, x * spend) if x > 0 else (0.0, 0.0)
    nu = rng.gamma(params["q"] + params["p"] * known) / (params["v"] + total)
    return np.where(made > 0, rng.gamma(params["p"] * np.maximum(made, 1)) / nu, 0.0)


def test_parameter_draws_follow_the_covariance(planted):
    summary, _, _ = planted(5000, 8)
    fit = fit_summary(summary)
    draws = parameter_draws(fit, 20_000, np.random.Generator(np.random.PCG64(1)))
    logs = np.log(np.array([draws[n] for n in ("r", "alpha", "a", "b")]))
    assert np.allclose(np.cov(logs), fit.covariance, rtol=0.06, atol=5e-4)
    assert DRAWS % 2 == 1


def test_four_thousand_customers_do_not_take_ten_times_what_they_should(planted):
    summary, _, _ = planted(4338, 9)
    fit, begun = fit_summary(summary), time.process_time()
    bounds(fit, summary)
    assert time.process_time() - begun < 10  # ten times what it takes: a guard against a slip, not a benchmark
