import random
from datetime import date

import numpy as np
import pytest

import shop
from coterie.features import prepare
from coterie.features.rfm import buyers, rfm
from coterie.terms import Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)


def by_customer(engine, window):
    block = rfm(engine, window)
    ids = buyers(engine, window)["customer_id"]
    return {
        who: tuple(float(block.columns[name][i]) for name in ("recency_days", "orders", "revenue"))
        for i, who in enumerate(ids)
    }


def test_the_small_shop_gives_the_values_worked_out_by_hand(engine, small_shop):
    expected = {who: (k.recency_days, k.orders, k.revenue) for who, k in shop.KNOWN.items()}
    assert by_customer(engine, WHOLE) == expected


def test_a_return_line_makes_no_order_and_no_recency_but_lowers_revenue(engine, stand, line):
    stand.data([line("a", "2023-01-01", 10), line("a", "2023-01-20", -4), line("b", "2023-01-31", 1)])
    assert by_customer(engine, Window(date(2023, 1, 1), date(2023, 1, 31)))["a"] == (30, 1, 6)


def test_an_order_whose_net_is_zero_is_an_order_all_the_same(engine, stand, line):
    stand.data([line("a", "2023-01-01", 10, order_id="1"), line("a", "2023-01-01", -10, order_id="1")])
    assert by_customer(engine, Window(date(2023, 1, 1), date(2023, 1, 1)))["a"] == (0, 1, 0)


def test_lines_of_one_order_count_once_even_on_two_days(engine, stand, line):
    rows = [
        line("a", "2023-01-01", -1, order_id="1"),
        line("a", "2023-01-02", 10, order_id="1"),
        line("a", "2023-01-02", 10, order_id="1"),
        line("a", "2023-01-03", 5, order_id="1"),
    ]
    stand.data(rows)
    window = Window(date(2023, 1, 1), date(2023, 1, 3))
    assert by_customer(engine, window)["a"] == (0, 1, 24)
    assert by_customer(engine, Window(date(2023, 1, 1), date(2023, 1, 2)))["a"] == (0, 1, 19)


def test_equal_order_numbers_of_two_customers_are_two_orders(engine, stand, line):
    stand.data([line("a", "2023-01-01", 1, order_id="1"), line("b", "2023-01-01", 2, order_id="1")])
    assert by_customer(engine, Window(date(2023, 1, 1), date(2023, 1, 1))) == {"a": (0, 1, 1), "b": (0, 1, 2)}


def test_a_gift_of_no_value_is_an_order(engine, stand, line):
    stand.data([line("a", "2023-01-01", 0)])
    assert by_customer(engine, Window(date(2023, 1, 1), date(2023, 1, 1)))["a"] == (0, 1, 0)


def test_a_customer_who_only_returned_is_absent(engine, stand, line):
    stand.data([line("a", "2023-01-01", -5), line("b", "2023-01-01", 5)])
    assert list(by_customer(engine, Window(date(2023, 1, 1), date(2023, 1, 1)))) == ["b"]


def test_lines_after_the_as_of_day_have_no_part(engine, small_shop):
    half = by_customer(engine, Window(shop.DAY_0, date(2023, 4, 1)))  # day 90
    assert half["Ann"] == (0, 4, 80)
    assert half["Dan"] == (70, 1, 50)
    assert "Fay" not in half


def test_shuffled_lines_give_the_same_bytes(engine, stand, small_shop):
    before = {name: values.tobytes() for name, values in rfm(engine, WHOLE).columns.items()}
    rows = shop.lines()
    random.Random(1).shuffle(rows)
    prepare(engine, stand.data(rows))
    assert {name: values.tobytes() for name, values in rfm(engine, WHOLE).columns.items()} == before


def test_a_trait_with_one_value_is_constant_and_forms_nothing(engine, stand, line):
    stand.data([line("a", "2023-01-01", 5), line("b", "2023-01-02", 5)])
    traits = {t.name: t for t in rfm(engine, Window(date(2023, 1, 1), date(2023, 1, 2))).traits}
    assert [(t.kind, t.forming) for t in traits.values()] == [
        ("numeric", True),
        ("constant", False),
        ("constant", False),
    ]


@pytest.mark.parametrize("name", ["recency_days", "orders", "revenue"])
def test_every_value_is_known(engine, small_shop, name):
    assert not np.isnan(rfm(engine, WHOLE).columns[name]).any()
