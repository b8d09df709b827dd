import numpy as np
import pytest

import where
from coterie.methods.value.bg_nbd import Likelihood
from coterie.methods.value.mbg_nbd import NAMES, fit
from coterie.methods.value.simulating import simulate
from coterie.methods.value.unique_rows import unique_rows


def likelihood_by_the_paper(x, t_x, T, r, alpha, a, b):
    """Batislam, Denizel and Filiztekin (2007), term by term."""
    from_math = np.vectorize(__import__("math").lgamma)
    ln_beta = lambda u, v: from_math(u) + from_math(v) - from_math(u + v)  # noqa: E731
    first = from_math(r + x) - from_math(r) + r * np.log(alpha) - ln_beta(a, b)
    stays = ln_beta(a, b + x + 1) - (r + x) * np.log(alpha + T)
    leaves = ln_beta(a + 1, b + x) - (r + x) * np.log(alpha + t_x)
    return float(np.sum(first + np.logaddexp(stays, leaves)))


@pytest.mark.parametrize("seed", range(5))
def test_the_likelihood_is_that_of_the_paper_with_its_derivatives(seed):
    rng, step = np.random.default_rng(seed), 1e-5
    x = rng.poisson(1.5, 40).astype(float)
    T = rng.integers(20, 60, 40).astype(float)
    t_x = np.where(x > 0, np.ceil(T * rng.uniform(0.1, 1, 40)), 0.0)
    likelihood, theta = Likelihood(unique_rows(x, t_x, T), coins=1), rng.uniform(-2, 2, 4)
    value, gradient, hessian = likelihood(theta)
    assert value == pytest.approx(likelihood_by_the_paper(x, t_x, T, *np.exp(theta)), rel=1e-11)
    for i in range(4):
        up, down = likelihood(theta + step * np.eye(4)[i]), likelihood(theta - step * np.eye(4)[i])
        scale = 1 + np.abs(hessian).max()
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[i], abs=2e-6 * scale)
        assert np.allclose((up[1] - down[1]) / (2 * step), hessian[i], atol=2e-6 * scale)


def test_cdnow_gives_the_published_parameters():
    """What the R package BTYDplus (mbgcnbd, k = 1) finds, as the tests of lifetimes print it; -9582.1 is our own."""
    table = np.genfromtxt(where.data("cdnow/cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    found = fit(unique_rows(*table.T[1:].copy()))
    assert found.converged
    assert {k: round(v, 3) for k, v in found.params.items()} == {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}
    assert round(found.log_likelihood, 1) == -9582.1


def test_planted_parameters_are_found_within_their_errors():
    truth = {"r": 0.525, "alpha": 43.3, "a": 0.891, "b": 1.614}
    off = []
    for seed in range(10):
        rng = np.random.default_rng([seed, 7])
        seen = simulate("mbg_nbd", truth, rng.uniform(1, 540, 4000), 0.0, rng)
        found = fit(unique_rows(seen.x, seen.t_x, seen.T))
        logs = np.array([np.log(found.params[k] / truth[k]) for k in NAMES])
        off.append(logs / np.sqrt(np.diag(found.covariance)))
    assert np.abs(np.mean(off, axis=0)).max() < 1.1
    assert (np.abs(off) < 1.96).mean() > 0.85
