from datetime import date

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import gammaln

import where
from coterie.methods.value.pareto_nbd import (
    NAMES,
    Likelihood,
    fit,
    odds_of_gone,
    pairs_of_purchases,
    purchases_if_alive,
)
from coterie.methods.value.simulating import simulate
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import TimeUnit, Window

CDNOW = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}


def one(value):
    return np.array([float(value)])


def likelihood_by_integration(x, t_x, T, r, alpha, s, beta):
    """The likelihood with its integral taken by an adaptive rule."""
    total = 0.0
    for xi, ti, Ti in zip(x, t_x, T, strict=True):
        n = r + xi
        left = quad(
            lambda u, n=n, Ti=Ti: s * ((alpha + Ti) / (alpha + u)) ** n * ((beta + Ti) / (beta + u)) ** (s + 1),
            ti,
            Ti,
            epsabs=0,
            epsrel=1e-12,
            limit=500,
        )[0] / (beta + Ti)
        total += gammaln(n) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        total += np.log1p(left) - n * np.log(alpha + Ti) - s * np.log(beta + Ti)
    return total


@pytest.mark.parametrize("seed", range(8))
def test_the_likelihood_is_that_of_the_paper_with_its_derivatives(seed):
    rng, step = np.random.default_rng(seed), 1e-5
    x = rng.poisson(2, 30).astype(float)
    T = rng.integers(20, 60, 30).astype(float)
    t_x = np.where(x > 0, np.ceil(T * rng.uniform(0.1, 1, 30)), 0.0)
    likelihood, theta = Likelihood(unique_rows(x, t_x, T)), rng.uniform(-2, 3, 4)
    value, gradient, hessian = likelihood(theta)
    assert value == pytest.approx(likelihood_by_integration(x, t_x, T, *np.exp(theta)), rel=1e-10)
    for i in range(4):
        up, down = likelihood(theta + step * np.eye(4)[i]), likelihood(theta - step * np.eye(4)[i])
        scale = 1 + np.abs(hessian).max()
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[i], abs=2e-6 * scale)
        assert np.allclose((up[1] - down[1]) / (2 * step), hessian[i], atol=2e-6 * scale)


def test_cdnow_gives_the_published_parameters(cdnow_days, summarise):
    """Fader, Hardie and Lee (2005), "Counting Your Customers the Easy Way", table 2, column Pareto/NBD."""
    s = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    found = fit(unique_rows(s.x, s.t_x, s.T))
    assert found.converged
    assert not found.boundary
    assert {k: round(v, 3) for k, v in found.params.items()} == CDNOW
    assert round(found.log_likelihood, 1) == -9595.0


