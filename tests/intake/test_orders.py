"""Are order lines worth what they should be, in a shop export and elsewhere?"""

import csv
import random
from pathlib import Path

import pytest

import shopify
from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import DataRefused
from where import data


def amounts(engine: Engine) -> dict[str, int]:
    return dict(engine.rows("select order_id, cast(sum(amount) as bigint) from orders group by 1 order by 1"))


def test_a_shop_export_loads_unchanged_and_its_orders_tie_to_their_subtotals(engine: Engine, tmp_path: Path) -> None:
    dataset = take(engine, orders=str(shopify.write(tmp_path / "orders_export.csv")))
    account = dataset.tables["orders"].account
    assert (account.read, account.accepted, account.rejected, account.duplicate) == (14, 8, 6, 0)
    assert amounts(engine) == {"#1001": 900000, "#1002": 150000, "#1003": 0, "#1009": 199700, "#1010": 360000}
    assert account.amount_accepted == 1609700
    assert dataset.currency == "EUR"
    assert engine.rows("select distinct customer_id from orders order by 1") == [
        ("ann@example.com",),
        ("bob@example.com",),
        ("eve@example.com",),
    ]


def test_test_cancelled_and_zero_orders_are_named_with_count_and_value(engine: Engine, tmp_path: Path) -> None:
    dataset = take(engine, orders=str(shopify.write(tmp_path / "orders_export.csv")))
    assert (check(dataset, "COT-525").count, check(dataset, "COT-525").amount) == (1, 400000)
    assert (check(dataset, "COT-526").count, check(dataset, "COT-526").amount) == (3, 900000)
    assert "2 orders" in check(dataset, "COT-526").found
    assert (check(dataset, "COT-527").count, check(dataset, "COT-527").amount) == (1, 0)
    assert (check(dataset, "COT-529").count, check(dataset, "COT-529").amount) == (1, 200000)
    assert check(dataset, "COT-530").amount == -350000


def test_a_refund_is_a_return_line_up_to_the_value_of_the_goods(engine: Engine, tmp_path: Path) -> None:
    take(engine, orders=str(shopify.write(tmp_path / "orders_export.csv")))
    found = engine.rows("select order_id, amount, quantity from orders where is_return order by 1")
    assert [(o, a, float(q)) for o, a, q in found] == [("#1002", -150000, 0.0), ("#1003", -200000, 0.0)]


def test_a_discount_that_does_not_divide_is_spread_to_the_last_digit(engine: Engine, tmp_path: Path) -> None:
    take(engine, orders=str(shopify.write(tmp_path / "orders_export.csv")))
    lines = engine.rows("select amount, discount from orders where order_id = '#1009' order by amount")
    assert sum(a for a, _ in lines) == 199700
    assert [a + d for a, d in lines] == [99900] * 3


def test_shuffled_rows_of_a_shop_export_give_the_same_lines(engine: Engine, tmp_path: Path) -> None:
    ask = (
        "select customer_id, order_id, ordered_at, quantity, unit_price, amount, product, is_return from orders "
        "order by order_id, product_id, amount, quantity"
    )
    take(engine, orders=str(shopify.write(tmp_path / "a.csv")))
    straight = engine.rows(ask)
    rows = list(shopify.ORDERS)
    random.Random(4).shuffle(rows)
    take(engine, orders=str(shopify.write(tmp_path / "b.csv", rows)))
    assert engine.rows(ask) == straight


def test_two_currencies_are_told_by_order_cells_alone(engine: Engine, tmp_path: Path) -> None:
    rows = shopify.ORDERS + shopify.order(
        "#1011", "ann@example.com", "2024-03-05", [(1, "Rug", "40.00", "R1", "0.00")], currency="USD"
    )
    with pytest.raises(DataRefused, match="COT-505"):
        take(engine, orders=str(shopify.write(tmp_path / "orders_export.csv", rows)))


def test_cdnow_by_position_sums_to_its_published_total(engine: Engine) -> None:
    words = ("orders.customer_id=2", "orders.ordered_at=3", "orders.quantity=4", "orders.amount=5")
    account = take(engine, *words, orders=str(data("cdnow/CDNOW_sample.txt"))).tables["orders"].account
    assert (account.accepted, account.amount_accepted) == (6_919, 2_440_919_400)
    assert engine.one("select count(distinct customer_id), min(customer_id) from orders") == (2_357, "0001")


def test_cdnow_master_needs_no_words(engine: Engine) -> None:
    dataset = take(engine, orders=str(data("cdnow/CDNOW_master.txt")))
    assert dataset.tables["orders"].account.amount_accepted == 25_003_156_300
    assert (str(dataset.first_day), str(dataset.last_day)) == ("1997-01-01", "1998-06-30")


def test_an_order_number_is_made_of_customer_and_day_where_the_source_has_none(engine: Engine, tmp_path: Path) -> None:
    text = "customer,date,amount\nann,2024-01-05,10\nann,2024-01-05,5\nbob,2024-02-01,7\n"
    take(engine, orders=put(tmp_path, "a.csv", text))
    assert amounts(engine) == {"ann@2024-01-05": 150000, "bob@2024-02-01": 70000}


