from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from coterie.methods.value.baselines import Origin, average, boosting, guesses, last_period, rfm_cells
from coterie.terms import BtydSummary, TimeUnit, Window


def origin(customers=2000, seed=0, as_of=date(2022, 6, 1), days=60):
    """Customers who go on at their own pace, seen over 300 days."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(0.8, 1 / 40, customers)
    x = rng.poisson(rate * 300).astype(float)
    t_x = np.where(x > 0, np.ceil(300 * rng.random(customers) ** (1 / np.maximum(x, 1))), 0.0)
    spend = np.where(x > 0, rng.gamma(5, 8, customers), np.nan)
    window = Window(as_of - timedelta(days=300), as_of)
    ids = np.array([f"C{n:05d}" for n in range(customers)], dtype=object)
    summary = BtydSummary(ids, x, t_x, np.full(customers, 300.0), spend, window, TimeUnit.DAY)
    orders = rng.poisson(rate * days).astype(float)
    recent = rng.poisson(rate * days).astype(float)
    return Origin(summary, days, orders, orders * 40.0, recent, recent * 40.0)


def test_the_last_period_is_repeated_and_what_came_back_is_no_spend():
    now = origin()
    guess = last_period(replace(now, recent_spend=now.recent_spend - 50))
    assert np.array_equal(guess.orders, now.recent_orders)
    assert guess.spend.min() == 0
    assert last_period(replace(now, recent_orders=None)) is None


def test_the_average_pace_goes_on():
    now = origin()
    guess = average(now)
    assert guess.orders == pytest.approx(now.summary.x * 60 / 300)
    assert guess.spend[now.summary.x == 0].max() == 0
    weeks = replace(now, summary=replace(now.summary, T=now.summary.T / 7, unit=TimeUnit.WEEK))
    assert average(weeks).orders == pytest.approx(guess.orders)


def test_cells_and_trees_learn_from_an_earlier_day_and_scale_with_the_days():
    before, now = origin(seed=1, as_of=date(2022, 3, 1)), origin(seed=2)
    for way in (rfm_cells, lambda a, b: boosting(a, b, seed=0)):
        guess = way(now, before)
        assert np.all(guess.orders >= 0)
        assert guess.orders.sum() == pytest.approx(now.orders.sum(), rel=0.1)
        assert np.corrcoef(guess.orders, now.orders)[0, 1] > 0.4
        twice = way(replace(now, days=120), before)
        assert twice.orders == pytest.approx(2 * guess.orders)


def test_a_small_cell_takes_the_mean_of_a_larger_one():
    before, now = origin(customers=30, seed=1), origin(customers=30, seed=2)
    guess = rfm_cells(now, before)
    assert np.all(np.isfinite(guess.orders))
    assert len(np.unique(guess.orders)) < 10


def test_ways_that_learn_need_an_earlier_day():
    now = origin()
    assert set(guesses(now, [], seed=0)) == {"last_period", "average"}
    early, late = origin(seed=1, as_of=date(2022, 1, 1)), origin(seed=1, as_of=date(2022, 3, 1))
    late = replace(late, orders=np.zeros(2000), spend=np.zeros(2000))
    found = guesses(now, [late, early], seed=0)
    assert set(found) == {"last_period", "average", "rfm_cells", "boosting"}
    assert found["boosting"].orders.max() == 0  # the latest earlier day is the one learned from


def test_the_same_seed_gives_the_same_trees():
    before, now = origin(seed=1), origin(seed=2)
    assert np.array_equal(boosting(now, before, seed=3).spend, boosting(now, before, seed=3).spend)
