"""How does a step read in another dialect? SQLGlot translates it; what changes with row order is found by name.

This module is not imported with the engine: SQLGlot loads only where a statement is to be shown for another database.
"""

import re

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from coterie.engine.steps import Literal, bind

DIALECTS = ("duckdb", "postgres", "spark", "bigquery", "snowflake", "sqlite")
_BANNED = """
avg stddev stddev_pop stddev_samp variance var_pop var_samp first last any_value mode median quantile quantile_cont
quantile_disc corr covar_pop covar_samp arg_max arg_min max_by min_by array_agg list group_concat string_agg random rand
uuid now today current_date current_time current_timestamp localtime localtimestamp get_current_timestamp hash
"""
BANNED = frozenset(_BANNED.split())
_CALL = re.compile(r"\b(\w+)\s*\(")


def translate(sql: str, dialect: str) -> str:
    """A step's statement in another dialect, parameters already bound.

    sql        one SELECT in DuckDB's dialect.
    dialect    one of :data:`DIALECTS`.
    Raises     ValueError where it cannot be parsed, or translated to something that parses again.

    >>> translate("SELECT date_diff('day', a, b) AS d FROM t", "spark")
    'SELECT DATEDIFF(DAY, a, b) AS d FROM t'
    """
    try:
        text = parse_one(sql, read="duckdb").sql(dialect=dialect)
        parse_one(text, read=dialect)
    except SqlglotError as fault:
        raise ValueError(f"no {dialect} for: {sql}\n{fault}") from fault
    return text


def banned_in(sql: str, **parameters: Literal) -> list[str]:
    """Names of the functions in a statement whose result may change with row order, threads or the clock.

    Averages and deviations are banned by name, approximate functions by their prefix. So are sums of doubles: a sum
    over a cast to DOUBLE, a division, a power or a logarithm that is not itself rounded to a whole number first.

    >>> banned_in("SELECT avg(x), approx_quantile(y, 0.5), sum(a / b), sum(CAST(floor(a / b) AS BIGINT)) FROM t")
    ['approx_quantile', 'avg', 'sum of doubles']
    """
    tree = parse_one(bind(sql, parameters), read="duckdb")
    # Some names are lost in parsing (quantile_cont becomes percentile_cont), some functions have no parentheses.
    names = {_name(f) for f in tree.find_all(exp.Func)} | {n.lower() for n in _CALL.findall(sql)}
    found = {n for n in names if n in BANNED or n.startswith("approx")}
    if any(_doubles(each.this) for each in tree.find_all(exp.Sum)):
        found.add("sum of doubles")
    return sorted(found)


def _name(function: exp.Func) -> str:
    if isinstance(function, exp.Anonymous):
        return str(function.this).lower()
    return function.sql_name().lower()


def _doubles(node: exp.Expression) -> bool:
    """Whether an expression may be a double; a cast to a whole number or a decimal ends the question."""
    if isinstance(node, exp.Cast):
        return node.to.this in exp.DataType.FLOAT_TYPES
    if isinstance(node, exp.Div | exp.Pow | exp.Ln | exp.Exp | exp.Sqrt):
        return True
    if isinstance(node, exp.Literal):
        return not node.is_string and "e" in str(node.this).lower()
    return any(_doubles(child) for child in node.iter_expressions())
