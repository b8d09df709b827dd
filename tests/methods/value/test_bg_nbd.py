from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import where
from coterie.methods.value.beta_geometric import purchases_if_alive
from coterie.methods.value.bg_nbd import NAMES, Likelihood, fit
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import TimeUnit, Window


def likelihood_by_the_paper(x, t_x, T, r, alpha, a, b):
    """Equation 6 of Fader, Hardie and Lee (2005), term by term."""
    from_math = np.vectorize(__import__("math").lgamma)
    ln_beta = lambda u, v: from_math(u) + from_math(v) - from_math(u + v)  # noqa: E731
    first = ln_beta(a, b + x) - ln_beta(a, b) + from_math(r + x) - from_math(r) + r * np.log(alpha)
    stays = -(r + x) * np.log(alpha + T)
    leaves = ln_beta(a + 1, b + np.maximum(x, 1) - 1) - ln_beta(a, b + x) - (r + x) * np.log(alpha + t_x)
    return float(np.sum(first + np.where(x > 0, np.logaddexp(stays, leaves), stays)))


def some_histories(seed, n=40):
    rng = np.random.default_rng(seed)
    x = rng.poisson(2, n).astype(np.float64)
    T = rng.integers(20, 60, n).astype(np.float64)
    t_x = np.where(x > 0, np.ceil(T * rng.uniform(0.1, 1, n)), 0.0)
    return x, t_x, T


parameters = st.tuples(*[st.floats(-2.5, 2.5)] * 4).map(np.array)


@settings(max_examples=30, deadline=None)
@given(parameters, st.integers(0, 5))
def test_the_likelihood_is_that_of_the_paper(theta, seed):
    x, t_x, T = some_histories(seed)
    value = Likelihood(unique_rows(x, t_x, T))(theta)[0]
    assert value == pytest.approx(likelihood_by_the_paper(x, t_x, T, *np.exp(theta)), rel=1e-11)


@settings(max_examples=30, deadline=None)
@given(parameters, st.integers(0, 5))
def test_gradient_and_hessian_agree_with_differences(theta, seed):
    likelihood, step = Likelihood(unique_rows(*some_histories(seed))), 1e-5
    _, gradient, hessian = likelihood(theta)
    for i in range(4):
        move = np.zeros(4)
        move[i] = step
        up, down = likelihood(theta + move), likelihood(theta - move)
        scale = 1 + np.abs(hessian).max()
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[i], abs=2e-6 * scale)
        assert np.allclose((up[1] - down[1]) / (2 * step), hessian[i], atol=2e-6 * scale)


