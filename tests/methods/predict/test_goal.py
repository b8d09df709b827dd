from datetime import date

import numpy as np
import pytest

from coterie import features, intake
from coterie.engine import open_engine
from coterie.methods.predict.goal import goal_of, moments, reached, watch, with_habit
from coterie.terms import DataRefused, Silent, Window, Words, WrongWords
from shop import write_csv


@pytest.fixture
def open_shop(tmp_path):
    path = write_csv(tmp_path / "orders.csv")
    with open_engine() as engine:
        dataset = intake.load(engine, {"orders": str(path)}, Words(), Silent())
        features.prepare(engine, dataset)
        yield engine, dataset


def test_goals_are_read_in_words():
    assert goal_of("buys within 30 days").column == ""
    assert goal_of("Buys again within 2 weeks").days == 14
    found = goal_of('buys product="Red wine" within 1 month')
    assert (found.column, found.value, found.days) == ("product", "Red wine", 30)
    assert goal_of("Churn") is None
    assert goal_of("order_count") is None


@pytest.mark.parametrize(
    "text", ["buys wine", "buys colour=red within 3 days", "buys within 0 days", "buys within 400 days"]
)
def test_a_goal_that_cannot_be_followed_is_refused(text):
    with pytest.raises(WrongWords, match="COT-854"):
        goal_of(text)


def test_the_futures_of_learning_end_before_the_holdout_begins():
    found = moments(goal_of("buys within 30 days"), date(2020, 1, 1), date(2020, 12, 31))
    assert found.judge.as_of == date(2020, 12, 1)
    assert [w.as_of for w in found.learn] == [date(2020, 11, 1), date(2020, 10, 2), date(2020, 9, 2)]
    with pytest.raises(DataRefused, match=r"COT-856.*needs 90"):
        moments(goal_of("buys within 30 days"), date(2020, 1, 1), date(2020, 3, 1))


def test_the_goal_of_the_small_shop_is_met_as_counted_by_hand(open_shop):
    """Ann buys on day 150 and 180, Gus on 110 and 170, Hal on 160, Lou on 175 and 180."""
    engine, dataset = open_shop
    goal = goal_of("buys within 35 days")
    watch(engine, dataset, goal)
    table = features.customer_table(engine, dataset, Window(date(2023, 1, 1), date(2023, 5, 26)))  # day 145
    met = {str(i) for i, y in zip(table.ids, reached(engine, goal, table), strict=True) if y}
    assert met == {"Ann", "Gus", "Hal"}


def test_the_goal_s_own_past_is_a_trait_that_knows_nothing_later(open_shop):
    engine, dataset = open_shop
    goal = goal_of("buys within 35 days")
    watch(engine, dataset, goal)
    as_of = date(2023, 5, 26)
    table = with_habit(engine, goal, features.customer_table(engine, dataset, Window(date(2023, 1, 1), as_of)))
    ann = table.ids.tolist().index("Ann")
    assert table.columns["goal_days_before"][ann] == 5  # day 0, 30, 60, 90 and 120
    assert table.columns["goal_days_lately"][ann] == 1
    assert table.columns["goal_days_ago"][ann] == 25
    assert np.isfinite(table.columns["goal_days_before"]).all()


def test_a_value_is_found_in_any_case_and_an_unknown_one_is_refused_with_examples(open_shop):
    engine, dataset = open_shop
    watch(engine, dataset, goal_of("buys category=WINE within 30 days"))
    assert engine.count("goal_days") > 0
    with pytest.raises(DataRefused, match=r"COT-855.*such as"):
        watch(engine, dataset, goal_of("buys category=Nothing within 30 days"))
    with pytest.raises(DataRefused, match=r"COT-855.*hold no channel"):
        watch(engine, dataset, goal_of("buys channel=web within 30 days"))
