import numpy as np
import pytest
from scipy.special import betaln

import where
from coterie.methods.value.bg_bb import Likelihood, fit, odds_of_gone, purchases_if_alive
from coterie.methods.value.unique_rows import unique_rows

# Fader, Hardie and Shang (2010): expected donations 2002-2006 by number and year of the last of 1996-2001
PUBLISHED = {
    0: {0: 0.07},
    1: {1: 0.09, 2: 0.31, 3: 0.59, 4: 0.84, 5: 1.02, 6: 1.15},
    2: {2: 0.12, 3: 0.54, 4: 1.06, 5: 1.44, 6: 1.67},
    3: {3: 0.22, 4: 1.03, 5: 1.80, 6: 2.19},
    4: {4: 0.58, 5: 2.03, 6: 2.71},
    5: {5: 1.81, 6: 3.23},
    6: {6: 3.75},
}


@pytest.fixture(scope="module")
def donations():
    table = np.genfromtxt(where.data("cdnow/donations.csv"), delimiter=",", skip_header=1)
    return unique_rows(*table.T[:3].copy(), table[:, 3].copy())


def test_the_donations_give_the_published_parameters(donations):
    found = fit(donations)
    assert donations.customers == 11_104
    assert found.converged
    assert {k: round(v, 3) for k, v in found.params.items()} == {
        "alpha": 1.204,
        "beta": 0.750,
        "gamma": 0.657,
        "delta": 2.783,
    }
    assert round(found.log_likelihood, 1) == -33225.6
    assert not found.boundary


def test_all_published_expectations_are_met(donations):
    params = fit(donations).params
    rows = [(x, t, v) for x, of in PUBLISHED.items() for t, v in of.items()]
    x, t_x, published = (np.array(c, dtype=float) for c in zip(*rows, strict=True))
    n = np.full(len(x), 6.0)
    alive = 1 / (1 + np.exp(odds_of_gone(params, x, t_x, n)))
    expected = alive * purchases_if_alive(params, x, n, np.array([5.0]))[:, 0]
    assert np.round(expected, 2) == pytest.approx(published, abs=0.0051)


@pytest.mark.parametrize("seed", range(5))
def test_the_likelihood_is_that_of_the_paper_with_its_derivatives(seed):
    rng, step = np.random.default_rng(seed), 1e-5
    n = rng.integers(1, 9, 40).astype(float)
    t_x = np.floor(n * rng.uniform(0, 1.2, 40)).clip(0, n)
    x = np.where(t_x > 0, np.ceil(t_x * rng.uniform(0.1, 1, 40)), 0.0)
    likelihood, theta = Likelihood(unique_rows(x, t_x, n)), rng.uniform(-1.5, 1.5, 4)
    value, gradient, hessian = likelihood(theta)
    a, b, c, d = np.exp(theta)
    total = 0.0
    for xi, ti, ni in zip(x, t_x, n, strict=True):
        parts = [np.exp(betaln(a + xi, b + ni - xi) + betaln(c, d + ni))]
        parts += [np.exp(betaln(a + xi, b + i - xi) + betaln(c + 1, d + i)) for i in range(int(ti), int(ni))]
        total += np.log(sum(parts)) - betaln(a, b) - betaln(c, d)
    assert value == pytest.approx(total, rel=1e-11)
    for i in range(4):
        up, down = likelihood(theta + step * np.eye(4)[i]), likelihood(theta - step * np.eye(4)[i])
        scale = 1 + np.abs(hessian).max()
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[i], abs=2e-6 * scale)
        assert np.allclose((up[1] - down[1]) / (2 * step), hessian[i], atol=2e-6 * scale)


def test_expectations_agree_with_simulation():
    rng, size = np.random.default_rng(3), 200_000
    params = {"alpha": 1.2, "beta": 0.8, "gamma": 0.7, "delta": 2.8}
    p, theta = rng.beta(1.2, 0.8, size), rng.beta(0.7, 2.8, size)
    lived = rng.geometric(np.clip(theta, 1e-9, 1)) - 1
    taken = (rng.random((size, 10)) < p[:, None]) & (np.arange(1, 11)[None, :] <= lived[:, None])
    seen = taken[:, :6]
    x, t_x = seen.sum(axis=1), (seen * np.arange(1, 7)).max(axis=1)
    of = (x == 3) & (t_x == 5)
    one = np.array([3.0]), np.array([5.0]), np.array([6.0])
    alive = 1 / (1 + np.exp(odds_of_gone(params, *one)))[0]
    assert alive == pytest.approx(np.mean(lived[of] >= 6), abs=0.02)
    expected = alive * purchases_if_alive(params, one[0], one[2], np.array([0.0, 4.0]))[0]
    assert expected[0] == 0
    assert expected[1] == pytest.approx(taken[of, 6:].sum(axis=1).mean(), rel=0.05)
