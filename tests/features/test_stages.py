from datetime import timedelta

import numpy as np

import shop
from coterie.features import customer_table
from coterie.features.stages import STAGE, stage_of
from coterie.terms import Window


def stages_at(engine, data, day):
    table = customer_table(engine, data, Window(shop.DAY_0, shop.DAY_0 + timedelta(days=day)))
    return dict(zip(table.ids.tolist(), table.columns[STAGE].tolist(), strict=True))


def test_the_stages_of_the_small_shop_are_those_worked_out_by_hand(engine, stand):
    data = stand.data(shop.lines())
    found = stages_at(engine, data, 180)
    # Ann buys every 30 days and did today; Eve every 10, gone for 150; Bob once, 170 days ago; Fay once, 2 days ago.
    assert (found["Ann"], found["Eve"], found["Bob"], found["Fay"]) == ("active", "lapsed", "lapsed", "new")
    assert stages_at(engine, data, 55)["Eve"] == "slipping"


def test_who_came_back_after_a_break_of_three_usual_gaps_has_returned():
    two = np.array([10.0, 10.0])
    found = stage_of(np.array([5.0, 5.0]), two, np.array([5.0, 5.0]), np.array([30.0, 29.0]), 10.0)
    assert found.tolist() == ["returned", "active"]


def test_no_stage_is_told_where_nobody_has_a_gap():
    none = np.array([np.nan])
    assert stage_of(np.array([3.0]), none, np.array([1.0]), none, np.nan).tolist() == [None]


def test_who_buys_daily_is_not_lost_after_a_few_days_away():
    daily = np.array([1.0, 1.0, 1.0])
    found = stage_of(np.array([8.0, 15.0, 29.0]), daily, np.array([90.0] * 3), daily, 1.0)
    assert found.tolist() == ["active", "slipping", "lapsed"]
