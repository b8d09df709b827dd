"""What could a person choose instead of a guess? Questions, candidates and formats of a source, for a mapping page."""

from collections.abc import Sequence
from typing import Any

from coterie.intake.attributes import Attribute
from coterie.intake.dates import all_candidates
from coterie.intake.facts import ColumnFacts, veiled
from coterie.intake.guess import kind_scores, likely_columns
from coterie.intake.personal import personal_kind
from coterie.intake.quality import money
from coterie.terms import SPECS, Account, SourceMap, consent_column

EXAMPLES, ALTERNATIVES = 3, 5


def kinds_offered(facts: Sequence[ColumnFacts]) -> list[dict[str, Any]]:
    """Every kind that the source could be, the likeliest first; all others follow."""
    scores = kind_scores(facts)
    names = sorted(scores, key=lambda kind: (-scores[kind], list(SPECS).index(kind)))
    return [{"kind": kind, "row": SPECS[kind].row, "fits": scores[kind] > 0} for kind in names]


def questions(facts: Sequence[ColumnFacts], source: SourceMap) -> list[dict[str, Any]]:
    """What a mapping page asks: one question a canonical column, with the guess and what else could be chosen.

    Returns    name, question ("Who bought?"), type, required; source ("" for none), by, sure, examples; date and
               decimal as they will be read, ``dates`` the formats that its cells allow; ``alternatives`` the names of
               other columns, the likeliest first.
    """
    by_name = {each.column.name: each for each in facts}
    out = []
    for column in SPECS[source.kind].columns:
        found = source.get(column.name)
        own = by_name.get(found.source) if found else None
        likely = [name for name in likely_columns(source.kind, column, facts) if found is None or name != found.source]
        out.append(
            {
                "name": column.name,
                "question": column.asks,
                "type": column.type,
                "required": column.required,
                "source": found.source if found else "",
                "by": found.by if found else "",
                "sure": found.sure if found else 0.0,
                "examples": [veiled(each) for each in found.examples] if found else [],
                "date": found.date if found else "",
                "decimal": found.decimal if found else ".",
                "dates": list(all_candidates(own.cells)) if own and column.type == "moment" else [],
                "alternatives": likely[:ALTERNATIVES],
            }
        )
    return out


def columns_seen(
    facts: Sequence[ColumnFacts], source: SourceMap | None, attributes: Sequence[Attribute]
) -> list[dict[str, Any]]:
    """Every column of the source: name, examples, how full it is, what it looks like and what it will be used as."""
    used = {c.source: c.canonical for c in source.columns} if source else {}
    kept = {a.raw.name: a.name for a in attributes}
    return [
        {
            "name": each.column.name,
            "examples": [veiled(cell) for cell in each.cells[:EXAMPLES]],
            "filled": round(each.filled, 4),
            "distinct": each.distinct,
            "looks": _looks(each),
            "personal": personal_kind(each),
            "used_as": used.get(each.column.name, ""),
            "trait": kept.get(each.column.name, ""),
        }
        for each in facts
    ]


def consequence(account: Account | None, currency: str = "") -> str:
    """What would be imported, in one sentence; "" where the rows could not be judged."""
    if account is None:
        return ""
    told = f"{money(account.amount_accepted)} {currency}".rstrip()
    worth = f", worth {told}" if account.amount_read else ""
    told = f"{account.accepted:,} of {account.read:,} rows would be imported{worth}"
    left = [f"{n:,} {what}" for n, what in ((account.rejected, "left out"), (account.duplicate, "seen before")) if n]
    return f"{told}; {' and '.join(left)}." if left else f"{told}; none would be left out."


def consent_offered(attributes: Sequence[Attribute]) -> str:
    """The attribute that most likely says who may be written to, "" for none."""
    return consent_column(each.name for each in attributes if each.type == "BOOLEAN")


def _looks(facts: ColumnFacts) -> str:
    if not facts.count:
        return "empty"
    if facts.moment or facts.dates >= 0.95:
        return "date"
    return "number" if facts.numeric >= 0.95 else "text"
