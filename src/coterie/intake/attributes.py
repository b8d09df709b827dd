"""What type has an attribute that no canonical column is for? Number, date, yes or no, or text, judged on all rows."""

from dataclasses import dataclass

from coterie.engine import Engine
from coterie.intake.cells import NO, YES
from coterie.intake.dates import is_moment, sql_moment
from coterie.intake.facts import ColumnFacts
from coterie.intake.formats import date_format, decimal_mark
from coterie.intake.numbers import is_numeric, sql_number, text_of
from coterie.intake.reading import RawColumn, RawTable
from coterie.terms import Problem, Words

MOSTLY = 0.98  # share of the cells that must be numbers, or dates, for the column to be one


@dataclass(frozen=True)
class Attribute:
    """One attribute: its raw column, its name, its type here and the SQL that reads it.

    type     DOUBLE, DATE, BOOLEAN or VARCHAR.
    text     SQL of the cleaned cell.
    lost     cells that are not blank and are no number or date as the others; they count as missing.
    """

    raw: RawColumn
    name: str
    type: str
    sql: str
    text: str
    lost: int = 0


def read_attributes(
    engine: Engine,
    raw: RawTable,
    kind: str,
    columns: tuple[tuple[RawColumn, str], ...],
    facts: tuple[ColumnFacts, ...],
    words: Words,
) -> tuple[tuple[Attribute, ...], tuple[Problem, ...]]:
    """The attributes of an open kind with their types, and the problems of those whose dates cannot be read."""
    by_position = {f.column.position: f for f in facts}
    attributes, problems = [], []
    for column, name in columns:
        attribute, problem = _one(engine, raw, kind, column, name, by_position[column.position], words)
        attributes.append(attribute)
        problems += [problem] if problem else []
    return tuple(attributes), tuple(problems)


def _one(
    engine: Engine, raw: RawTable, kind: str, column: RawColumn, name: str, facts: ColumnFacts, words: Words
) -> tuple[Attribute, Problem | None]:
    cell = f"c{column.position}"
    text = _cleaned(cell, column.type)
    if column.type != "text" and not column.type.startswith("VARCHAR"):
        kept, sql = _typed(cell, column.type)
        return Attribute(column, name, kept, sql if kept != "VARCHAR" else text, text), None
    yes, no = (", ".join(f"'{w}'" for w in words if not w.isdigit()) for words in (YES, NO))
    if facts.cells and {c.lower() for c in facts.cells} <= {*YES, *NO} - {"0", "1"}:
        sql = f"case when lower({text}) in ({yes}) then true when lower({text}) in ({no}) then false end"
        return _if_all(engine, raw, Attribute(column, name, "BOOLEAN", sql, text), 1.0), None
    if facts.numeric >= 0.9 and not _is_code(facts):
        mark, problem = decimal_mark(engine, raw, kind, facts, words.decimals.get(kind), None)
        sql = f"cast({sql_number(text, 'text', mark)} as double)"
        return _if_all(engine, raw, Attribute(column, name, "DOUBLE", sql, text), MOSTLY), problem
    if facts.dates >= 0.9:
        form = date_format(engine, raw, kind, facts, words.dates.get(kind))
        sql = f"cast({sql_moment(text, 'text', form.value)} as date)"
        return _if_all(engine, raw, Attribute(column, name, "DATE", sql, text), MOSTLY), form.problem
    return Attribute(column, name, "VARCHAR", text, text), None


def _cleaned(cell: str, kind: str) -> str:
    """Text attributes keep "None" and "NA" apart from blank only where they are words of the answer: "None" stays."""
    return text_of(cell, kind).replace("|none|", "|").replace("|-|--|", "|")


def _typed(cell: str, kind: str) -> tuple[str, str]:
    if kind == "BOOLEAN":
        return "BOOLEAN", cell
    if is_moment(kind):
        return "DATE", f"cast({cell} as date)"
    if is_numeric(kind):
        number = f"cast({cell} as double)"
        whole = kind.startswith(("DOUBLE", "FLOAT", "REAL"))
        return "DOUBLE", f"case when abs({number}) < 1e300 then {number} end" if whole else number
    return "VARCHAR", cell


def _is_code(facts: ColumnFacts) -> bool:
    """Digits that are no number: a post code with leading zeros, dates written yyyymmdd."""
    zeros = any(len(c) > 1 and c[0] == "0" and c.isdigit() for c in facts.cells)
    return zeros or facts.dates >= 0.95


def _if_all(engine: Engine, raw: RawTable, attribute: Attribute, share: float) -> Attribute:
    """The attribute as typed if that share of its cells can be read so, otherwise as text."""
    filled, read = engine.one(f"select count({attribute.text}), count({attribute.sql}) from {raw.name}")
    if not filled or read < share * filled:
        return Attribute(attribute.raw, attribute.name, "VARCHAR", attribute.text, attribute.text)
    return Attribute(**{**attribute.__dict__, "lost": int(filled - read)})
