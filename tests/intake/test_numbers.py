"""Does a number written in any usual way come out as that number?"""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.engine import Engine
from coterie.intake.numbers import reads, sql_number


def grouped(number: Decimal, decimal: str, group: str) -> str:
    return f"{abs(number):,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)


def read(engine: Engine, cells: list[str], decimal: str) -> list[Decimal | None]:
    table = " union all ".join(
        f"select {i} as i, '{c.replace(chr(39), chr(39) * 2)}' as t" for i, c in enumerate(cells)
    )
    return [row[1] for row in engine.rows(f"select i, {sql_number('t', 'text', decimal)} from ({table}) order by i")]


WAYS = ["{n}", "{n} ", "€{n}", "{n} €", "EUR {n}", "$ {n}", "{n} kr"]
MINUS = ["-{0}", "({0})", "{0}-", "−{0}", "- {0}"]


@pytest.mark.parametrize(
    ("decimal", "group"), [(".", ","), (",", "."), (".", "'"), (",", " "), (",", "\u00a0"), (".", "")]
)
def test_every_usual_way_reads_back(engine: Engine, decimal: str, group: str) -> None:
    @settings(max_examples=15, deadline=None, database=None, derandomize=True)
    @given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=20), st.sampled_from(WAYS))
    def holds(numbers: list[Decimal], way: str) -> None:
        cells = [way.format(n=grouped(n, decimal, group)) for n in numbers]
        assert read(engine, cells, decimal) == [n.quantize(Decimal("1.00000000")) for n in numbers]
        assert all(reads(c, decimal) for c in cells)

    holds()


@pytest.mark.parametrize("minus", MINUS)
def test_minus_in_any_dress(engine: Engine, minus: str) -> None:
    assert read(engine, [minus.format("12.50"), minus.format("$12.50")], ".") == [Decimal("-12.5"), Decimal("-12.5")]


@pytest.mark.parametrize("cell", ["12 pcs", "1,23.4", "12.5.3", "abc", "--5", "1 2 3 x", "12a", "", "1.2e", "€"])
def test_what_is_not_wholly_a_number_is_unreadable(engine: Engine, cell: str) -> None:
    assert read(engine, [cell], ".") == [None]


def test_lakhs_and_crores_are_read_as_india_writes_them(engine: Engine) -> None:
    cells = ["₹1,23,456.50", "1,23,45,678", "12,34,567", "1,23,45", "1,2,345"]
    assert read(engine, cells, ".") == [Decimal("123456.50"), Decimal(12345678), Decimal(1234567), None, None]
    assert read(engine, ["1,23,456"], ",") == [None]


def test_a_wrong_group_is_unreadable_rather_than_a_factor_off(engine: Engine) -> None:
    assert read(engine, ["1.23", "12.34", "1.234"], ",") == [None, None, Decimal(1234)]


def test_typed_numbers_pass_and_not_a_number_is_nothing(engine: Engine) -> None:
    sql = f"select {sql_number('x', 'DOUBLE', '.')} from (select cast(%s as double) as x)"
    assert engine.one(sql % "2.55") == (Decimal("2.55"),)
    assert engine.one(sql % "'nan'") == (None,)
    assert engine.one(sql % "1e30") == (None,)
