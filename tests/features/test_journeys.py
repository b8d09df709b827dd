from datetime import date

import numpy as np
import pytest

from coterie.features.journeys import arrivals, journeys
from coterie.terms import Window

WHOLE = Window(date(2023, 1, 1), date(2023, 6, 30))


def test_the_months_of_the_small_shop_are_those_counted_by_hand(engine, small_shop):
    found = journeys(engine, small_shop, WHOLE)
    ids = found.ids.tolist()
    assert len(ids) == 12 and ids == sorted(ids)
    dan, cleo = ids.index("Dan"), ids.index("Cleo")
    assert found.first[dan] == 2023 * 12 and found.first[cleo] == 2023 * 12 + 3
    assert found.last == 2023 * 12 + 5  # June was over on its last day
    own = found.who == cleo
    assert found.month[own].tolist() == [2023 * 12 + 3, 2023 * 12 + 4]
    assert found.spend[own].tolist() == [25.0, 20.0]
    assert found.spend[found.who == dan].tolist() == [50.0]  # what came back in the same month is taken off
    assert found.spend.sum() == pytest.approx(1287.5)


def test_a_month_that_only_brought_things_back_is_no_month_with_a_purchase(engine, small_shop):
    found = journeys(engine, small_shop, WHOLE)
    ivy = found.who == found.ids.tolist().index("Ivy")
    assert found.spend[ivy].sum() == 0.0
    assert found.bought[ivy].tolist() == [True]


def test_what_came_first_is_what_most_was_spent_on_that_day(engine, small_shop):
    first = journeys(engine, small_shop, WHOLE).firsts["category"]
    ids = sorted(["Ann", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon", "Kim", "Lou"])
    by = dict(zip(ids, first.tolist(), strict=True))
    # Cleo has 15 of cheese and 10 of wine on her first day; Hal four equal amounts: the first by name.
    assert (by["Ann"], by["Bob"], by["Cleo"], by["Hal"]) == ("wine", "gift", "cheese", "bread")


def test_the_last_month_counts_only_when_it_is_over(engine, small_shop):
    assert journeys(engine, small_shop, Window(date(2023, 1, 1), date(2023, 6, 29))).last == 2023 * 12 + 4


def test_purchase_days_by_day_are_those_of_customers_who_had_come(engine, small_shop):
    all_days = arrivals(engine, WHOLE, WHOLE.as_of)
    assert (int(all_days.joined.sum()), int(all_days.again.sum())) == (12, 6 + 1 + 3 + 2 + 1 + 3 + 3 + 1)
    early = arrivals(engine, WHOLE, date(2023, 1, 11))  # Ann, Bob, Eve and Kim had come on day 10
    assert int(early.joined.sum()) == 4
    assert int(early.again.sum()) == 6 + 3 + 3
    assert np.flatnonzero(early.joined).tolist() == [0, 5, 10]
    assert not engine.has("arrivals") and not engine.has("first_days")
