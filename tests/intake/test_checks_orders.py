"""Is each planted defect of order lines named with count, value and examples?"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import DataRefused

DAYS = [date(2024, 1, 1) + timedelta(days=i) for i in range(120)]


def shop(*more: str, days: list[date] = DAYS, head: str = "customer,date,quantity,price") -> str:
    rows = [f"c{i % 40},{d},{1 + i % 3},{5 + i % 7}.00" for i, d in enumerate(days)]
    return "\n".join([head, *rows, *more]) + "\n"


def test_planted_defects_are_named(engine: Engine, tmp_path: Path) -> None:
    twin = f"c0,{DAYS[0]},1,5.00"
    more = [
        "c1,2024-03-01,9999,5.00",
        "c2,2024-03-01,1,0.00",
        "c3,2024-03-01,1,-4.00",
        "c4,2024-03-02,-2,6.00",
        twin,
        "c5,2025-01-01,1,5.00",
    ]
    days = [d for d in DAYS if not date(2024, 2, 1) <= d <= date(2024, 2, 15)]
    dataset = take(engine, orders=put(tmp_path, "a.csv", shop(*more, days=days)))
    assert check(dataset, "COT-512").examples[0]["value"] == "9999.000"
    assert check(dataset, "COT-516").count == 1
    assert (check(dataset, "COT-517").count, check(dataset, "COT-517").amount) == (1, -40000)
    assert (check(dataset, "COT-519").count, check(dataset, "COT-519").amount) == (2, -160000)
    assert re.match(r"2 of \d+ accepted lines are returns, −16\.00 together \(", check(dataset, "COT-519").found)
    assert (check(dataset, "COT-511").count, check(dataset, "COT-511").amount) == (1, 50000)
    assert check(dataset, "COT-515").examples[0]["value"].startswith("2025-01-01")
    assert "1\u00a0Feb\u00a02024 to 15\u00a0Feb\u00a02024" in check(dataset, "COT-514").found
    assert check(dataset, "COT-520").grade == "warn"
    assert "500" in check(dataset, "COT-524").found
    assert all(c.examples for c in dataset.quality.checks if c.code in ("COT-516", "COT-517", "COT-519"))


def test_lines_of_equal_amounts_are_equal_only_where_every_cell_is(engine: Engine, tmp_path: Path) -> None:
    lines = [
        "a,7,2024-01-01,1,5.00",
        "a,7,2024-01-01,1,5.00",  # the twin
        "b,7,2024-01-01,1,5.00",  # the same number, another customer
        "c,,2024-01-02,1,5.00",
        "d,,2024-01-02,1,5.00",  # no number, another customer
        "d,,2024-01-03,1,5.00",  # another day
        "d,,2024-01-03,1,5.0",  # the same value, another cell
    ]
    text = "\n".join(["customer,order_id,date,quantity,price", *lines, ""])
    found = check(take(engine, orders=put(tmp_path, "a.csv", text)), "COT-511")
    assert (found.count, found.amount, [e["line"] for e in found.examples]) == (1, 50_000, ["2"])


def test_equal_lines_are_a_warning_where_they_are_so_many_that_the_file_was_pasted_twice(
    engine: Engine, tmp_path: Path
) -> None:
    once = shop()
    twice = once + once.partition("\n")[2]
    found = check(take(engine, orders=put(tmp_path, "a.csv", twice)), "COT-511")
    assert (found.grade, found.count) == ("warn", len(once.splitlines()) - 1)
    few = check(take(engine, orders=put(tmp_path, "b.csv", once + once.splitlines()[1] + "\n")), "COT-511")
    assert (few.grade, few.count) == ("info", 1)


def test_customer_numbers_that_a_spreadsheet_shortened_are_told(engine: Engine, tmp_path: Path) -> None:
    text = shop(
        "1.23E+15,2024-01-05,1,5.00", "1.23E+15,2024-01-06,2,5.00", "5E+11,2024-01-06,1,2.50", "1E5,2024-01-07,1,1.00"
    )
    found = check(take(engine, orders=put(tmp_path, "a.csv", text)), "COT-539")
    assert (found.grade, found.count, found.amount) == ("warn", 3, 175000)
    assert "2 customer numbers" in found.found and "1.23E+15" in found.found


def test_a_file_of_returns_alone_is_refused(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"c{i},2024-01-{i + 1:02d},-{i + 1}.00\n" for i in range(20))
    with pytest.raises(DataRefused, match=r"COT-508.*all 20 lines are worth 0 or less, −210\.00 together"):
        take(engine, orders=put(tmp_path, "b.csv", "customer,date,amount\n" + rows))
