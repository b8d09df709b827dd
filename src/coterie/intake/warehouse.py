"""How are the columns of a table in a warehouse read by the mapping of a study? The steps of intake, over that table.

They are the very steps that read the study's files: cells, values, judgement, accepted rows. Only the first is
another: it names the table's own columns. Rows that are not accepted are left out; to see them, analyse.
"""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Literal

from coterie.engine import Step, ident
from coterie.intake.attributes import Attribute
from coterie.intake.binding import Bound
from coterie.intake.judging import Job, unique_keys
from coterie.intake.names import normal
from coterie.intake.numbers import is_numeric, text_of
from coterie.intake.orders import order_steps
from coterie.intake.plain import plain_steps
from coterie.intake.reading import RawColumn, RawTable
from coterie.terms import SPECS, Problem, SourceMap, WrongWords

Columns = Literal["study", "typed"]
_TYPED = {
    "money": "DECIMAL(28,8)", "quantity": "DECIMAL(28,8)", "number": "DECIMAL(28,8)", "moment": "TIMESTAMP",
}  # fmt: skip
_UNSEEN = ("_unread", "_rejected")


@dataclass(frozen=True)
class TableSteps:
    """The steps that make a kind from a table, and the columns among theirs that carry their type in the source."""

    steps: tuple[Step, ...]
    typed: frozenset[str]


def table_steps(
    source: SourceMap,
    table: str,
    *,
    columns: Columns = "study",
    renamed: Dict[str, str] | None = None,
    dedupe: bool = False,
) -> TableSteps:
    """Steps from a table of a database to the accepted rows of a kind, under the kind's own name.

    source     the study's map of that kind, with the types of its columns.
    table      word that stands for the table.
    columns    "study": the table's columns have the types that the study's source had; "typed": they are numbers,
               moments and text as they should be, whatever the study's files were.
    renamed    canonical column -> name of the table's column, where it differs from the study's.
    dedupe     whether equal lines count once.
    Raises     WrongWords: the study kept no types (COT-133), or a renamed column that it does not map (COT-308).
    """
    if not source.types:
        raise WrongWords(Problem("COT-133", f"the study does not say what types the columns of its {source.kind} had"))
    called = dict(renamed or {})
    strange = sorted(set(called) - {c.canonical for c in source.columns})
    if strange:
        have = ", ".join(c.canonical for c in source.columns)
        raise WrongWords(Problem("COT-308", f"{source.kind}.{strange[0]} is not mapped in the study", f"one of {have}"))
    own = {c.canonical: _column(source, c.source, c.canonical, columns) for c in source.columns}
    attributes = tuple(_attribute(source, *each, columns) for each in source.attributes)
    raw = RawTable(f"raw_{source.kind}", tuple(own.values()), (), True, 0, 0)
    job = Job(raw, Bound(source, own), (), None, dedupe, False)
    if unique_keys(job) or source.fill:
        known = {c.position: c for c in (*own.values(), *(a.raw for a in attributes))}
        job = Job(
            RawTable(raw.name, tuple(known[p] for p in sorted(known)), (), True, 0, 0), job.bound, (), None, dedupe
        )
    first = _first(job, table, called, attributes, columns)
    steps = order_steps(job) if source.kind == "orders" else plain_steps(job, attributes)
    kept = [s for s in steps if not s.name.endswith(_UNSEEN)]
    return TableSteps((first, *kept), _typed_names(job))


def _column(source: SourceMap, name: str, canonical: str, columns: Columns) -> RawColumn:
    position = _position(source, name)
    kind = source.types[position - 1][1]
    if columns == "typed":
        spec = SPECS[source.kind].column(canonical)
        kind = _TYPED.get(spec.type, "VARCHAR") if spec else "VARCHAR"
    return RawColumn(name, kind, position)


def _position(source: SourceMap, name: str) -> int:
    known = [n for n, _ in source.types]
    for same in (
        lambda n: n == name,
        lambda n: n.strip().lower() == name.strip().lower(),
        lambda n: normal(n) == normal(name),
    ):
        found = [i for i, n in enumerate(known, 1) if same(n)]
        if found:
            return found[0]
    if name.isdigit() and 1 <= int(name) <= len(known):
        return int(name)
    raise WrongWords(Problem("COT-133", f"the study does not say where its {source.kind} have the column {name}"))


def _attribute(source: SourceMap, column: str, name: str, columns: Columns) -> Attribute:
    position = _position(source, column)
    cell = f"c{position}"
    kind, sql = next(((t, s) for n, t, s in source.reads if n == name), ("VARCHAR", cell))
    if columns == "typed":
        sql = text_of(cell, "VARCHAR") if kind == "VARCHAR" else cell
        return Attribute(RawColumn(column, kind, position), name, kind, sql, sql)
    return Attribute(RawColumn(column, source.types[position - 1][1], position), name, kind, sql, sql)


def _first(job: Job, table: str, called: Dict[str, str], attributes: tuple[Attribute, ...], columns: Columns) -> Step:
    """The table's columns under the names by which the steps know them."""
    canonical = {raw.position: name for name, raw in job.bound.columns.items()}
    wanted = {c.position: c for c in (*job.raw.columns, *(a.raw for a in attributes))}
    parts = ["0 as file", "0 as line"]
    for position in sorted(wanted):
        raw = wanted[position]
        name = ident(called.get(canonical.get(position, ""), raw.name))
        value = f"cast({name} as {raw.type})" if columns == "typed" else name
        parts.append(f"{value} as c{position}")
    why = f"The columns of the source table that the study reads as {job.kind}."
    return Step(job.raw.name, f"select {', '.join(parts)} from {table}", why, keep=False)


def _typed_names(job: Job) -> frozenset[str]:
    found = set()
    for canonical, raw in job.bound.columns.items():
        if is_numeric(raw.type):
            found |= {f"c{raw.position}", f"{canonical}__cell"}
    return frozenset(found)
