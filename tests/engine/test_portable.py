from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest

from coterie import features
from coterie.engine import Step, bind
from coterie.engine.portable import DIALECTS, banned_in, statement, translate
from coterie.terms import WrongWords

DAYS = {"start": date(2023, 1, 1), "as_of": date(2023, 6, 30), "until": date(2023, 9, 30), "since": date(2023, 3, 30)}


def steps_of_features() -> list[tuple[str, Step]]:
    modules = [import_module(f"coterie.features.{m.name}") for m in iter_modules(features.__path__)]
    return [(m.__name__.rsplit(".", 1)[1], step) for m in modules for step in getattr(m, "STEPS", ())]


ALL = [pytest.param(step, id=f"{module}-{step.name}") for module, step in steps_of_features()]


def test_the_steps_of_all_modules_are_found():
    assert {module for module, _ in steps_of_features()} >= {"facts", "rfm", "btyd", "baskets", "slices", "tastes"}


@pytest.mark.parametrize("step", ALL)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_step_reads_in_every_dialect(step, dialect):
    assert translate(bind(step.sql, DAYS), dialect).startswith("SELECT")


@pytest.mark.parametrize("step", ALL)
def test_no_step_uses_what_changes_with_row_order_or_the_clock(step):
    assert banned_in(step.sql, **DAYS) == []


@pytest.mark.parametrize("step", ALL)
def test_every_step_says_why(step):
    assert step.why.endswith(".")
    assert len(step.why) > 20


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT avg(x) FROM t",
        "SELECT stddev(x) FROM t",
        "SELECT first(x) FROM t",
        "SELECT mode(x) FROM t",
        "SELECT approx_quantile(x, 0.5) FROM t",
        "SELECT quantile_cont(x, 0.5) FROM t",
        "SELECT random()",
        "SELECT now()",
        "SELECT current_date",
        "SELECT arg_max(a, b) FROM t",
        "SELECT sum(a / b) FROM t",
        "SELECT sum(CAST(a AS DOUBLE)) FROM t",
        "SELECT sum(a * 1.5e0) FROM t",
        "SELECT sum(ln(a)) FROM t",
    ],
)
def test_what_is_banned_is_found(sql):
    assert banned_in(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(a) / sum(b) FROM t",
        "SELECT sum(CAST(floor(a / b) AS BIGINT)) FROM t",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t",
        "SELECT sum(CASE WHEN a > 1 THEN b ELSE 0 END) FROM t",
    ],
)
def test_what_is_exact_passes(sql):
    assert banned_in(sql) == []


def test_a_statement_that_is_no_sql_is_refused_by_name():
    with pytest.raises(ValueError, match="no spark for"):
        translate("SELECT FROM WHERE (", "spark")


def test_a_statement_is_its_steps_with_their_reasons_and_the_database_s_own_tables():
    steps = [Step("orders", "select x from src", "Read."), Step("answer", "select x from orders", "Told.")]
    text = statement(
        steps, "snowflake", tables={"src": "shop.orders"}, names={"orders": "accepted_orders"}, heading=["On top."]
    )
    assert text.splitlines() == [
        "-- On top.", "WITH", "-- Read.", "accepted_orders AS (", "  SELECT", "    x", "  FROM shop.orders", ")",
        "-- Told.", "SELECT", "  x", "FROM accepted_orders AS orders;",
    ]  # fmt: skip


def test_postgres_reckons_a_kept_step_once_and_keeps_the_others_apart():
    steps = [
        Step("a", "select x from src", "A.", keep=False),
        Step("b", "select x from a", "B."),
        Step("c", "select x from b", "C."),
    ]
    text = statement(steps, "postgres", tables={}, names={})
    assert "a AS (\n  SELECT\n    x\n  FROM src\n  OFFSET 0\n)" in text
    assert "b AS MATERIALIZED (" in text


def test_a_dialect_that_is_not_known_is_refused():
    with pytest.raises(WrongWords, match="COT-131"):
        statement([Step("a", "select 1 as x", "A.")], "cobol", tables={}, names={})
