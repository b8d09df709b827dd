import numpy as np
import pytest
from scipy.special import betaln

import where
from coterie.methods.value.bg_bb import Likelihood, fit, odds_of_gone, purchases_if_alive
from coterie.methods.value.unique_rows import unique_rows

# Expected donations 2002-2006 by number and year of the last of 1996-2001, as in Fader, Hardie and Shang (2010). The
# corners 0.07 and 3.75 and the total over all cells, 12,884.2, were found in print; the cells between are what equation
# 14 gives at 40 digits.
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
    """Fader, Hardie and Shang (2010), the 1995 cohort: 22 cells of (x, t_x), 11,104 donors, LL -33,225.6."""
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


def test_the_totals_of_the_spreadsheet_are_met(donations):
    """Fader and Hardie's spreadsheet of 2011, sheets "Conditional Expectations (II)" and "In-Sample Fit"."""
    params = fit(donations).params
    x, t_x, n = (c.values[c.at] for c in (donations.x, donations.t_x, donations.T))
    alive = 1 / (1 + np.exp(odds_of_gone(params, x, t_x, n)))
    expected = alive * purchases_if_alive(params, x, n, np.array([5.0]))[:, 0]
    assert round(float(expected @ donations.count), 1) == 12884.2
    one_of = [unique_rows(*(np.array([v]) for v in row)) for row in ((0.0, 0.0, 6.0), (6.0, 6.0, 6.0))]
    chances = [np.exp(Likelihood(row)(np.log(list(params.values())))[0]) for row in one_of]
    assert [round(11_104 * chance, 1) for chance in chances] == [3454.9, 1253.1]


def test_donors_are_there_in_2002_as_published(donations):
    """Table 6 of Fader, Hardie and Shang (2010), P(alive in 2002): none, two until 1999, all six."""
    params = fit(donations).params
    x, t_x, n = np.array([0.0, 2, 6]), np.array([0.0, 4, 6]), np.full(3, 6.0)
    alive = 1 / (1 + np.exp(odds_of_gone(params, x, t_x, n)))
    stays = (params["delta"] + n) / (params["gamma"] + params["delta"] + n)
    assert (alive * stays).round(2).tolist() == [0.11, 0.59, 0.93]


@pytest.mark.parametrize(
    ("x", "t_x", "expected", "alive"),
    [
        (0, 0, 0.072802877475043012, 0.11609661329298468),
        (1, 3, 0.59367849371831415, 0.5171746385096062),
        (2, 4, 1.0573489419096806, 0.63361189333190346),
        (4, 4, 0.5830268479019424, 0.21510413513082461),
        (5, 5, 1.8125817366915861, 0.56094890384688567),
        (6, 6, 3.7521156075998148, 1.0),
    ],
)
def test_expectations_at_the_published_parameters_have_eleven_right_digits(x, t_x, expected, alive):
    """Not printed: equation 14 of the paper and its P(alive), computed at 40 digits (mpmath)."""
    params = {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783}
    x, t_x, n = (np.array([float(v)]) for v in (x, t_x, 6))
    found = 1 / (1 + np.exp(odds_of_gone(params, x, t_x, n)))
    assert found[0] == pytest.approx(alive, rel=1e-11)
    reached = purchases_if_alive(params, x, n, np.array([5.0]))[:, 0]
    assert (found * reached)[0] == pytest.approx(expected, rel=1e-11)


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
