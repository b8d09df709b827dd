"""Are parameters bound as typed literals that mean what they say?"""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from coterie.engine.steps import Literal, bind, ident, literal

VALUES: list[Literal] = [
    None, True, False, 0, -7, 2**62, 1.5, 1e-300, 1e22, -0.1, 0.1 + 0.2, "", "it's", 'say "yes"', "$as_of", "Zürich",
    date(2024, 2, 29), datetime(2024, 2, 29, 23, 59, 58), Decimal("1.2340"),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_literal_comes_back_as_it_was(value: Literal) -> None:
    (found,) = duckdb.sql(f"select {literal(value)}").fetchall()
    assert found == (value,)
    assert type(found[0]) is type(value)


def test_a_float_stays_a_double() -> None:
    assert duckdb.sql(f"select typeof({literal(2.0)})").fetchall() == [("DOUBLE",)]


def test_only_named_parameters_are_replaced() -> None:
    assert bind("select $a, $a_b", {"a": 1, "a_b": "x"}) == "select 1, 'x'"
    with pytest.raises(KeyError):
        bind("select $missing", {})


@pytest.mark.parametrize("name", ["orders", "order", 'say "yes"', "Größe", "a b", "x; drop table t"])
def test_any_name_can_be_a_column(name: str) -> None:
    relation = duckdb.sql(f"select 1 as {ident(name)}")
    assert relation.columns == [name]


def test_what_stands_in_quotes_is_no_parameter() -> None:
    sql = """select "price_$usd", 'of $day', 'it''s $day', $day from t"""
    assert bind(sql, {"day": 5}) == """select "price_$usd", 'of $day', 'it''s $day', 5 from t"""
