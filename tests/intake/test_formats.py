"""Are dates and numbers decided on all rows, or refused with advice?"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.terms import DataRefused


def lines(days: list[str]) -> str:
    return "customer,date,amount\n" + "".join(f"c{i % 5},{d},10\n" for i, d in enumerate(days))


def test_one_day_beyond_the_twelfth_anywhere_settles_the_order(engine: Engine, tmp_path: Path) -> None:
    days = [f"{1 + i % 12:02d}/{1 + i % 9:02d}/2024" for i in range(3_000)] + ["03/25/2024"]
    take(engine, orders=put(tmp_path, "a.csv", lines(days)))
    assert engine.one("select max(ordered_on) from orders") == (date(2024, 12, 9),)
    days[-1] = "25/03/2024"
    take(engine, orders=put(tmp_path, "b.csv", lines(days)))
    assert engine.one("select max(ordered_on) from orders") == (date(2024, 9, 12),)


def test_what_stays_ambiguous_is_refused_with_advice(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", lines(["01/02/2024", "03/04/2024", "05/06/2024"]))
    with pytest.raises(DataRefused) as refused:
        take(engine, orders=path)
    assert "COT-303" in str(refused.value)
    assert "--map orders.dates=dmy" in str(refused.value)
    assert refused.value.quality.blocks[0].code == "COT-303"
    take(engine, "orders.dates=dmy", orders=path)
    assert engine.one("select min(ordered_on) from orders") == (date(2024, 2, 1),)
    take(engine, "orders.dates=mdy", orders=path)
    assert engine.one("select min(ordered_on) from orders") == (date(2024, 1, 2),)


def test_two_orders_in_one_column_are_refused(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", lines(["25/02/2024", "02/25/2024", "13/04/2024", "04/13/2024"]))
    with pytest.raises(DataRefused, match="COT-304"):
        take(engine, orders=path)


def test_days_with_and_without_a_time_may_stand_in_one_column(engine: Engine, tmp_path: Path) -> None:
    dataset = take(engine, orders=put(tmp_path, "a.csv", lines(["25.02.2024", "26.02.2024 10:30", "27.02.2024"])))
    assert dataset.tables["orders"].account.accepted == 3
    assert engine.one("select max(ordered_at) from orders where ordered_on = date '2024-02-26'") == (
        datetime(2024, 2, 26, 10, 30),
    )


def test_excel_days_in_a_text_file(engine: Engine, tmp_path: Path) -> None:
    take(engine, orders=put(tmp_path, "a.csv", lines([str(45000 + i) for i in range(10)])))
    assert engine.one("select min(ordered_on) from orders") == (date(2023, 3, 15),)
    assert engine.one("select max(ordered_on) from orders") == (date(2023, 3, 15) + timedelta(days=9),)


@pytest.mark.parametrize("amounts", [["1.234", "2.500", "12.750"], ["1.234", "2.500", "800"]])
def test_numbers_a_thousandfold_apart_are_not_guessed(engine: Engine, tmp_path: Path, amounts: list[str]) -> None:
    rows = "".join(f"c{i};2024-01-0{i + 1};{a}\n" for i, a in enumerate(amounts))
    path = put(tmp_path, "a.csv", "customer;date;amount\n" + rows)
    with pytest.raises(DataRefused, match=r"COT-305.*--map orders.decimal=,"):
        take(engine, orders=path)
    take(engine, "orders.decimal=,", orders=path)
    assert engine.one("select min(amount) from orders where customer_id = 'c0'") == (12340000,)
    take(engine, "orders.decimal=.", orders=path)
    assert engine.one("select min(amount) from orders where customer_id = 'c0'") == (12340,)
