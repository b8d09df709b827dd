"""Is the small shop what its table says, and do the generated shops hold what was planted?"""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import shop


def _days(customer: str) -> list[int]:
    bought = (line for line in shop.lines() if line["customer_id"] == customer and float(line["quantity"]) > 0)
    return sorted({(date.fromisoformat(line["ordered_at"][:10]) - shop.DAY_0).days for line in bought})


@pytest.mark.parametrize("customer", shop.KNOWN)
def test_the_table_in_the_docstring_agrees_with_the_lines(customer: str) -> None:
    mine = [line for line in shop.lines() if line["customer_id"] == customer]
    days, end = _days(customer), (shop.AS_OF - shop.DAY_0).days
    found = shop.Known(
        recency_days=end - days[-1],
        orders=len({line["order_id"] for line in mine if float(line["quantity"]) > 0}),
        revenue=sum(float(line["amount"]) for line in mine),
        x=len(days) - 1,
        t_x=days[-1] - days[0],
        T=end - days[0],
    )
    assert found == shop.KNOWN[customer]


def test_the_totals_agree() -> None:
    amounts = [float(line["amount"]) for line in shop.lines()]
    assert len(amounts) == shop.LINES
    assert sum(amounts) == shop.REVENUE == sum(known.revenue for known in shop.KNOWN.values())
    assert -sum(amount for amount in amounts if amount < 0) == shop.RETURNED
    assert sum(known.orders for known in shop.KNOWN.values()) == shop.ORDERS
    assert [row["customer_id"] for row in shop.people()] == list(shop.KNOWN)


def test_the_same_seed_gives_the_same_shop() -> None:
    one, two, other = shop.generate(50, 1), shop.generate(50, 1), shop.generate(50, 2)
    assert one.table().equals(two.table())
    assert not one.table().equals(other.table())


def test_generated_lines_lie_within_the_days_and_are_in_order() -> None:
    made = shop.generate(300, 3, groups=shop.FOUR)
    at = made.lines["ordered_at"]
    assert (np.diff(at) >= np.timedelta64(0, "s")).all()
    assert at.max().astype("datetime64[D]").item() <= made.as_of
    assert set(made.lines["customer"]) == set(range(300))


def test_groups_differ_as_planted() -> None:
    made = shop.generate(3000, 4, groups=shop.FOUR)
    group = made.labels[made.lines["customer"]]
    spend = made.lines["quantity"] * made.lines["cents"]
    by_group = np.bincount(group, spend) / np.bincount(made.labels)
    assert np.argmax(by_group) == 0
    assert [int(np.argmax(np.bincount(made.lines["category"][group == g]))) for g in range(4)] == [0, 5, 4, 3]


def test_planted_defects_are_counted_exactly(tmp_path: Path) -> None:
    clean = shop.generate(400, 5)
    made = shop.plant(clean, 1, without_id=0.1, returned=0.05, equal=0.02, free=0.01, second_currency=0.1, future=0.01)
    table = pq.read_table(shop.write(made.table(), tmp_path / "lines.parquet"))
    planted = made.planted
    assert table.column("customer_id").null_count == planted["without_id"]
    assert np.sum(table.column("quantity").to_numpy() < 0) == planted["returned"]
    assert np.sum(table.column("unit_price").to_numpy() == 0) == planted["free"]
    assert table.column("currency").to_pylist().count("USD") == planted["second_currency"]
    assert table.num_rows == clean.table().num_rows + planted["returned"] + planted["equal"]
    assert np.sum(table.column("ordered_at").to_numpy() > np.datetime64("2030-01-01")) == planted["future"]
