import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import shop
from coterie.features import customer_table
from coterie.terms import ColumnMap, Mapping, SourceMap, Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)


def people(rows):
    """The customers of the small shop as intake leaves them."""
    return {
        "customer_id": [r["customer_id"] for r in rows],
        "age": [float(r["age"]) if r["age"] else None for r in rows],
        "income": [r["income"] for r in rows],
        "city": [r["city"] for r in rows],
        "newsletter": [r["newsletter"] == "yes" for r in rows],
        "joined": [date.fromisoformat(r["joined"]) for r in rows],
    }


@pytest.fixture
def full(stand):
    return stand.data(shop.lines(), customers=people(shop.people()))


def bytes_of(table):
    return {
        name: values.tolist() if values.dtype == object else values.tobytes() for name, values in table.columns.items()
    }


def test_every_column_has_a_trait_and_every_trait_a_column(engine, full):
    table = customer_table(engine, full, WHOLE)
    assert [t.name for t in table.traits] == list(table.columns)
    assert all(len(values) == len(table) == 12 for values in table.columns.values())
    assert list(table.ids) == sorted(shop.KNOWN)


def test_every_trait_says_what_it_means(engine, full):
    for trait in customer_table(engine, full, WHOLE).traits:
        assert trait.label
        assert trait.meaning.endswith(".")
        assert trait.source.split(".")[0] in ("orders", "customers", "events")


def test_with_orders_recency_orders_and_revenue_form(engine, full):
    assert customer_table(engine, full, WHOLE).forming == ("recency_days", "orders", "revenue")


def test_what_is_reckoned_from_forming_traits_is_tied_to_them(engine, full):
    table = customer_table(engine, full, WHOLE)
    tied = ("average_order_value", "purchase_days", "tenure_days", "median_gap_days", "category_entropy", "categories")
    assert all(set(table.trait(name).derived) & set(table.forming) for name in tied)


def test_attributes_are_joined_to_the_customers_with_orders(engine, stand):
    rows = [r for r in shop.people() if r["customer_id"] != "Bob"]
    rows.append({**rows[0], "customer_id": "Zoe"})  # known, but never ordered
    table = customer_table(engine, stand.data(shop.lines(), customers=people(rows)), WHOLE)
    assert "Zoe" not in table.ids
    where = {who: i for i, who in enumerate(table.ids)}
    assert np.isnan(table.columns["age"][[where["Bob"], where["Lou"]]]).all()
    assert table.columns["city"][where["Bob"]] is None
    assert table.columns["income"][where["Gus"]] == 2
    assert table.columns["newsletter"][where["Ann"]] == 1
    assert table.columns["days_since_joined"][where["Ann"]] == 211


def test_attributes_alone_make_a_table_of_everybody(engine, stand):
    customers = {**people(shop.people()), "mnt_wines": [float(i * i % 7) for i in range(12)]}
    table = customer_table(engine, stand.data(customers=customers), None)
    assert len(table) == 12
    assert table.window is None
    assert table.forming == ("mnt_wines",)


def test_attributes_and_events_alone_count_visits_as_of_the_last_event(engine, stand):
    events = [
        {"customer_id": "Ann", "occurred_at": "2023-02-01 10:00:00", "event": "view"},
        {"customer_id": "Bob", "occurred_at": "2023-02-05 10:00:00", "event": "view"},
        {"customer_id": "Bob", "occurred_at": "2023-02-03 10:00:00", "event": "view"},
    ]
    table = customer_table(engine, stand.data(events=events, customers=people(shop.people())), None)
    assert table.columns["visits"].tolist() == [1, 2] + [0] * 10
    assert table.columns["days_since_visit"][:2].tolist() == [4, 0]
    assert "visits" in table.forming


def test_an_attribute_called_like_a_trait_keeps_a_name_of_its_own(engine, stand):
    customers = {"customer_id": list(shop.KNOWN), "revenue": [float(i) for i in range(12)]}
    table = customer_table(engine, stand.data(shop.lines(), customers=customers), WHOLE)
    assert table.columns["revenue"][0] == 140
    assert table.columns["customer_revenue"].tolist() == [float(i) for i in range(12)]
    assert table.trait("customer_revenue").source == "customers.revenue"


def test_source_names_make_the_labels(engine, stand):
    mapping = Mapping(
        sources={
            "customers": SourceMap("customers", (ColumnMap("customer_id", "ID"),), (("MntFishProducts", "mnt_fish"),))
        },
        bands={"MntFishProducts": (2.0,)},
    )
    customers = {"customer_id": list("abc"), "mnt_fish": [1.0, 2.0, 3.5]}
    table = customer_table(engine, stand.data(customers=customers, mapping=mapping), None)
    assert table.trait("mnt_fish").label == "Spend on fish"
    assert table.trait("mnt_fish").edges == (2.0,)
    assert table.columns["mnt_fish_band"].tolist() == [0, 1, 1]


def test_lines_after_the_as_of_day_have_no_part_in_any_trait(engine, stand):
    end = date(2023, 4, 1)
    early = [r for r in shop.lines() if r["ordered_at"][:10] <= end.isoformat()]
    whole = customer_table(engine, stand.data(shop.lines()), Window(shop.DAY_0, end))
    cut = customer_table(engine, stand.data(early), Window(shop.DAY_0, end))
    assert list(whole.ids) == list(cut.ids)
    assert bytes_of(whole) == bytes_of(cut)
    assert whole.traits == cut.traits


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_rows_of_any_source_give_the_same_bytes(engine, stand, full, seed):
    before = customer_table(engine, full, WHOLE)
    shuffle = random.Random(seed)
    rows, customers = shop.lines(), shop.people()
    shuffle.shuffle(rows)
    shuffle.shuffle(customers)
    after = customer_table(engine, stand.data(rows, customers=people(customers)), WHOLE)
    assert list(after.ids) == list(before.ids)
    assert bytes_of(after) == bytes_of(before)
    assert after.traits == before.traits


def test_one_scan_serves_every_day(engine, full):
    before = len([run for run in engine.log if run.name == "order_days"])
    for day in (date(2023, 3, 1), date(2023, 5, 1), shop.AS_OF):
        customer_table(engine, full, Window(shop.DAY_0, day))
    assert len([run for run in engine.log if run.name == "order_days"]) == before


def test_a_declared_order_reaches_the_table(engine, stand):
    mapping = replace(Mapping(), ordered={"city": ("Ghent", "Bruges", "Antwerp")})
    data = stand.data(shop.lines(), customers=people(shop.people()), mapping=mapping)
    assert customer_table(engine, data, WHOLE).trait("city").levels == ("Ghent", "Bruges", "Antwerp")
