from datetime import date
from math import lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import where
from coterie.methods.value.gamma_gamma import Likelihood, dependence, expected_spend, fit
from coterie.terms import TimeUnit, Window


def some_spend(seed, n=30):
    rng = np.random.default_rng(seed)
    x = np.sort(1.0 + rng.poisson(2, n))
    return x, rng.gamma(3, 10, n), rng.integers(1, 4, n).astype(np.float64)


parameters = st.tuples(st.floats(-1, 3), st.floats(0.2, 3), st.floats(-1, 5)).map(np.array)


@settings(max_examples=30, deadline=None)
@given(parameters, st.integers(0, 5))
def test_the_likelihood_is_that_of_the_paper(theta, seed):
    x, z, count = some_spend(seed)
    p, q, v = np.exp(theta)
    by_hand = sum(
        n
        * (
            lgamma(p * k + q)
            - lgamma(p * k)
            - lgamma(q)
            + q * log(v)
            + (p * k - 1) * log(m)
            + p * k * log(k)
            - (p * k + q) * log(v + k * m)
        )
        for k, m, n in zip(x, z, count, strict=True)
    )
    assert Likelihood(x, z, count)(theta)[0] == pytest.approx(by_hand, rel=1e-10)


@settings(max_examples=30, deadline=None)
@given(parameters, st.integers(0, 5))
def test_gradient_and_hessian_agree_with_differences(theta, seed):
    likelihood, step = Likelihood(*some_spend(seed)), 1e-5
    _, gradient, hessian = likelihood(theta)
    scale = 1 + np.abs(hessian).max()
    for i in range(3):
        move = np.zeros(3)
        move[i] = step
        up, down = likelihood(theta + move), likelihood(theta - move)
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[i], abs=3e-6 * scale)
        assert np.allclose((up[1] - down[1]) / (2 * step), hessian[i], atol=3e-6 * scale)


def summary_with_spend():
    """The CDNOW sample: x, and mean spend where there is any."""
    table = np.genfromtxt(
        where.data("cdnow/cdnow_customers_summary_with_transactions.csv"), delimiter=",", skip_header=1
    )
    return table[:, 1], np.where(table[:, 1] > 0, table[:, 4], np.nan)


def test_cdnow_gives_the_published_parameters():
    """Fader and Hardie (2013), "The Gamma-Gamma Model of Monetary Value", section 4."""
    x, spend = summary_with_spend()
    repeat = x > 0
    found = fit(x[repeat], spend[repeat])
    assert repeat.sum() == 946
    assert found.converged
    assert found.params == pytest.approx({"p": 6.25, "q": 3.74, "v": 15.44}, abs=0.01)


def test_the_first_ten_customers_are_expected_to_spend_as_published():
    """The spreadsheet of the same note, as the tests of lifetimes print it; a hundredth is rounding."""
    x, spend = summary_with_spend()
    params = fit(x[x > 0], spend[x > 0]).params
    published = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    assert expected_spend(params, x[:10], spend[:10]) == pytest.approx(published, abs=0.011)


def test_cdnow_from_its_orders_gives_the_published_parameters(cdnow_days, summarise):
    s = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    known = ~np.isnan(s.spend)
    assert known.sum() == 946
    assert fit(s.x[known], s.spend[known]).params == pytest.approx({"p": 6.25, "q": 3.74, "v": 15.44}, abs=0.01)


def test_planted_parameters_are_found_within_their_errors(planted):
    s, _, _ = planted(20000, 1)
    known = ~np.isnan(s.spend)
    found = fit(s.x[known], s.spend[known])
    truth = {"p": 6.25, "q": 3.74, "v": 15.44}
    assert all(abs(found.params[k] - truth[k]) < 3 * found.errors[k] for k in truth)


def test_counts_are_copies_of_rows():
    x, z, count = some_spend(1)
    copies = np.repeat(np.arange(len(x)), count.astype(int))
    assert fit(x, z, count).params == pytest.approx(fit(x[copies], z[copies]).params, rel=1e-8)


def test_shuffled_customers_give_the_same_digits(planted, shuffle):
    s, _, _ = planted(3000, 2)
    t, _ = shuffle(s, 1)
    known, also = ~np.isnan(s.spend), ~np.isnan(t.spend)
    assert fit(s.x[known], s.spend[known]).params == fit(t.x[also], t.spend[also]).params


def test_who_has_no_known_spend_gets_the_mean_of_the_population():
    params = {"p": 6.25, "q": 3.74, "v": 15.44}
    found = expected_spend(params, np.array([0.0, 3.0, 1000.0]), np.array([np.nan, np.nan, 50.0]))
    assert found[:2] == pytest.approx(6.25 * 15.44 / 2.74)
    assert found[2] == pytest.approx(50, rel=0.01)


def test_dependence_is_seen_and_independence_is_not(planted):
    s, _, _ = planted(20000, 3)
    assert abs(dependence(s.x, s.spend)) < 0.05
    assert dependence(s.x, np.where(s.x > 0, s.x * 2, np.nan)) == pytest.approx(1.0)
    assert dependence(np.array([1.0, 1.0]), np.array([3.0, 4.0])) == 0.0