def test_the_published_customers_are_expected_to_buy_as_published():
    """The R package BTYD, "Buy 'Til You Die - A Walkthrough", section "Individual Level Estimations", customer 1516."""
    table = np.genfromtxt(where.data("cdnow/cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    params = fit(unique_rows(*table.T[1:].copy())).params
    alive = 1 / (1 + np.exp(odds_of_gone(params, one(26), one(30.86), one(31))))[0]
    assert round(alive, 4) == 0.9979
    assert round(alive * purchases_if_alive(params, one(26), one(31), one(52))[0, 0], 2) == 25.46


def test_newcomers_are_expected_to_buy_as_the_manual_of_btyd_says():
    """Manual of the R package BTYD, pnbd.Expectation(c(0.55, 10.56, 0.61, 11.64), t = 0:9), all printed digits."""
    params = {"r": 0.55, "alpha": 10.56, "s": 0.61, "beta": 11.64}
    printed = [0.0, 0.05077821, 0.09916088, 0.14542507, 0.18979930, 0.23247466, 0.27361274, 0.31335159, 0.35181024]
    found = purchases_if_alive(params, one(0), one(0), np.arange(10.0))[0]
    assert found.round(8).tolist() == [*printed, 0.38909211]


# Customers of CDNOW at the published parameters. Not printed anywhere: computed here at 40 digits (mpmath), P(alive) by
# numerical integration of the likelihood, the expectation by equation 41 of Fader and Hardie's note of 2005.
AT_FORTY_DIGITS = [
    (26, 30.86, 31.0, 52.0, 0.99791873105515825, 25.458472951428767),
    (0, 0.0, 39.0, 39.0, 0.29446703101458643, 0.106526713176672),
    (2, 30.43, 38.86, 39.0, 0.86916755915301119, 1.4551231932576024),
    (7, 29.43, 38.86, 39.0, 0.74950140766703427, 3.7122513804705443),
]


@pytest.mark.parametrize(("x", "t_x", "T", "t", "alive", "expected"), AT_FORTY_DIGITS)
def test_expectations_have_eleven_right_digits(x, t_x, T, t, alive, expected):
    found = 1 / (1 + np.exp(odds_of_gone(CDNOW, one(x), one(t_x), one(T))))[0]
    assert found == pytest.approx(alive, rel=1e-11)
    assert found * purchases_if_alive(CDNOW, one(x), one(T), one(t))[0, 0] == pytest.approx(expected, rel=1e-11)


def test_moments_agree_with_simulation():
    rng, n = np.random.default_rng(1), 400_000
    params, x, T, t = {"r": 0.8, "alpha": 20.0, "s": 0.7, "beta": 15.0}, 4.0, 60.0, 90.0
    rate, mu = rng.gamma(params["r"] + x, 1 / (params["alpha"] + T), n), rng.gamma(params["s"], 1 / (15 + T), n)
    made = rng.poisson(rate * np.minimum(t, rng.exponential(1 / np.maximum(mu, 1e-300))))
    assert purchases_if_alive(params, one(x), one(T), one(t))[0, 0] == pytest.approx(made.mean(), rel=0.01)
    assert pairs_of_purchases(params, one(x), one(T), t)[0] == pytest.approx(np.mean(made * (made - 1.0)), rel=0.02)


@pytest.mark.parametrize("s", [1.0, 2.0, 1e-5, 50.0])
def test_whole_shapes_are_no_special_case(s):
    near = {**CDNOW, "s": s * (1 + 1e-7)}
    args = one(3), one(20)
    exact = {**CDNOW, "s": s}
    assert purchases_if_alive(exact, *args, one(39)) == pytest.approx(
        purchases_if_alive(near, *args, one(39)), rel=1e-5
    )
    assert pairs_of_purchases(exact, *args, 39.0) == pytest.approx(pairs_of_purchases(near, *args, 39.0), rel=1e-5)
    tiny = pairs_of_purchases(exact, *args, 1e-3)[0]
    n = exact["r"] + 3
    assert tiny == pytest.approx(n * (n + 1) / (exact["alpha"] + 20) ** 2 * 1e-6, rel=2e-3)


def test_nobody_has_left_who_bought_today():
    assert odds_of_gone(CDNOW, one(3), one(39), one(39))[0] == -np.inf
    far = odds_of_gone(CDNOW, np.array([5000.0, 300.0]), np.array([1.0, 5.0]), np.array([7000.0, 700.0]))
    assert np.all(np.isfinite(far) & (far > 0))


def test_p_alive_is_the_share_that_is_alive():
    rng = np.random.default_rng(3)
    seen = simulate("pareto_nbd", CDNOW, np.full(200_000, 39.0), 0.0, rng)
    alive = 1 / (1 + np.exp(odds_of_gone(CDNOW, seen.x, seen.t_x, seen.T)))
    for x in (0, 1, 2):
        of = seen.x == x
        assert alive[of].mean() == pytest.approx(seen.alive[of].mean(), abs=0.01)


def test_planted_parameters_are_found_within_their_errors():
    truth = {"r": 0.553, "alpha": 74.0, "s": 0.606, "beta": 81.7}
    off = []
    for seed in range(8):
        rng = np.random.default_rng([seed, 9])
        seen = simulate("pareto_nbd", truth, rng.uniform(1, 540, 3000), 0.0, rng)
        found = fit(unique_rows(seen.x, seen.t_x, seen.T))
        assert found.converged
        logs = np.array([np.log(found.params[k] / truth[k]) for k in NAMES])
        off.append(logs / np.sqrt(np.maximum(np.diag(found.covariance), 1e-9)))
    assert np.abs(np.mean(off, axis=0)).max() < 1.25
    assert (np.abs(off) < 1.96).mean() > 0.85


def test_shuffled_customers_give_the_same_digits(planted, shuffle):
    s, _, _ = planted(800, 4)
    t, _ = shuffle(s, 9)
    assert fit(unique_rows(s.x, s.t_x, s.T)).params == fit(unique_rows(t.x, t.t_x, t.T)).params