def test_prices_are_rounded_before_they_are_multiplied(engine: Engine, tmp_path: Path) -> None:
    text = "customer,date,quantity,price\nann,2024-01-05,1000,0.00004\nbob,2024-01-06,3,0.33335\n"
    take(engine, orders=put(tmp_path, "a.csv", text))
    assert amounts(engine) == {"ann@2024-01-05": 0, "bob@2024-01-06": 10002}


@pytest.mark.parametrize(
    ("quantity", "price", "worth"),
    [
        ("3", "1.25", 37_500),
        ("-3", "1.2345", -37_035),
        ("1.5", "3.3333", 50_000),  # 4.99995 is rounded away from zero
        ("-1.5", "3.3333", -50_000),
        ("0.333", "0.01", 33),
        ("10000", "100000000", 10_000_000_000_000_000),  # the largest amount that is kept
        ("10001", "0.5", 50_005_000),
        ("0.5", "1000000000000", 5_000_000_000_000_000),
    ],
)
def test_whole_and_broken_quantities_are_worth_quantity_times_price_rounded_once(
    engine: Engine, tmp_path: Path, quantity: str, price: str, worth: int
) -> None:
    rows = f"customer,date,quantity,price\na,2024-01-02,{quantity},{price}\nb,2024-01-05,1,2\n"
    take(engine, orders=put(tmp_path, "a.csv", rows))
    assert engine.one("select amount from orders where customer_id = 'a'") == (worth,)


@pytest.mark.parametrize(("quantity", "price"), [("10001", "100000000"), ("2.5", "900000000000")])
def test_an_amount_larger_than_any_is_no_amount(engine: Engine, tmp_path: Path, quantity: str, price: str) -> None:
    rows = f"customer,date,quantity,price\na,2024-01-02,{quantity},{price}\nb,2024-01-05,1,2\nc,2024-01-06,1,2\n"
    take(engine, orders=put(tmp_path, "a.csv", rows))
    assert engine.rows("select code, line from rejected order by 1") == [("COT-409", 2)]


def test_a_repeated_order_total_gives_way_to_price_times_quantity(engine: Engine, tmp_path: Path) -> None:
    text = (
        "Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,SKU,Item Name,Quantity,Item Cost\n"
        "1,completed,2024-01-05 10:00,ann@example.com,50.00,A,Lamp,2,15.00\n"
        "1,completed,2024-01-05 10:00,ann@example.com,50.00,B,Rug,1,20.00\n"
        "2,cancelled,2024-01-06 10:00,bob@example.com,20.00,B,Rug,1,20.00\n"
        "3,processing,2024-01-07 10:00,bob@example.com,15.00,A,Lamp,1,15.00\n"
    )
    dataset = take(engine, orders=put(tmp_path, "woo.csv", text))
    assert amounts(engine) == {"1": 500000, "3": 150000}
    assert check(dataset, "COT-526").count == 1


def test_german_tills_write_semicolons_commas_and_points(engine: Engine, tmp_path: Path) -> None:
    text = (
        "Kundennummer;Belegnummer;Belegdatum;Artikelbezeichnung;Menge;Einzelpreis;Betrag\n"
        "00012;B1;31.01.2024 10:15;Vase;1;1.234,50 €;1.234,50 €\n"
        "00012;B2;01.02.2024 09:00;Vase;-1;1.234,50 €;-1.234,50 €\n"
        "00013;B3;02.02.2024 09:00;Läufer;2;12,25 €;24,50 €\n"
    )
    dataset = take(engine, orders=put(tmp_path, "kasse.csv", text, "cp1252"))
    assert amounts(engine) == {"B1": 12345000, "B2": -12345000, "B3": 245000}
    assert engine.one("select min(customer_id) from orders") == ("00012",)
    assert engine.one("select count(*) from orders where is_return") == (1,)
    assert dataset.mapping.sources["orders"].get("ordered_at").date == "%d.%m.%Y %H:%M"


def test_the_rows_of_a_source_in_any_order_give_the_same_accepted_lines(engine: Engine, tmp_path: Path) -> None:
    dice = random.Random(1)
    rows = [
        [f"c{dice.randrange(30)}", f"{dice.randrange(1, 29)}/{dice.randrange(1, 13)}/2024", f"{dice.random() * 90:.2f}"]
        for _ in range(300)
    ]
    seen = []
    for name in ("a.csv", "b.csv"):
        with (tmp_path / name).open("w", newline="") as out:
            csv.writer(out).writerows([["customer", "date", "amount"], *rows])
        dataset = take(engine, orders=str(tmp_path / name))
        seen.append(engine.rows("select customer_id, ordered_at, amount from orders order by 1, 2, 3"))
        seen.append([dataset.mapping.sources["orders"].columns])
        dice.shuffle(rows)
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]
