from datetime import date, timedelta
from itertools import pairwise

import pytest

import shop
from coterie.features import timeline
from coterie.terms import TimeUnit, Window, WrongWords

DAY_0 = date(2023, 1, 1)


def ask(engine, dataset, as_of=None, holdout="auto", unit=TimeUnit.DAY):
    return timeline(engine, dataset, as_of=as_of, holdout=holdout, unit=unit)


@pytest.fixture
def year(stand, line):
    """300 customers who buy every 30 days of a year, each from a day of their own."""
    days = [(i, DAY_0 + timedelta(days=(i % 30) + 30 * k)) for i in range(300) for k in range(12)]
    return stand.data([line(f"c{i:03d}", day, 5) for i, day in days])


def test_today_is_the_day_of_the_last_accepted_order(engine, small_shop):
    assert ask(engine, small_shop, holdout="none").whole == Window(shop.DAY_0, shop.AS_OF)


def test_a_given_day_is_today_and_later_lines_are_ignored(engine, small_shop):
    assert ask(engine, small_shop, as_of=date(2023, 4, 1), holdout="none").whole.as_of == date(2023, 4, 1)
    later = ask(engine, small_shop, as_of=date(2023, 12, 31), holdout="none")
    assert later.whole == Window(shop.DAY_0, date(2023, 12, 31))


def test_a_day_before_the_first_order_is_refused(engine, small_shop):
    with pytest.raises(WrongWords, match="COT-601"):
        ask(engine, small_shop, as_of=date(2022, 12, 31))


def test_auto_keeps_about_a_fifth_apart(engine, year):
    found = ask(engine, year)
    assert found.whole.days == 360
    assert found.holdout.days == 72
    assert found.past.as_of + timedelta(days=1) == found.holdout.start
    assert found.holdout.as_of == found.whole.as_of
    assert found.why_not == ""


def test_origins_end_before_the_holdout_with_their_futures(engine, year):
    found = ask(engine, year)
    assert len(found.origins) == 3
    assert list(found.origins) == sorted(found.origins)
    assert [found.future_of(end).as_of for end in found.origins][-1] == found.past.as_of
    assert all(found.future_of(end).days == found.inner_days for end in found.origins)
    futures = [found.future_of(end) for end in found.origins]
    assert all(a.as_of < b.start for a, b in pairwise(futures))


def test_a_small_shop_keeps_nothing_apart_and_says_why(engine, small_shop):
    found = ask(engine, small_shop)
    assert (found.past, found.holdout, found.origins) == (None, None, ())
    assert found.why_not == (
        "No days were kept apart to judge on: 10 customers had ordered by 2023-05-25; at least 100 are needed."
    )


def test_a_short_span_keeps_nothing_apart_and_says_why(engine, stand, line):
    data = stand.data([line(f"c{i}", DAY_0 + timedelta(days=i % 60), 5) for i in range(300)])
    assert "span 60 days; a holdout of 28 needs at least 56 before it" in ask(engine, data).why_not


def test_one_time_buyers_alone_keep_nothing_apart(engine, stand, line):
    data = stand.data([line(f"c{i}", DAY_0 + timedelta(days=i % 200), 5) for i in range(600)])
    assert "0 customers had come back" in ask(engine, data).why_not


def test_days_that_are_asked_for_are_kept_apart(engine, year):
    found = ask(engine, year, holdout=90)
    assert found.holdout.days == 90
    assert found.past.as_of == found.whole.as_of - timedelta(days=90)


@pytest.mark.parametrize("days", [0, -3, 181, 5000])
def test_a_holdout_that_leaves_no_past_is_refused(engine, small_shop, days):
    with pytest.raises(WrongWords, match="COT-602"):
        ask(engine, small_shop, holdout=days)


def test_none_keeps_nothing_apart_but_still_finds_origins(engine, year):
    found = ask(engine, year, holdout="none")
    assert (found.past, found.holdout) == (None, None)
    assert found.origins
    assert found.future_of(found.origins[-1]).as_of == found.whole.as_of
    assert found.why_not == "No days were kept apart, because --holdout none was given."


def test_one_day_of_orders_has_no_holdout_and_no_origins(engine, stand, line):
    found = ask(engine, stand.data([line(f"c{i}", DAY_0, 5) for i in range(200)]))
    assert (found.whole.days, found.past, found.origins) == (1, None, ())


def test_the_unit_is_carried(engine, small_shop):
    assert ask(engine, small_shop, unit=TimeUnit.WEEK).unit is TimeUnit.WEEK


def test_a_timeline_of_nothing_is_a_fault_of_the_caller(engine, stand):
    with pytest.raises(ValueError, match="needs orders or events"):
        ask(engine, stand.data())
