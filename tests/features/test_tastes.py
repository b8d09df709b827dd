import random
from datetime import date

import numpy as np
import pytest

import shop
from coterie.features.rfm import buyers
from coterie.features.tastes import SHOWN, tastes
from coterie.terms import Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)
DAY = Window(date(2023, 1, 1), date(2023, 1, 1))


def by_name(engine, dataset, window=WHOLE):
    columns = tastes(engine, dataset, window).columns
    ids = buyers(engine, window)["customer_id"]
    return {name: dict(zip(ids, values, strict=True)) for name, values in columns.items()}


def test_shares_are_of_the_value_bought(engine, small_shop):
    found = by_name(engine, small_shop)
    assert found["category_share_wine"]["Ann"] == 1
    assert found["category_share_gift"]["Gus"] == 0.75
    assert found["category_share_wine"]["Dan"] == 0.5  # the gift came back, but was bought
    assert [found[f"category_share_{c}"]["Hal"] for c in ("wine", "cheese", "bread", "tea")] == [0.25] * 4


def test_entropy_is_zero_for_one_category_and_greatest_for_an_even_spread(engine, small_shop):
    found = by_name(engine, small_shop)["category_entropy"]
    assert found["Ann"] == 0
    assert found["Hal"] == pytest.approx(np.log(4), abs=1e-8)
    assert found["Gus"] == pytest.approx(-0.75 * np.log(0.75) - 0.25 * np.log(0.25), abs=1e-8)


def test_a_customer_who_paid_nothing_has_no_shares(engine, stand, line):
    data = stand.data([line("a", "2023-01-01", 0, category="x"), line("b", "2023-01-01", 5, category="x")])
    found = by_name(engine, data, DAY)
    assert np.isnan(found["category_share_x"]["a"])
    assert found["categories"]["a"] == 0


def test_without_categories_there_are_no_tastes(engine, stand, line):
    assert by_name(engine, stand.data([line("a", "2023-01-01", 1)]), DAY) == {}


def test_only_the_largest_categories_have_a_trait_of_their_own(engine, stand, line):
    rows = [line("a", "2023-01-01", 100 - i, category=f"c{i:02d}") for i in range(20)]
    rows.append(line("b", "2023-01-01", 1, category="c19"))
    found = by_name(engine, stand.data(rows), DAY)
    shares = [name for name in found if name.startswith("category_share_")]
    assert len(shares) == SHOWN + 1
    assert found["category_share_other_categories"]["b"] == 1
    assert sum(found[name]["a"] for name in shares) == pytest.approx(1)


def test_categories_that_read_alike_keep_names_of_their_own(engine, stand, line):
    rows = [line("a", "2023-01-01", 2, category="Tea"), line("b", "2023-01-01", 1, category="tea!")]
    found = by_name(engine, stand.data(rows), DAY)
    assert found["category_share_tea"]["a"] == 1
    assert found["category_share_tea_2"]["b"] == 1


def test_the_products_table_lends_its_categories(engine, stand, line):
    rows = [
        line("a", "2023-01-01", 3, product_id="1"),
        line("b", "2023-01-01", 5, product_id="2", category="own"),
        line("c", "2023-01-01", 4, product_id="9"),
    ]
    products = [{"product_id": "1", "category": "lent"}, {"product_id": "2", "category": "lent"}]
    found = by_name(engine, stand.data(rows, products=products), DAY)
    assert found["category_share_lent"]["a"] == 1
    assert found["category_share_own"]["b"] == 1
    assert np.isnan(found["category_share_own"]["c"])


def test_the_price_level_compares_with_the_mean_price_of_the_category(engine, stand, line):
    rows = [
        line("a", "2023-01-01", 30, category="wine", quantity=1),
        line("b", "2023-01-01", 10, category="wine", quantity=1),
        line("b", "2023-01-01", 8, category="tea", quantity=4),
        line("c", "2023-01-01", 20, category="wine"),
    ]
    found = by_name(engine, stand.data(rows), DAY)["price_level"]
    assert found["a"] == 1.5  # wine costs 20 on average
    assert found["b"] == 18 / 28
    assert np.isnan(found["c"])  # no pieces


def test_shuffled_lines_give_the_same_bytes(engine, stand, small_shop):
    before = {n: v.tobytes() for n, v in tastes(engine, small_shop, WHOLE).columns.items()}
    rows = shop.lines()
    random.Random(3).shuffle(rows)
    assert {n: v.tobytes() for n, v in tastes(engine, stand.data(rows), WHOLE).columns.items()} == before
