import sqlite3
from contextlib import closing

import pytest

from coterie.engine import Step
from coterie.engine.portable import statement
from coterie.terms import WrongWords


def said(sql: str, dialect: str, typed: frozenset[str] = frozenset()) -> str:
    text = statement([Step("a", sql, "Why.")], dialect, tables={}, names={}, typed=typed)
    return " ".join(text.split()[2:]).rstrip(";")


@pytest.mark.parametrize(
    ("sql", "dialect", "expected"),
    [
        ("select try_cast(x as bigint) as y from t", "postgres", "CAST(x AS BIGINT)"),
        ("select try_cast(x as bigint) as y from t", "sqlite", "NOT x GLOB '*[^0-9]*'"),
        ("select regexp_full_match(x, 'a|b') as y from t", "postgres", "x ~ '^(?:a|b)$'"),
        ("select regexp_full_match(x, 'a|b') as y from t", "snowflake", "REGEXP_LIKE(x, 'a|b')"),
        ("select regexp_matches(x, 'a|b') as y from t", "snowflake", "REGEXP_LIKE(x, '.*(a|b).*')"),
        ("select regexp_extract(x, '[0-9]+(:[0-9]+)?') as y from t", "postgres", "'([0-9]+(?::[0-9]+)?)'"),
        ("select regexp_replace(x, 'a', '', 'g') as y from t", "spark", "REGEXP_REPLACE(x, 'a', '')"),
        ("select try_strptime(x, '%d.%m.%Y') as y from t", "postgres", "TO_TIMESTAMP(x, 'DD.MM.YYYY')"),
        ("select left(x, 2) as y from t", "sqlite", "SUBSTRING(x, 1, 2)"),
        ("select cast(x as date) as y from t", "sqlite", "DATE(x)"),
        ("select cast(x as timestamp) as y from t", "sqlite", "DATETIME(x)"),
        ("select date '2024-01-31' as y from t", "sqlite", "'2024-01-31' AS y"),
        ("select nullif(x, cast('nan' as double)) as y from t", "sqlite", "SELECT x AS y"),
        ("select extract(hour from x) as y from t", "sqlite", "CAST(STRFTIME('%H', x) AS INTEGER)"),
        ("select cast(x as decimal(28,8)) as y from t", "sqlite", "CAST(x AS REAL)"),
        ("select a from (values (1, 2)) as v (a, b)", "sqlite", "column1 AS a"),
        (
            "select list_dot_product([1.0e0, x, y], [7.0e0, -2.0e0, 3.0e0]) as z",
            "spark",
            "7.0e0 + x * -2.0e0 + y * 3.0e0",
        ),
        ("select list_dot_product([x, y], [2.0e0, 3.0e0]) as z", "sqlite", "x * 2.0e0 + y * 3.0e0 AS z"),
        ("select list_dot_product([x, y], [2.0e0, 3.0e0]) as z", "duckdb", "LIST_DOT_PRODUCT([x, y], [2.0e0, 3.0e0])"),
        (
            "select concat_ws(',', coalesce(x, ''), coalesce(y, '')) as z from t",
            "sqlite",
            "COALESCE(x, '') || ',' || COALESCE(y, '') AS z",
        ),
    ],
)
def test_what_dialects_say_differently_is_said_in_their_way(sql, dialect, expected):
    assert expected.lower() in said(sql, dialect).lower()


def test_a_typed_column_needs_no_careful_cast():
    sql = "select try_cast(x as decimal(28,8)) as y from t"
    assert said(sql, "postgres", frozenset({"x"})) == "SELECT CAST(x AS DECIMAL(28, 8)) AS y FROM t"
    assert "~" in said(sql, "postgres")


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("select percentile_cont(0.5) within group (order by x) as y from t", "taking medians"),
        ("select regexp_full_match(x, 'a') as y from t", "reading numbers or dates from text"),
        ("select concat_ws(',', x, coalesce(y, '')) as z from t", "joining texts that may be missing"),
        ("select try_strptime(x, '%d') as y from t", "reading numbers or dates from text"),
        ("select try_cast(x as decimal(28,8)) as y from t", "reading numbers or dates from text"),
    ],
)
def test_what_sqlite_lacks_is_refused_by_name(sql, what):
    with pytest.raises(WrongWords, match=f"COT-132 sqlite has no way of {what}"):
        said(sql, "sqlite")


def test_hundreds_of_cells_are_joined_in_sqlite_as_they_are_elsewhere():
    """An expression there may be no deeper than 1,000, and a chain of 1,200 cells is."""
    names = [f"c{i}" for i in range(1200)]
    cells = ", ".join(f"coalesce({name}, '')" for name in names)
    sql = said(f"select concat_ws(',', {cells}) as z from t", "sqlite")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"create table t ({', '.join(names)})")
        for turn in range(0, 1200, 400):
            row = [None if i % 3 else f"v{i + turn}" for i in range(1200)]
            connection.execute(f"insert into t values ({', '.join('?' * 1200)})", row)
            found = connection.execute(sql).fetchall()[-1][0]
            assert found == ",".join(value or "" for value in row)


def test_serial_days_are_refused_where_they_cannot_be_said():
    with pytest.raises(WrongWords, match="COT-132 postgres"):
        said("select timestamp '1899-12-30' + to_seconds(x) as y from t", "postgres")
