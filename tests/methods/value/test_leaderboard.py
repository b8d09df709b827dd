from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from coterie.methods.value import leaderboard
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.leaderboard import candidates, choose, deviance, scores
from coterie.methods.value.models import MODELS
from coterie.methods.value.simulating import simulate
from coterie.terms import BtydSummary, CustomerTable, Slice, TimeUnit, Window

START = date(2021, 1, 1)


def world(model, params, customers=4000, *, seed=0, days=300, ahead=90):
    """A summary and the slice after it of customers for whom a model holds."""
    rng = np.random.default_rng([seed, customers])
    seen = simulate(model, params, rng.uniform(1, days, customers), float(ahead), rng)
    window = Window(START, START + timedelta(days=days))
    ids = np.array([f"C{n:06d}" for n in range(customers)], dtype=object)
    spend = np.where(seen.x > 0, rng.gamma(40, 1, customers), np.nan)
    summary = BtydSummary(ids, seen.x, seen.t_x, seen.T, spend, window, TimeUnit.DAY)
    future = Window(window.as_of + timedelta(days=1), window.as_of + timedelta(days=ahead))
    past = CustomerTable(ids, {}, (), window)
    return summary, Slice(past, future, seen.later * 40.0, seen.later, seen.later, seen.x % 3, seen.x % 3 * 40.0)


BG = ("bg_nbd", {"r": 0.243, "alpha": 30.9, "a": 0.793, "b": 2.426})
LEAVE_AT_ONCE = ("mbg_nbd", {"r": 1.2, "alpha": 20.0, "a": 0.6, "b": 0.6})


def test_the_simplest_model_stays_where_it_holds():
    choice = choose([world(*BG)], "auto", 4000)
    assert choice.model.name == "bg_nbd"
    assert set(choice.deviance) == {"bg_nbd", "mbg_nbd", "pareto_nbd"}
    assert min(choice.deviance.values()) > 0


def test_a_model_that_is_better_by_more_than_noise_is_chosen():
    choice = choose([world(*LEAVE_AT_ONCE), world(*LEAVE_AT_ONCE, seed=1)], "auto", 4000)
    assert choice.model.name in ("mbg_nbd", "pareto_nbd")
    assert choice.deviance[choice.model.name] < choice.deviance["bg_nbd"] * 0.99


def test_the_model_asked_for_is_taken():
    assert choose([world(*BG)], "pareto_nbd", 4000).model.name == "pareto_nbd"
    assert choose([], "auto", 4000).model.name == "bg_nbd"
    assert choose([], "mbg_nbd", 4000).model.name == "mbg_nbd"


def test_the_slow_model_is_tried_on_many_customers_only_when_asked_for():
    assert [m.name for m in candidates("auto", leaderboard.MOST_SLOW + 1)] == ["bg_nbd", "mbg_nbd"]
    assert "pareto_nbd" in [m.name for m in candidates("pareto_nbd", 10**6)]


def test_an_origin_too_early_to_fit_says_nothing():
    summary, slice_ = world(*BG, customers=60)
    choice = choose([(summary, slice_)], "auto", 60)
    assert choice.chosen == (None,)
    assert choice.deviance == {}


def test_all_ways_are_scored_alike_and_the_chosen_one_is_first():
    (past, outer), inner = world(*BG), [world(*BG, seed=2, days=200, ahead=60)]
    choice = choose(inner, "auto", 4000)
    board = scores(past, outer, inner, choice, fit_summary(past), seed=0)
    assert [s.name for s in board] == [
        "bg_nbd", "mbg_nbd", "pareto_nbd", "last_period", "average", "rfm_cells", "boosting",
    ]  # fmt: skip
    first = board[0]
    assert first.chosen
    assert not any(s.chosen for s in board[1:])
    assert first.orders_expected == pytest.approx(outer.days.sum(), rel=0.1)
    assert first.coverage > 0.8
    assert len(first.calibration) == 10
    assert first.calibration_error < 0.25
    assert all(s.coverage is None for s in board if s.kind != "model")
    assert first.inner_deviance == choice.deviance["bg_nbd"]
    nothing = replace(outer, spend=np.zeros(4000))
    assert scores(past, nothing, [], choice, fit_summary(past), seed=0)[0].top20_share == 0


def test_deviance_is_least_where_the_forecast_is_the_mean():
    came = np.random.default_rng(1).poisson(2.0, 5000).astype(float)
    at = [deviance(came, np.full(5000, guess)).mean() for guess in (1.5, came.mean(), 2.5)]
    assert at[1] < min(at[0], at[2])
    assert deviance(np.array([3.0]), np.array([0.0]))[0] > 10


@pytest.mark.parametrize("name", sorted(MODELS))
def test_shuffled_customers_get_the_same_scores(name, shuffle):
    (past, outer), other = world(*BG, customers=800), None
    other, order = shuffle(past, 5)
    moved = replace(
        outer, spend=outer.spend[order], orders=outer.orders[order], days=outer.days[order],
        recent_days=outer.recent_days[order], recent_spend=outer.recent_spend[order],
    )  # fmt: skip
    choice = choose([], name, 800)
    first = scores(past, outer, [], choice, fit_summary(past, MODELS[name]), seed=0)
    assert first == scores(other, moved, [], choice, fit_summary(other, MODELS[name]), seed=0)
