from collections import defaultdict
from datetime import date, datetime, timedelta

import numpy as np
import pytest

import shop
from coterie.features import slices, timeline
from coterie.terms import Timeline, TimeUnit, Window


def by_hand(past: Window, future: Window):
    """Traits and future of everybody, straight from the lines of the small shop."""
    first = defaultdict(set)
    last, net, spend = {}, defaultdict(float), defaultdict(float)
    for each in shop.lines():
        day, who = datetime.fromisoformat(each["ordered_at"]).date(), each["customer_id"]
        amount = float(each["amount"])
        if day <= past.as_of:
            net[who] += amount
            if amount >= 0:
                last[who] = max(day, last.get(who, day))
                first[who].add(each["order_id"])
        elif day <= future.as_of:
            spend[who] += amount
    later = defaultdict(set)
    for each in shop.lines():
        day, who = datetime.fromisoformat(each["ordered_at"]).date(), each["customer_id"]
        if past.as_of < day <= future.as_of and float(each["amount"]) >= 0:
            later[who].add(each["order_id"])
    return {
        who: ((past.as_of - last[who]).days, len(first[who]), net[who], spend[who], len(later[who]))
        for who in sorted(last)
    }


@pytest.mark.parametrize("day", [0, 12, 60, 90, 140, 179])
def test_a_slice_equals_a_count_over_the_raw_lines(engine, small_shop, day):
    end = shop.DAY_0 + timedelta(days=day)
    past, future = Window(shop.DAY_0, end), Window(end + timedelta(days=1), shop.AS_OF)
    _, outer = slices(engine, Timeline(Window(shop.DAY_0, shop.AS_OF), past, future))
    columns = outer.past.columns
    found = zip(
        outer.past.ids,
        zip(
            columns["recency_days"],
            columns["orders"],
            columns["revenue"],
            outer.spend,
            outer.orders,
            strict=True,
        ),
        strict=True,
    )
    assert dict(found) == by_hand(past, future)


def test_the_holdout_sees_returns_of_what_was_bought_before(engine, small_shop):
    past = Window(shop.DAY_0, date(2023, 3, 2))  # day 60: Ivy bought, and returns all on day 70
    future = Window(date(2023, 3, 3), shop.AS_OF)
    _, outer = slices(engine, Timeline(Window(shop.DAY_0, shop.AS_OF), past, future))
    ivy = list(outer.past.ids).index("Ivy")
    assert (outer.past.columns["revenue"][ivy], outer.spend[ivy], outer.orders[ivy]) == (30, -30, 0)


def test_each_origin_makes_an_inner_slice_and_without_a_past_there_is_no_outer_one(engine, stand, line):
    days = [(i, date(2023, 1, 1) + timedelta(days=(i % 30) + 30 * k)) for i in range(120) for k in range(8)]
    dataset = stand.data([line(f"c{i:03d}", day, 5) for i, day in days])
    whole = timeline(engine, dataset, as_of=None, holdout="auto", unit=TimeUnit.DAY)
    inner, outer = slices(engine, whole)
    assert [s.past.window.as_of for s in inner] == list(whole.origins)
    assert [s.future for s in inner] == [whole.future_of(end) for end in whole.origins]
    assert outer.future == whole.holdout
    none = timeline(engine, dataset, as_of=None, holdout="none", unit=TimeUnit.DAY)
    assert slices(engine, none)[1] is None


def test_a_slice_holds_the_forming_traits_only(engine, small_shop):
    past = Window(shop.DAY_0, date(2023, 3, 2))
    _, outer = slices(engine, Timeline(Window(shop.DAY_0, shop.AS_OF), past, Window(date(2023, 3, 3), shop.AS_OF)))
    assert outer.past.forming == tuple(outer.past.columns) == ("recency_days", "orders", "revenue")
    assert all(np.array(outer.past.ids) == sorted(outer.past.ids))


def test_a_future_that_does_not_follow_its_past_is_a_fault(engine, small_shop):
    past = Window(shop.DAY_0, date(2023, 3, 2))
    gap = Timeline(Window(shop.DAY_0, shop.AS_OF), past, Window(date(2023, 3, 5), shop.AS_OF))
    with pytest.raises(ValueError, match="does not follow"):
        slices(engine, gap)


def test_the_days_before_are_as_many_as_the_days_after(engine, small_shop):
    end, length = shop.DAY_0 + timedelta(days=120), 40
    past, future = Window(shop.DAY_0, end), Window(end + timedelta(days=1), end + timedelta(days=length))
    _, outer = slices(engine, Timeline(Window(shop.DAY_0, shop.AS_OF), past, future))
    spend, days = defaultdict(float), defaultdict(set)
    for each in shop.lines():
        day, who = datetime.fromisoformat(each["ordered_at"]).date(), each["customer_id"]
        if end - timedelta(days=length) < day <= end:
            spend[who] += float(each["amount"])
            if float(each["amount"]) >= 0:
                days[who].add(day)
    assert outer.recent_days.tolist() == [len(days[who]) for who in outer.past.ids]
    assert outer.recent_spend == pytest.approx([spend[who] for who in outer.past.ids])
