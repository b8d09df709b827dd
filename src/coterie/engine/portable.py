"""How does a step read in another dialect? SQLGlot translates it; what changes with row order is found by name.

This module is not imported with the engine: SQLGlot loads only where a statement is to be shown for another database.
"""

import re
from collections.abc import Mapping, Sequence

from sqlglot import exp, parse_one
from sqlglot.errors import ErrorLevel, SqlglotError

from coterie.engine.dialects import rewritten
from coterie.engine.steps import Literal, Step, bind
from coterie.terms import Problem, WrongWords

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


def statement(
    steps: Sequence[Step],
    dialect: str,
    *,
    tables: Mapping[str, str],
    names: Mapping[str, str],
    typed: frozenset[str] = frozenset(),
    heading: Sequence[str] = (),
    **parameters: Literal,
) -> str:
    """Steps as one statement: each a common table expression with its reason above it, the last one the answer.

    steps      in the order in which they build on each other.
    tables     word in the steps -> the table of the database it stands for, with its schema where it has one.
    names      step name -> the name it gets here, for steps that would hide a table.
    typed      columns that carry their type in the source.
    heading    lines of comment on top.
    Raises     WrongWords: no such dialect (COT-131), or it lacks something that a step needs (COT-132).

    >>> print(statement([Step("a", "select x from src", "Why."), Step("b", "select x + 1 as y from a", "So.")],
    ...     "sqlite", tables={"src": "main.t"}, names={}))
    WITH
    -- Why.
    a AS (
      SELECT
        x
      FROM main.t
    )
    -- So.
    SELECT
      x + 1 AS y
    FROM a;
    """
    if dialect not in DIALECTS:
        raise WrongWords(Problem("COT-131", f"--dialect {dialect}", expected="one of " + ", ".join(DIALECTS)))
    parts = []
    for step in steps:
        tree = parse_one(bind(step.sql, parameters), read="duckdb")
        tree = _renamed(rewritten(tree, dialect, typed), dialect, tables, names)
        text = tree.sql(dialect=dialect, pretty=True, unsupported_level=ErrorLevel.IGNORE)
        parts.append((names.get(step.name, step.name), step, text))
    *above, (_, last, answer) = parts
    out = [f"-- {line}" for line in heading]
    for i, (name, step, text) in enumerate(above):
        opening, inner = _fenced(name, text, step.keep) if dialect == "postgres" else (f"{name} AS (", text)
        body = "\n".join(f"  {line}" for line in inner.splitlines())
        out += [*(["WITH"] if i == 0 else []), f"-- {step.why}", opening, body, ")" + "," * (i < len(above) - 1)]
    return "\n".join([*out, f"-- {last.why}", answer + ";"])


def _fenced(name: str, text: str, keep: bool) -> tuple[str, str]:
    """A step that PostgreSQL reckons once.

    Left alone it puts the expressions of one step into the next, each as often as it is named there, and runs a step
    again for every row of a join: minutes where seconds do.
    """
    return (f"{name} AS MATERIALIZED (", text) if keep else (f"{name} AS (", f"{text}\nOFFSET 0")


def _renamed(tree: exp.Expr, dialect: str, tables: Mapping[str, str], names: Mapping[str, str]) -> exp.Expr:
    for table in list(tree.find_all(exp.Table)):
        if table.db or not table.name:
            continue
        if table.name in tables:
            real = exp.to_table(tables[table.name], dialect=dialect)
            real.set("alias", table.args.get("alias"))
            table.replace(real)
        elif table.name in names:
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
            table.set("this", exp.to_identifier(names[table.name]))
    return tree


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
