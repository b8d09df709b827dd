"""How are the dates and numbers of the mapped columns written? Decided on all rows, or refused with advice."""

from collections.abc import Sequence
from dataclasses import dataclass

from coterie.engine import Engine
from coterie.intake import dates, numbers
from coterie.intake.facts import ColumnFacts
from coterie.intake.guess import number_format
from coterie.intake.reading import RawTable
from coterie.terms import Place, Problem
from coterie.terms.mapping import DateOrder, Decimal


@dataclass(frozen=True)
class Format:
    """What was decided for one column: a value and, where nothing could be decided, the problem."""

    value: str
    problem: Problem | None = None


def date_format(engine: Engine, raw: RawTable, kind: str, facts: ColumnFacts, said: DateOrder | None) -> Format:
    """The format of a column of dates.

    said       the order of day, month and year that a person named, or None.
    Returns    a format as in :class:`coterie.terms.ColumnMap`, "" where no cell looks like a date.
               COT-303 where day and month cannot be told apart, COT-304 where both orders occur.
    """
    if facts.moment:
        return Format(dates.TYPED)
    numeric = number_format(facts)
    if numeric:
        return Format(numeric)
    forms = _with_order(dates.all_candidates(facts.cells), said)
    if not forms:
        return Format("")
    if all(not dates.twin(f) for f in forms) and len(forms) == 1:
        return Format(forms[0])
    return _decide(engine, raw, kind, facts, forms, said)


def _with_order(forms: tuple[str, ...], said: DateOrder | None) -> tuple[str, ...]:
    if said == "ymd":
        swapped = (f.replace("%d", "%!").replace("%y", "%d").replace("%!", "%y") for f in forms if f.startswith("%d"))
        return tuple(f for f in forms if not dates.twin(f)) + tuple(f for f in swapped if f.startswith("%y"))
    return tuple(sorted(forms, key=lambda f: ("%Y" in f and "%y" not in f, f)))


def _decide(
    engine: Engine, raw: RawTable, kind: str, facts: ColumnFacts, forms: tuple[str, ...], said: DateOrder | None
) -> Format:
    text = numbers.text_of(f"c{facts.column.position}", facts.column.type)
    moments = [dates.sql_moment("t", "text", f) for f in forms]
    families = {order: [f for f in forms if dates.order_of(f) in (None, order)] for order in ("dmy", "mdy")}
    sets = [*([f] for f in forms), families["dmy"], families["mdy"], list(forms)]
    sums = ", ".join(f"count({_any(moments, forms, chosen)})" for chosen in sets)
    # Many rows share few different moments, so each is judged once.
    counted = engine.one(f"select {sums} from (select distinct {text} as t from {raw.name}) where t is not null")
    counts = dict(zip(forms, (int(c) for c in counted), strict=False))
    dmy, mdy, either = (int(c) for c in counted[-3:])
    doubtful = any(dates.twin(f) for f in forms)
    place = Place(_files(raw), None, facts.column.name)
    shown = ", ".join(facts.examples)
    if said in ("dmy", "mdy"):
        chosen = families[said]
    elif doubtful and max(dmy, mdy) < 0.9 * either:
        found = f"{dmy} different dates can be read day first and {mdy} month first, of {either} ({shown})"
        return Format("", Problem("COT-304", found, where=place))
    elif doubtful and dmy == mdy and dmy > 0:
        found = f"every date can be read day first and month first ({shown})"
        advice = f"Say which it is: --map {kind}.dates=dmy for day first, --map {kind}.dates=mdy for month first"
        return Format("", Problem("COT-303", found, remedy=advice, where=place))
    else:
        chosen = families["dmy" if dmy >= mdy else "mdy"]
    read = [f for f in chosen if counts[f]]
    return Format(dates.BETWEEN.join(read))


def _any(moments: Sequence[str], forms: Sequence[str], chosen: Sequence[str]) -> str:
    parts = [m for m, f in zip(moments, forms, strict=True) if f in chosen]
    if not parts:
        return "null"
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def decimal_mark(
    engine: Engine, raw: RawTable, kind: str, facts: ColumnFacts, said: Decimal | None, neighbours: Decimal | None
) -> tuple[Decimal, Problem | None]:
    """The decimal mark of a column of numbers.

    said         the mark that a person named, or None.
    neighbours   the mark that the other columns of the same source leave no doubt about, or None.
    """
    if facts.column.type != "text":
        return ".", None
    if said:
        return said, None
    sure = sure_mark(facts.cells)
    if sure:
        return sure, None
    if not any(numbers.has_mark(c) for c in facts.cells) and facts.count <= len(facts.cells):
        return ".", None
    t = numbers.text_of(f"c{facts.column.position}", "text")
    point, comma = (numbers.pattern(mark).replace("'", "''") for mark in (".", ","))
    found = engine.one(
        f"select count(case when regexp_full_match(t, '{point}') then 1 end), "
        f"count(case when regexp_full_match(t, '{comma}') then 1 end), "
        "count(case when regexp_matches(t, '[0-9][.,][0-9]') then 1 end), "
        "count(case when regexp_matches(t, '[0-9][.][0-9]{3}([^0-9]|$)') then 1 end) "
        f"from (select distinct {t} as t from {raw.name}) where t is not null"
    )
    points, commas, marked, grouped = (int(n) for n in found)
    mark = numbers.decide(points, commas, marked, grouped)
    if mark is None and neighbours is None:
        example = next((c for c in facts.cells if numbers.has_mark(c)), "")
        text = f'every number can be read with a decimal point and with a decimal comma ("{example}")'
        advice = f"Say which it is: --map {kind}.decimal=, or --map {kind}.decimal=."
        return ".", Problem("COT-305", text, remedy=advice, where=Place(_files(raw), None, facts.column.name))
    return (mark if points != commas and mark else neighbours or mark or "."), None


def sure_mark(cells: Sequence[str]) -> Decimal | None:
    """The mark that some of the cells need and none rules out; None where the cells do not say."""
    only_point = any(numbers.reads(c, ".") and not numbers.reads(c, ",") for c in cells)
    only_comma = any(numbers.reads(c, ",") and not numbers.reads(c, ".") for c in cells)
    if only_point == only_comma:
        return None
    return "." if only_point else ","


def _files(raw: RawTable) -> str:
    return raw.files[0].path if len(raw.files) == 1 else f"{len(raw.files)} files"