def test_cdnow_gives_the_published_parameters():
    """Fader, Hardie and Lee (2005), "Counting Your Customers the Easy Way", table 2; four digits are our own."""
    table = np.genfromtxt(where.data("cdnow/cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    found = fit(unique_rows(*table.T[1:].copy()))
    assert found.converged
    assert not found.boundary
    assert {k: round(v, 3) for k, v in found.params.items()} == {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    assert [round(found.params[k], 4) for k in NAMES] == [0.2426, 4.4135, 0.7929, 2.4258]
    assert round(found.log_likelihood, 2) == -9582.43


def test_newcomers_are_expected_to_buy_as_in_the_spreadsheet():
    """Fader, Hardie and Lee, "Implementing the BG/NBD Model for Customer Base Analysis in Excel" (2005), E[X(t)].

    The last of the six is printed 0.0004 lower than the highest point of the likelihood gives.
    """
    table = np.genfromtxt(where.data("cdnow/cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    params = fit(unique_rows(*table.T[1:].copy())).params
    weeks = np.array([0.1429, 1.0, 3.0, 31.8571, 32.0, 78.0])
    found = purchases_if_alive(params, np.zeros(1), np.zeros(1), weeks)[0]
    assert found[:5].round(4).tolist() == [0.0078, 0.0532, 0.1506, 1.0405, 1.0437]
    assert found[5] == pytest.approx(1.8576, abs=5e-4)


def test_cdnow_from_its_orders_gives_the_published_parameters(cdnow_days, summarise):
    s = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    assert (len(s.x), s.x.sum(), (s.x == 0).sum()) == (2357, 2457, 1411)
    found = fit(unique_rows(s.x, s.t_x, s.T))
    assert {k: round(v, 3) for k, v in found.params.items()} == {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    assert round(found.log_likelihood, 1) == -9582.4


def test_days_and_weeks_are_one_model(cdnow_days, summarise):
    fits = []
    for unit in (TimeUnit.DAY, TimeUnit.WEEK):
        s = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), unit)
        fits.append((s.x.sum(), fit(unique_rows(s.x, s.t_x, s.T))))
    (purchases, day), (_, week) = fits
    assert day.params["alpha"] == pytest.approx(7 * week.params["alpha"], rel=1e-6)
    assert day.log_likelihood == pytest.approx(week.log_likelihood - purchases * np.log(7), rel=1e-12)


@pytest.mark.parametrize("unit", list(TimeUnit))
@pytest.mark.parametrize("end", [date(2011, 6, 9), date(2011, 9, 9), date(2011, 12, 9)])
def test_online_retail_runs_to_the_boundary_and_says_so(retail_days, summarise, unit, end):
    s = summarise(retail_days, Window(date(2010, 12, 1), end), unit)
    found = fit(unique_rows(s.x, s.t_x, s.T))
    assert found.converged
    assert found.boundary == ("a", "b")
    assert set(found.errors) == {"r", "alpha"}
    a, b = found.params["a"], found.params["b"]
    assert a / (a + b) < 0.001  # next to nobody leaves, as far as these data can tell


def test_planted_parameters_are_found_within_their_errors(planted):
    off = []
    for seed in range(12):
        s, _, _ = planted(4000, seed)
        found = fit(unique_rows(s.x, s.t_x, s.T))
        truth = dict(zip(NAMES, (0.243, 30.898, 0.793, 2.426), strict=True))
        logs = np.array([np.log(found.params[k] / truth[k]) for k in NAMES])
        off.append(logs / np.sqrt(np.diag(found.covariance)))
    off = np.array(off)
    assert np.abs(off.mean(axis=0)).max() < 1.0  # 3.5 standard errors of a mean of twelve
    assert (np.abs(off) < 1.96).mean() > 0.85


def test_collapsing_changes_nothing(planted):
    s, _, _ = planted(2000, 3)
    x, t_x, T = s.x, np.where(s.x > 0, np.maximum(np.rint(s.t_x), 1), 0), np.rint(s.T) + 1
    rows = unique_rows(x, t_x, T)
    assert len(rows) < len(x)
    again = rows.count.repeat(1)
    at = [c.values[c.at] for c in (rows.x, rows.t_x, rows.T)]
    assert fit(unique_rows(*at, again)).params == pytest.approx(fit(rows).params, rel=1e-12)
    spread = unique_rows(x, t_x + np.arange(len(x)) * 1e-13 * (x > 0), T)  # no two rows are equal now
    assert len(spread) > len(rows)
    assert fit(spread).log_likelihood == pytest.approx(fit(rows).log_likelihood, rel=1e-10)


def test_shuffled_customers_give_the_same_digits(planted, shuffle):
    s, _, _ = planted(3000, 4)
    t, _ = shuffle(s, 9)
    assert fit(unique_rows(s.x, s.t_x, s.T)).params == fit(unique_rows(t.x, t.t_x, t.T)).params


def test_the_sample_decides_where_to_start_and_not_where_to_end(planted, monkeypatch):
    s, _, _ = planted(20000, 5)
    rows = unique_rows(s.x, s.t_x, s.T)
    whole = fit(rows)
    monkeypatch.setattr("coterie.methods.value.bg_nbd.SAMPLE", 1000)
    warm = fit(rows)
    assert warm.evaluations < whole.evaluations
    assert warm.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)
    assert warm.params == pytest.approx(whole.params, rel=1e-4)
