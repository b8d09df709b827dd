"""Are orders dated after their file was written told, rejected or refused?"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import DataRefused

HEAD = "customer,date,amount\n"
DAYS = [f"2024-0{m}-{d:02d}" for m in (1, 2, 3) for d in (3, 9, 20)]
GOOD = HEAD + "".join(f"c{n},{day},5.00\n" for n, day in enumerate(DAYS * 3))


def written(path: str, year: int, month: int, day: int) -> str:
    moment = datetime(year, month, day, 12, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_a_mistyped_year_is_rejected_and_named(engine: Engine, tmp_path: Path) -> None:
    path = written(put(tmp_path, "a.csv", GOOD + "c1,2042-01-05,7.00\n"), 2024, 4, 1)
    dataset = take(engine, orders=path)
    account = dataset.tables["orders"].account
    assert (account.accepted, account.rejected, account.amount_rejected) == (27, 1, 70000)
    assert str(dataset.last_day) == "2024-03-20"
    found = check(dataset, "COT-529")
    assert "COT-414" in found.found and found.examples[0]["value"] == "2042-01-05"
    assert len([s for s in engine.log if s.name == "orders_lines"]) == 1


def test_orders_of_the_next_months_are_kept_and_told(engine: Engine, tmp_path: Path) -> None:
    path = written(put(tmp_path, "a.csv", GOOD + "c1,2024-06-05,7.00\n"), 2024, 4, 1)
    dataset = take(engine, orders=path)
    found = check(dataset, "COT-538")
    assert (found.grade, found.count, found.amount) == ("warn", 1, 70000)
    assert "line 29, date = 2024-06-05" in found.found
    assert dataset.tables["orders"].account.rejected == 0


@pytest.mark.parametrize("year", [2023, 2001])
def test_a_file_of_nothing_but_the_future_is_refused(engine: Engine, tmp_path: Path, year: int) -> None:
    path = written(put(tmp_path, "a.csv", GOOD), year, 12, 1)
    with pytest.raises(DataRefused, match=r"COT-507.*2024-01-03.*--as-of"):
        take(engine, orders=path)


def test_whoever_names_the_day_to_stand_on_is_believed(engine: Engine, tmp_path: Path) -> None:
    path = written(put(tmp_path, "a.csv", GOOD), 2001, 12, 1)
    assert (
        take(engine, orders=path, as_of=datetime(2024, 4, 1, tzinfo=UTC).date()).tables["orders"].account.accepted == 27
    )


def test_a_file_whose_day_says_nothing_is_read_as_it_is(engine: Engine, tmp_path: Path) -> None:
    path = written(put(tmp_path, "a.csv", GOOD), 1980, 1, 1)
    assert take(engine, orders=path).tables["orders"].account.accepted == 27


def test_an_order_of_tomorrow_may_be_of_another_time_zone(engine: Engine, tmp_path: Path) -> None:
    path = written(put(tmp_path, "a.csv", GOOD), 2024, 3, 19)
    assert not [c for c in take(engine, orders=path).quality.checks if c.code == "COT-538"]
