"""Guesses and corrections together: which column of the source is read as what, or why it cannot be."""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coterie.engine import Engine
from coterie.intake.facts import ColumnFacts
from coterie.intake.formats import date_format, decimal_mark, sure_mark
from coterie.intake.guess import guess_columns, number_format
from coterie.intake.names import is_shop_export, likeness, normal, snakes
from coterie.intake.reading import RawColumn, RawTable
from coterie.intake.words import did_you_mean
from coterie.terms import SPECS, Column, ColumnMap, Place, Problem, SourceMap, Words
from coterie.terms.mapping import Decimal

NUMBERS = ("money", "quantity", "number")


@dataclass(frozen=True)
class Bound:
    """A source map with the raw columns that it names.

    columns      canonical column -> raw column.
    attributes   of open kinds: (raw column, attribute name).
    unused       likewise, of the columns that a person wants left out.
    words        problems with the words of a person; data: problems with the data.
    """

    map: SourceMap
    columns: dict[str, RawColumn]
    attributes: tuple[tuple[RawColumn, str], ...] = ()
    words: tuple[Problem, ...] = ()
    data: tuple[Problem, ...] = ()
    unused: tuple[tuple[RawColumn, str], ...] = ()


@dataclass
class _Said:
    """What a person named: canonical column -> facts of the source column (None: the source has none)."""

    columns: dict[str, ColumnFacts | None] = field(default_factory=dict)
    saved: dict[str, ColumnMap] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def bind(engine: Engine, raw: RawTable, kind: str, facts: Sequence[ColumnFacts], words: Words) -> Bound:
    """The map of one source: words win over a saved mapping, a saved mapping over guesses."""
    saved = words.saved.sources.get(kind) if words.saved else None
    said = _said(raw, kind, facts, words, saved)
    guesses = guess_columns(kind, facts, said.columns)
    chosen: dict[str, tuple[ColumnFacts, float, bool]] = {}
    for name in SPECS[kind].names:
        person = said.columns.get(name)
        if person:
            chosen[name] = (person, 1.0, True)
        elif name in guesses:
            chosen[name] = (guesses[name].facts, guesses[name].sure, False)
    maps, data = _formats(engine, raw, kind, chosen, said, words)
    columns = {name: each.column for name, (each, _, _) in chosen.items()}
    free = [f.column for f in facts if f.column.position not in {c.position for c in columns.values()}]
    attributes, unused = _rest(kind, free, words, saved)
    if kind == "customers":
        said.problems += _no_such_traits(raw, words, (*attributes, *unused))
    shop = kind == "orders" and is_shop_export([f.column.name for f in facts])
    source = SourceMap(
        kind=kind,
        columns=tuple(maps),
        attributes=tuple((c.name, name) for c, name in attributes),
        ignored=tuple(c.name for c, _ in unused) if SPECS[kind].open else tuple(c.name for c in free),
        unique=saved.unique if saved else ("customer_id",) if kind == "customers" else _unique(kind),
        fill=saved.fill if saved else shop,
    )
    missing = () if said.problems else _missing(raw, kind, set(columns), facts)
    return Bound(source, columns, attributes, tuple(said.problems), (*missing, *data), unused)


def _unique(kind: str) -> tuple[str, ...]:
    return ("product_id",) if kind == "products" else ()


def _said(raw: RawTable, kind: str, facts: Sequence[ColumnFacts], words: Words, saved: SourceMap | None) -> _Said:
    said = _Said()
    named = {c.canonical: c.source for c in saved.columns} if saved else {}
    said.saved = {c.canonical: c for c in saved.columns} if saved else {}
    for canonical, source in {**named, **words.columns.get(kind, {})}.items():
        if source == "":
            said.columns[canonical] = None
            continue
        found = find_column(raw, facts, source)
        if found:
            said.columns[canonical] = found
        else:
            said.problems.append(_no_such_column(raw, kind, canonical, source))
        if canonical in words.columns.get(kind, {}):
            said.saved.pop(canonical, None)
    return said


def find_column(raw: RawTable, facts: Sequence[ColumnFacts], source: str) -> ColumnFacts | None:
    """The column of that name, or of that position from 1 where no column has the name."""
    for same in (
        lambda f: f.column.name == source,
        lambda f: f.column.name.strip().lower() == source.strip().lower(),
        lambda f: normal(f.column.name) == normal(source) != "",
    ):
        found = [f for f in facts if same(f)]
        if len(found) == 1 or (found and raw.header):
            return found[0]
    if source.isdigit() and 1 <= int(source) <= len(facts):
        return facts[int(source) - 1]
    return None


def _no_such_column(raw: RawTable, kind: str, canonical: str, source: str) -> Problem:
    names = [c.name for c in raw.columns]
    has = ", ".join(names[:30]) + (", ..." if len(names) > 30 else "")
    expected = f"one of: {has}" if raw.header else f"a position from 1 to {len(names)}, the file has no header"
    hint = did_you_mean(source, names) if raw.header else ""
    found = f'{kind}.{canonical} is said to be "{source}", and there is no such column{hint}'
    return Problem("COT-308", found, expected=expected, where=Place(_file(raw)))


