"""Are the months of the shop, and the days of its customers, those counted by hand?"""

from datetime import date

import pytest

from coterie.features.months import shop_months
from coterie.terms import Window

WHOLE = Window(date(2023, 1, 1), date(2023, 6, 30))


def test_months_sum_to_what_the_small_shop_sold_and_everybody_joins_once(engine, small_shop):
    found = shop_months(engine, WHOLE)
    assert found.months == tuple(date(2023, month, 1) for month in range(1, 7))
    assert found.whole.tolist() == [True] * 6
    assert found.revenue.sum() == pytest.approx(1287.5)
    assert found.joined.sum() == 12
    sql = """SELECT count(DISTINCT customer_id), CAST(sum(orders) AS BIGINT), CAST(sum(net) AS BIGINT)
             FROM purchase_days WHERE ordered_on >= $first AND ordered_on < $after AND lines > 0"""
    for i, month in enumerate(found.months):
        after = date(2023, month.month + 1, 1)
        customers, orders, _ = engine.one(sql, first=month, after=after)
        assert (found.customers[i], found.orders[i]) == (customers, orders or 0)
    assert (found.joined <= found.customers).all()


def test_a_month_of_which_a_part_is_known_is_none_that_is_whole(engine, small_shop):
    found = shop_months(engine, Window(date(2023, 1, 2), date(2023, 6, 29)))
    assert found.whole.tolist() == [False, True, True, True, True, False]


def test_a_month_without_an_order_stands_with_nothing(stand):
    rows = [
        {"customer_id": "a", "order_id": "1", "ordered_at": "2023-01-30", "amount": "10"},
        {"customer_id": "a", "order_id": "2", "ordered_at": "2023-03-02", "amount": "-4"},
    ]
    data = stand.data(orders=rows)
    from_first = shop_months(stand.engine, Window(data.first_day, date(2023, 3, 2)))
    assert from_first.orders.tolist() == [1, 0, 0] and from_first.customers.tolist() == [1, 0, 0]
    assert from_first.revenue.tolist() == [10.0, 0.0, -4.0]
    days = stand.engine.rows("SELECT orders, lines, returned_lines, revenue, bought FROM customer_days ORDER BY 4 DESC")
    assert days == [(1, 1, 0, 10.0, 10.0), (0, 0, 1, -4.0, 0.0)]


def test_visits_are_counted_where_events_were_given(stand, line):
    assert shop_months(stand.engine, _given(stand, line, ())).visits is None
    events = [
        {"customer_id": "a", "occurred_at": "2023-01-03 10:00:00"},
        {"customer_id": "a", "occurred_at": "2023-01-03 10:05:00"},
        {"customer_id": "a", "occurred_at": "2023-03-01 09:00:00"},
        {"customer_id": "b", "occurred_at": "2023-03-01 09:00:00"},
    ]
    assert shop_months(stand.engine, _given(stand, line, events)).visits.tolist() == [1, 0, 2]


def _given(stand, line, events):
    stand.data(orders=[line("a", "2023-01-02", 5), line("a", "2023-03-05", 5)], events=events)
    return Window(date(2023, 1, 2), date(2023, 3, 5))
