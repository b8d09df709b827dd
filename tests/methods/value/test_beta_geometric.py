import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from coterie.methods.value.beta_geometric import beta_nodes, odds_of_gone, pairs_of_purchases, purchases_if_alive

CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}

# r, alpha, a, b, x, T, t, expected purchases: the hypergeometric form at 30 digits (mpmath), its integral where a = 1
AT_THIRTY_DIGITS = [
    (0.243, 4.414, 0.793, 2.426, 0, 38.86, 39.0, 0.19509805201126262),
    (0.243, 4.414, 0.793, 2.426, 2, 38.86, 39.0, 1.687399305805313),
    (0.243, 4.414, 0.793, 2.426, 26, 30.0, 365.25, 87.03046465554233),
    (0.243, 4.414, 1.0, 2.426, 2, 38.86, 39.0, 1.6251495363432837),
    (0.243, 4.414, 1.0, 2.426, 600, 720.0, 365.25, 245.21503515225362),
    (0.8265, 68.9, 0.00343737, 6.745, 0, 38.86, 3652.5, 27.873813302462096),
    (0.8265, 68.9, 0.00343737, 6.745, 130, 373.0, 365.25, 108.0145237871335),
    (0.05, 0.2, 0.3, 0.4, 26, 30.0, 39.0, 29.23899744063909),
    (0.05, 0.2, 0.3, 0.4, 3, 1.0, 365.25, 227.5652411771221),
    (5.0, 30.0, 3.0, 1.5, 0, 38.86, 1.0, 0.07055298160674292),
    (5.0, 30.0, 3.0, 1.5, 0, 0.0, 1.0, 0.15615331101393956),
    (5.0, 30.0, 3.0, 1.5, 2, 38.86, 365.25, 2.70918767811629),
    (5.0, 30.0, 3.0, 1.5, 600, 720.0, 3652.5, 293.0287621995299),
]


def one(value):
    return np.array([float(value)])


@pytest.mark.parametrize(("r", "alpha", "a", "b", "x", "T", "t", "expected"), AT_THIRTY_DIGITS)
def test_expected_purchases_have_ten_right_digits(r, alpha, a, b, x, T, t, expected):
    params = {"r": r, "alpha": alpha, "a": a, "b": b}
    assert purchases_if_alive(params, one(x), one(T), one(t))[0, 0] == pytest.approx(expected, rel=1e-10)


def test_the_second_moment_agrees_with_integration():
    params, x, T, t = CDNOW, 3.0, 20.0, 39.0
    n, s = params["r"] + x, t / (params["alpha"] + T)

    def given(p):
        left = (1 - (1 + s * p) ** -n) / p - n * s * (1 + s * p) ** -(n + 1)
        return 2 * (1 - p) / p * left * beta.pdf(p, params["a"], params["b"] + x)

    by_hand = quad(given, 1e-4, 1, limit=200)[0]
    whole = quad(lambda u: given(u**3) * 3 * u**2, 0.01, 1, limit=200)[0]
    assert by_hand == pytest.approx(whole, rel=1e-2)
    assert pairs_of_purchases(params, one(x), one(T), t)[0] == pytest.approx(whole, rel=3e-4)


def test_moments_agree_with_simulation():
    rng, n = np.random.default_rng(1), 400_000
    params, x, T, t = {"r": 0.8, "alpha": 20.0, "a": 0.5, "b": 2.0}, 4.0, 60.0, 90.0
    rate, leaves = rng.gamma(params["r"] + x, 1 / (params["alpha"] + T), n), rng.beta(params["a"], params["b"] + x, n)
    made = np.minimum(rng.poisson(rate * t), rng.geometric(np.clip(leaves, 1e-9, 1)))
    assert purchases_if_alive(params, one(x), one(T), one(t))[0, 0] == pytest.approx(made.mean(), rel=0.01)
    assert pairs_of_purchases(params, one(x), one(T), t)[0] == pytest.approx(np.mean(made * (made - 1.0)), rel=0.02)


def test_nobody_leaves_where_the_probability_to_leave_vanishes():
    params = {"r": 0.7, "alpha": 65.0, "a": 1e-5, "b": 1e5}
    found = purchases_if_alive(params, one(3), one(100), one(91))[0, 0]
    rate = (0.7 + 3) / (65 + 100)
    assert found == pytest.approx(rate * 91, rel=1e-6)
    pairs = pairs_of_purchases(params, one(3), one(100), 91.0)[0]
    assert pairs == pytest.approx(3.7 * 4.7 / 165**2 * 91**2, rel=1e-6)


def test_quadrature_is_exact_for_polynomials():
    nodes, weights = beta_nodes(0.8, np.array([2.5, 40.0, 0.2]), 6)  # 0.8 + 0.2 = 1 is a corner of the recurrence
    for b, p, w in zip((2.5, 40.0, 0.2), nodes, weights, strict=True):
        for power in range(11):
            steps = np.arange(power)
            assert w @ p**power == pytest.approx(np.prod((0.8 + steps) / (0.8 + b + steps)), rel=1e-11)


def test_only_a_coin_after_the_first_purchase_makes_one_time_buyers_leave():
    x, t_x, T = np.array([0.0, 2.0]), np.array([0.0, 30.43]), np.full(2, 38.86)
    bg, mbg = (odds_of_gone(CDNOW, x, t_x, T, coins=coins) for coins in (0, 1))
    assert bg[0] == -np.inf
    assert np.isfinite(mbg[0])
    assert mbg[1] < bg[1]  # one more coin was survived


def test_a_coin_more_is_one_more_in_b():
    more = CDNOW | {"b": CDNOW["b"] + 1}
    args = one(3), one(20)
    assert purchases_if_alive(CDNOW, *args, one(39), coins=1) == pytest.approx(purchases_if_alive(more, *args, one(39)))
    assert pairs_of_purchases(CDNOW, *args, 39.0, coins=1) == pytest.approx(pairs_of_purchases(more, *args, 39.0))


def test_nodes_of_one_customer_are_to_the_bit_those_she_has_among_many():
    many = np.linspace(0.5, 60.0, 40)
    nodes, weights = beta_nodes(0.793, many, 24)
    for _ in range(2):  # made, then remembered
        alone = [beta_nodes(0.793, many[i : i + 1], 24) for i in range(len(many))]
        assert (np.vstack([each[0] for each in alone]) == nodes).all()
        assert (np.vstack([each[1] for each in alone]) == weights).all()
    assert beta_nodes(0.793, many[:0], 24)[0].shape == (0, 24)
