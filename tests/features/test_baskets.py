from datetime import date

import pytest

import shop
from coterie.features.baskets import baskets
from coterie.features.rfm import buyers
from coterie.terms import Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)


def by_name(engine, dataset, window=WHOLE):
    columns = baskets(engine, dataset, window).columns
    ids = buyers(engine, window)["customer_id"]
    return {name: dict(zip(ids, values, strict=True)) for name, values in columns.items()}


def test_the_value_of_an_order_is_net_revenue_over_orders(engine, small_shop):
    found = by_name(engine, small_shop)["average_order_value"]
    assert found == {who: pytest.approx(k.revenue / k.orders) for who, k in shop.KNOWN.items()}


def test_the_size_of_an_order_is_counted_in_lines_pieces_and_products(engine, small_shop):
    found = by_name(engine, small_shop)
    hal = {name: found[name]["Hal"] for name in ("basket_lines", "basket_units", "basket_products")}
    assert hal == {"basket_lines": 4, "basket_units": pytest.approx(7.8), "basket_products": 4}
    assert (found["basket_lines"]["Jon"], found["basket_products"]["Jon"], found["basket_units"]["Jon"]) == (2, 1, 2)
    assert found["basket_units"]["Cleo"] == 2  # 1, 3 and 2 pieces


def test_the_share_returned_is_value_returned_over_value_bought(engine, small_shop):
    found = by_name(engine, small_shop)["return_share"]
    assert (found["Ivy"], found["Dan"], found["Ann"]) == (1.0, 0.5, 0.0)


def test_more_returned_than_bought_is_all_returned(engine, stand, line):
    data = stand.data([line("a", "2023-01-01", 5), line("a", "2023-01-02", -80), line("b", "2023-01-01", 1)])
    found = by_name(engine, data, Window(date(2023, 1, 1), date(2023, 1, 2)))
    assert found["return_share"] == {"a": 1.0, "b": 0.0}


def test_hours_and_weekends_are_shares_of_orders(engine, small_shop):
    found = by_name(engine, small_shop)
    parts = [found[f"{part}_share"] for part in ("morning", "afternoon", "evening")]
    assert [p["Cleo"] for p in parts] == [pytest.approx(2 / 3), 0, pytest.approx(1 / 3)]
    assert [p["Lou"] for p in parts] == [0, 0, 1]  # at 23 and at 2
    assert all(sum(p[who] for p in parts) == pytest.approx(1) for who in shop.KNOWN)
    days = [date.fromordinal(shop.DAY_0.toordinal() + d) for d in range(0, 181, 30)]
    assert found["weekend_share"]["Ann"] == sum(d.weekday() >= 5 for d in days) / 7


def test_hours_are_left_out_where_the_moments_carry_none(engine, stand, line):
    data = stand.data([line("a", "2023-01-01", 1), line("b", "2023-01-02", 2)])
    found = by_name(engine, data, Window(date(2023, 1, 1), date(2023, 1, 2)))
    assert "weekend_share" in found
    assert "morning_share" not in found


def test_what_is_not_mapped_makes_no_trait(engine, stand, line):
    data = stand.data([line("a", "2023-01-01", 1), line("b", "2023-01-02", 2)])
    found = by_name(engine, data, Window(date(2023, 1, 1), date(2023, 1, 2)))
    assert not {"basket_units", "basket_products", "discount_share"} & set(found)


def test_the_share_on_discount_is_the_value_of_the_lines_with_a_discount(engine, stand, line):
    rows = [
        line("a", "2023-01-01", 30, discount=5),
        line("a", "2023-01-01", 70, discount=0),
        line("b", "2023-01-01", 10),
        line("b", "2023-01-02", -10, discount=3),
    ]
    found = by_name(engine, stand.data(rows), Window(date(2023, 1, 1), date(2023, 1, 2)))
    assert found["discount_share"] == {"a": 0.3, "b": 0.0}


def test_value_and_size_are_tied_to_what_forms_segments(engine, small_shop):
    tied = {t.name: t.derived for t in baskets(engine, small_shop, WHOLE).traits}
    assert tied["average_order_value"] == ("revenue", "orders")
    assert tied["weekend_share"] == ()
