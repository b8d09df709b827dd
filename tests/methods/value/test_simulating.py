import numpy as np
import pytest

from coterie.methods.value.bg_bb import purchases_if_alive
from coterie.methods.value.simulating import simulate, simulate_opportunities, simulate_spend

TRUTH = {"r": 0.8, "alpha": 20.0, "a": 0.5, "b": 2.0, "s": 0.7, "beta": 30.0}


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd", "pareto_nbd"])
def test_histories_are_possible_and_repeatable(model):
    seen, again = (simulate(model, TRUTH, np.full(3000, 90.0), 30.0, np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(seen.t_x, again.t_x)
    assert np.array_equal(seen.x > 0, seen.t_x > 0)
    assert np.all(seen.t_x <= seen.T)
    assert not seen.later[~seen.alive].any()


def test_expected_purchases_of_a_newcomer_are_those_of_pareto_nbd():
    seen = simulate("pareto_nbd", TRUTH, np.full(200_000, 90.0), 0.0, np.random.default_rng(2))
    s, beta = TRUTH["s"], TRUTH["beta"]
    stays = beta / (s - 1) * (1 - (beta / (beta + 90)) ** (s - 1))
    assert seen.x.mean() == pytest.approx(TRUTH["r"] / TRUTH["alpha"] * stays, rel=0.02)


def test_a_share_of_customers_leaves_at_once_only_with_a_first_coin():
    seen = simulate("mbg_nbd", TRUTH, np.full(100_000, 1e5), 0.0, np.random.default_rng(3))
    assert np.mean(seen.x == 0) == pytest.approx(0.5 / 2.5, abs=0.03)


def test_supporters_take_opportunities_as_often_as_the_model_says():
    params, n = {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783}, np.full(200_000, 6.0)
    x, t_x = simulate_opportunities(params, n, np.random.default_rng(4))
    assert np.array_equal(x > 0, t_x > 0)
    assert np.all((x <= t_x) & (t_x <= n))
    expected = purchases_if_alive(params, np.zeros(1), np.zeros(1), np.array([6.0]))[0, 0]
    assert x.mean() == pytest.approx(expected, rel=0.01)


def test_mean_spend_is_known_to_those_who_came_back_and_has_the_mean_of_the_model():
    params, x = {"p": 6.25, "q": 3.74, "v": 15.44}, np.tile([0.0, 1.0, 5.0], 100_000)
    spend = simulate_spend(params, x, np.random.default_rng(5))
    assert np.array_equal(np.isnan(spend), x == 0)
    assert np.nanmean(spend) == pytest.approx(6.25 * 15.44 / 2.74, rel=0.01)
