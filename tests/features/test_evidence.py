from datetime import timedelta

import pytest

import shop
from coterie.features import customer_table, evidence, timeline
from coterie.terms import Evidence, TimeUnit, Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)


def gather(engine, dataset, window=WHOLE):
    days = timeline(engine, dataset, as_of=None, holdout="none", unit=TimeUnit.DAY) if window else None
    found = Evidence()
    found.extend(evidence(engine, dataset, customer_table(engine, dataset, window), days))
    return found


def test_the_small_shop_gives_the_totals_worked_out_by_hand(engine, small_shop):
    found = gather(engine, small_shop)
    totals = {s.metric: s.estimate for s in found}
    assert {name: totals[name] for name in ("customers", "orders", "lines", "revenue", "returns_value", "days")} == {
        "customers": 12,
        "orders": shop.ORDERS,
        "lines": shop.LINES,
        "revenue": shop.REVENUE,
        "returns_value": shop.RETURNED,
        "days": 181,
    }
    assert totals["gross_revenue"] == shop.REVENUE + shop.RETURNED


def test_the_repeat_share_has_an_interval(engine, small_shop):
    share = gather(engine, small_shop).find("repeat_share", "everyone")
    assert share.estimate == pytest.approx(8 / 12)
    assert share.low < share.estimate < share.high
    assert share.how == "Wilson"


def test_the_median_recency_is_that_of_the_table(engine, small_shop):
    recency = sorted(k.recency_days for k in shop.KNOWN.values())
    found = gather(engine, small_shop).find("median_recency_days", "everyone")
    assert found.estimate == (recency[5] + recency[6]) / 2


def test_every_statistic_carries_its_window_and_definition(engine, small_shop):
    assert all(s.window == str(WHOLE) and s.definition for s in gather(engine, small_shop))


def test_customers_who_only_returned_are_counted_with_their_value(engine, stand, line):
    data = stand.data([line("a", shop.DAY_0, 10), line("b", shop.DAY_0 + timedelta(days=1), -4)])
    found = gather(engine, data, Window(shop.DAY_0, shop.DAY_0 + timedelta(days=1)))
    assert found.find("customers", "everyone").estimate == 1
    assert found.find("returns_only_customers", "everyone").estimate == 1
    assert found.find("returns_only_value", "everyone").estimate == -4
    assert found.find("revenue", "everyone").estimate == 6
    assert found.find("repeat_share", "everyone").n == 1


def test_coverage_and_customers_without_order_are_said(engine, stand):
    customers = {"customer_id": [*shop.KNOWN, "Zoe"], "age": [*map(float, range(30, 41)), None, 50.0]}
    found = gather(engine, stand.data(shop.lines(), customers=customers))
    assert found.find("coverage:age", "everyone").estimate == pytest.approx(11 / 12)
    assert found.find("customers_without_order", "everyone").estimate == 1


def test_attributes_alone_give_customers_and_coverage(engine, stand):
    customers = {"customer_id": list("abcd"), "age": [30.0, 40.0, None, 31.0], "city": ["x", "y", None, None]}
    found = {s.metric: s.estimate for s in gather(engine, stand.data(customers=customers), None)}
    assert found == {"customers": 4, "coverage:age": 0.75, "coverage:city": 0.5}
