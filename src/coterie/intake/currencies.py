"""Do the amounts themselves name several currencies? Signs and codes in the cells of a column of money."""

import re
from collections import Counter
from collections.abc import Sequence

from coterie.engine import Engine
from coterie.intake.facts import ColumnFacts
from coterie.intake.judging import Job
from coterie.intake.numbers import CURRENCY, text_of
from coterie.intake.quality import many
from coterie.intake.reading import RawColumn
from coterie.terms import Check

_SIGN = re.compile(CURRENCY)
_CODES = {"€": "EUR", "£": "GBP", "₹": "INR", "R$": "BRL", "US$": "USD", "zł": "PLN", "Kč": "CZK", "Ft": "HUF"}
_CODES |= {"₺": "TRY", "₽": "RUB", "Fr": "CHF"}
# Signs that several currencies share: beside a code of one of them they say nothing new.
_SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "¥": ("JPY", "CNY"),
    "KR": ("SEK", "NOK", "DKK"),
}


def currency_checks(engine: Engine, job: Job, facts: Sequence[ColumnFacts]) -> list[Check]:
    """A block where the cells of a column of money name two currencies or more."""
    by_position = {each.column.position: each for each in facts}
    out = []
    for canonical in ("amount", "unit_price"):
        column = job.bound.columns.get(canonical)
        if column is None or column.type != "text":
            continue
        seen = Counter(_code(found[0]) for cell in by_position[column.position].cells if (found := _SIGN.search(cell)))
        if len(_told_apart(seen)) > 1:
            out += _counted(engine, job, column)
    return out


def _counted(engine: Engine, job: Job, column: RawColumn) -> list[Check]:
    text = text_of(f"c{column.position}", column.type)
    cells = f"select {text} as t from {job.raw.name}"
    rows = engine.rows(
        f"select regexp_extract(t, '{CURRENCY}') as sign, count(*) from ({cells}) as cells "
        "where t is not null group by 1 order by 1"
    )
    counts: Counter[str] = Counter()
    for sign, n in rows:
        counts[_code(str(sign or ""))] += int(n)
    counts.pop("", None)
    apart = _told_apart(counts)
    if len(apart) < 2:
        return []
    told = sorted(apart.items(), key=lambda each: (-each[1], each[0]))
    said = ", ".join(f"{code} on {many(n, 'line')}" for code, n in told)
    found = f"the cells of {column.name} name {len(told)} currencies: {said}"
    return [Check("COT-505", "block", found, job.kind, column.name, sum(n for _, n in told[1:]), "lines")]


def _code(sign: str) -> str:
    """EUR for € and eur.

    >>> _code("€"), _code("eur"), _code("kr")
    ('EUR', 'EUR', 'KR')
    """
    return _CODES.get(sign, sign.upper())


def _told_apart(counts: "Counter[str]") -> dict[str, int]:
    """The currencies without signs that may mean one of the others."""
    return {code: n for code, n in counts.items() if not set(_SHARED.get(code, ())) & set(counts)}