def _no_such_traits(raw: RawTable, words: Words, attributes: Sequence[tuple[RawColumn, str]]) -> list[Problem]:
    """Attributes of which a person said what they tell, and that the customers file lacks."""
    known = {name for column, name in attributes} | {column.name for column, _ in attributes}
    told = (*words.traits, *words.ignored)
    return [_no_such_column(raw, "customers", f"trait.{name}", name) for name in told if name not in known]


def _formats(
    engine: Engine,
    raw: RawTable,
    kind: str,
    chosen: Dict[str, tuple[ColumnFacts, float, bool]],
    said: _Said,
    words: Words,
) -> tuple[list[ColumnMap], list[Problem]]:
    neighbours = _neighbours(kind, chosen)
    maps, problems = [], []
    for canonical, (facts, sure, person) in chosen.items():
        column = SPECS[kind].column(canonical)
        each = ColumnMap(
            canonical, facts.column.name, by="person" if person else "guess", sure=sure, examples=facts.examples
        )
        saved = said.saved.get(canonical)
        if column and column.type == "moment":
            if saved and saved.date and not facts.moment:
                each = replace(each, date=saved.date)
            else:
                form = date_format(engine, raw, kind, facts, words.dates.get(kind))
                each = replace(each, date=form.value)
                problems += [form.problem] if form.problem else []
        elif column and column.type in NUMBERS:
            if saved:
                each = replace(each, decimal=saved.decimal)
            else:
                mark, problem = decimal_mark(engine, raw, kind, facts, words.decimals.get(kind), neighbours)
                each = replace(each, decimal=mark)
                problems += [problem] if problem else []
        maps.append(each)
    return maps, problems


def _neighbours(kind: str, chosen: Dict[str, tuple[ColumnFacts, float, bool]]) -> Decimal | None:
    """The decimal mark on which the number columns of the source agree, None where they do not."""
    specs = {c.name: c.type for c in SPECS[kind].columns}
    marks = {sure_mark(f.cells) for name, (f, _, _) in chosen.items() if specs[name] in NUMBERS} - {None}
    return marks.pop() if len(marks) == 1 else None


def _rest(
    kind: str, free: Sequence[RawColumn], words: Words, saved: SourceMap | None
) -> tuple[tuple[tuple[RawColumn, str], ...], tuple[tuple[RawColumn, str], ...]]:
    """The attributes of an open kind, and those that a person wants left out, each with its name."""
    if not SPECS[kind].open:
        return (), ()
    names = dict(saved.attributes) if saved else {}
    fresh = snakes([c.name for c in free if c.name not in names], {*SPECS[kind].names, *names.values(), "file", "line"})
    rest = iter(fresh)
    named = [(c, names[c.name] if c.name in names else next(rest)) for c in free]
    ignored = set(saved.ignored) if saved else set()
    if kind == "customers":
        ignored |= {c.name for c, name in named if {c.name, name} & set(words.ignored)}
        ignored -= {c.name for c, name in named if {c.name, name} & set(words.traits)}
    used = tuple(each for each in named if each[0].name not in ignored)
    return used, tuple(each for each in named if each[0].name in ignored)


def _missing(raw: RawTable, kind: str, have: set[str], facts: Sequence[ColumnFacts]) -> tuple[Problem, ...]:
    place = Place(_file(raw))
    names = (", ".join(f.column.name for f in facts[:30]) or "none") + _guessed(raw)
    out = []
    for column in SPECS[kind].columns:
        if column.required and column.name not in have:
            code = "COT-302" if column.name == "customer_id" else "COT-301" if column.type == "moment" else "COT-311"
            found = f'no column of {kind} answers "{column.asks}". The columns are: {names}{_near(kind, column, facts)}'
            advice = f"Name it: --map {kind}.{column.name}=COLUMN"
            out.append(Problem(code, found, remedy=advice, where=place))
    if kind == "orders" and not {"amount", "unit_price"} & have:
        out.append(Problem("COT-312", f"no column holds an amount or a price. The columns are: {names}", where=place))
    return tuple(out)


def _guessed(raw: RawTable) -> str:
    """That the names may be unreadable because the encoding was guessed."""
    told = next((said for f in raw.files if "guessed" in (said := f.facts.get("encoding", ""))), "")
    return f". They were read as {told}; where they look wrong, save the file as UTF-8" if told else ""


def _near(kind: str, column: Column, facts: Sequence[ColumnFacts]) -> str:
    """What was seen in the columns that come nearest to a date, by their cells or by their name."""
    if column.type != "moment":
        return ""
    named = [f for f in facts if likeness(kind, column.name, f.column.name) and f.count]
    near = [f for f in facts if f.dates >= 0.2 or number_format(f)]
    near += [f for f in named if f not in near]
    said = ". ".join(f"{f.column.name} holds {', '.join(f.examples)}" for f in near[:3])
    return f". {said}" if said else ""


def _file(raw: RawTable) -> str:
    return raw.files[0].path if len(raw.files) == 1 else f"{len(raw.files)} files"
