"""What is a step? One named SELECT, its reason, and its parameters bound as typed literals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Literal = None | bool | int | float | str | date | datetime | Decimal

# What stands in quotes is passed over: names of files and columns may hold a dollar sign.
_PARAMETER = re.compile(r"""'[^']*'|"[^"]*"|\$([a-z_][a-z0-9_]*)""")


@dataclass(frozen=True)
class Step:
    """One SELECT that makes the table ``name``.

    sql    one SELECT in DuckDB's dialect over the portable alphabet; parameters are written ``$name``.
    why    one sentence for people: what a row of the result is and how it is reckoned.
    keep   True: kept as a temporary table; False: a view, computed where it is read.
    """

    name: str
    sql: str
    why: str
    keep: bool = True


@dataclass(frozen=True)
class StepRun:
    """What happened when a step ran: rows it made (None for a view), seconds it took, and the statement as it ran."""

    name: str
    rows: int | None
    seconds: float
    why: str = ""
    sql: str = ""


def ident(name: str) -> str:
    """A quoted SQL identifier, whatever the name holds.

    >>> print(ident('how "many" now'))
    "how ""many"" now"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(value: Literal) -> str:
    """A typed SQL literal. Doubles are written with an exponent, which keeps them doubles in every dialect.

    >>> literal(1.2), literal(date(2026, 1, 31)), literal("it's"), literal(None)
    ('1.2e0', "DATE '2026-01-31'", "'it''s'", 'NULL')
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, float):
        text = repr(value)
        return text if "e" in text else f"{text}e0"
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + value.replace("'", "''") + "'"


def bind(sql: str, parameters: Mapping[str, Literal]) -> str:
    """The statement with its ``$name`` parameters replaced by typed literals; quoted text stays as it is.

    Raises    KeyError for a parameter without a value.

    >>> bind("select * from orders where ordered_on <= $as_of", {"as_of": date(2026, 1, 31)})
    "select * from orders where ordered_on <= DATE '2026-01-31'"
    >>> bind("select '$5' as price, $n as n", {"n": 1})
    "select '$5' as price, 1 as n"
    """
    return _PARAMETER.sub(lambda found: literal(parameters[found[1]]) if found[1] else found[0], sql)
