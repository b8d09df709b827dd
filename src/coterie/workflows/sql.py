"""What is the study as one SQL statement? Its rules and models, to be run where the data lie."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from coterie import intake, ledger
from coterie.engine import Frame, Step, open_engine
from coterie.engine.portable import DIALECTS, statement
from coterie.features import asked
from coterie.methods.forms import Model, rules_of
from coterie.methods.forms.parity import Parity, parity
from coterie.methods.forms.sql import answer_step, score_steps
from coterie.methods.value.sql import has_sql, value_steps
from coterie.terms import Problem, SavedStudy, Window, Words, WrongWords
from coterie.workflows.limits import memory_mb, threads

__all__ = ["DIALECTS", "check", "sql", "tables_of"]


def sql(
    folder: str | Path,
    *,
    dialect: str = "duckdb",
    tables: Mapping[str, str] | None = None,
    words: Words | None = None,
    columns: Literal["study", "typed"] = "study",
    as_of: date | None = None,
    rules: bool = False,
) -> str:
    """One statement that gives every customer traits, segment, memberships and value, from the tables themselves.

    folder     of a study that ``coterie analyze`` wrote.
    dialect    duckdb, postgres, spark, sqlite, bigquery or snowflake.
    tables     kind -> table of the database, with its schema where it has one; a kind's own name by default.
    words      canonical columns that the table calls otherwise than the study's file.
    columns    "study": the table's columns have the types of the study's source; "typed": whatever the file was, they
               are numbers, moments and text in the table.
    as_of      the day taken as today, by default the study's. Lines after it never enter.
    rules      segments by the plain rules that tell them, which place most customers as the model does, and not by the
               model: short enough to be read, and there for methods that have no SQL.
    Raises     WrongWords: no study (COT-911), no groups (COT-912), no such dialect (COT-131), a rule that the dialect
               lacks (COT-132), what has no SQL (COT-133, COT-605, COT-712).
    """
    study = ledger.read_study(Path(folder))
    if not study.model:
        raise WrongWords(Problem("COT-912", f"the study in {folder} has no groups"))
    kind = "orders" if "orders" in study.mapping.sources else "customers"
    window = _window(study, as_of)
    source = f"source_{kind}"
    read = intake.table_steps(
        study.mapping.sources[kind],
        source,
        columns=columns,
        renamed=(words or Words()).columns.get(kind, {}),
        dedupe=study.dedupe == "lines",
    )
    model = rules_of(study.model) if rules else Model.from_json(study.model)
    if model is None:
        raise WrongWords(Problem("COT-712", f"the study in {folder} has one group and no rules"))
    steps = [*read.steps, *_trait_steps(study, model, kind), *score_steps(model, asked.TRAITS, study.segments)]
    value = study.value if kind == "orders" and study.value is not None and has_sql(study.value.model) else None
    if value is not None:
        steps += value_steps(
            value.fit.params,
            model=value.model,
            horizon=value.horizon,
            unit=value.unit,
            discount=value.discount,
            margin=value.margin,
        )
    steps.append(answer_step(model, study.segments, valued=value is not None))
    table = {source: (tables or {}).get(kind, kind)}
    return statement(
        [s for s in steps if s.name != "btyd" or value is not None],
        dialect,
        tables=table,
        names=_names(steps, table[source]),
        typed=read.typed,
        heading=_heading(study, table[source], window, valued=value is not None, rules=rules),
        **({"start": window.start, "as_of": window.as_of} if window else {}),
    )


def check(folder: str | Path, answer: str | Path | Frame) -> Parity:
    """The answer that a database gave to the study's statement, held to the study: who is in another segment, how near.

    folder     of a study that ``coterie analyze`` wrote.
    answer     a Parquet file or a frame with the answer's columns.
    Raises     WrongWords: no study (COT-911), no groups (COT-912), an answer that lacks columns (COT-135).
    """
    study = ledger.read_study(Path(folder))
    if not study.model:
        raise WrongWords(Problem("COT-912", f"the study in {folder} has no groups"))
    model = Model.from_json(study.model)
    with open_engine(memory_mb=memory_mb(), threads=threads()) as engine:
        ours = ledger.read_customers(engine, study)
        if isinstance(answer, str | Path):
            if not Path(answer).is_file():
                raise WrongWords(Problem("COT-135", f"there is no file {answer}"))
            engine.add_parquet("answer", [Path(answer)])
        else:
            engine.add_frame("answer", answer)
        lacking = [n for n in ("customer_id", "segment", *model.traits) if n not in engine.columns("answer")]
        if lacking:
            raise WrongWords(Problem("COT-135", f"the answer lacks {', '.join(lacking)}"))
        return parity(model, ours, engine.collect("SELECT * FROM answer", order_by=["customer_id"]))


def tables_of(said: Sequence[str]) -> dict[str, str]:
    """The tables named by words such as "orders=shop.order_lines".

    Raises    WrongWords (COT-134).
    """
    pairs = [each.partition("=") for each in said]
    wrong = [each for each, (kind, _, table) in zip(said, pairs, strict=True) if not kind or not table]
    if wrong:
        raise WrongWords([Problem("COT-134", f"--table {each}") for each in wrong])
    return {kind: table for kind, _, table in pairs}


def _window(study: SavedStudy, as_of: date | None) -> Window | None:
    if study.window is None:
        return None
    if as_of is not None and as_of < study.window.start:
        raise WrongWords(Problem("COT-103", f"the as-of date {as_of}, before the first day {study.window.start}"))
    return Window(study.window.start, as_of or study.window.as_of)


def _trait_steps(study: SavedStudy, model: Model, kind: str) -> list[Step]:
    if kind == "orders":
        return asked.order_trait_steps(model.traits)
    types = {name: type_ for name, type_, _ in study.mapping.sources[kind].reads}
    return asked.attribute_trait_steps(model.traits, {t.name: t for t in study.traits}, types)


def _names(steps: Sequence[Step], table: str) -> dict[str, str]:
    """New names for the steps that would hide the table they read, or look like it."""
    bare = table.rpartition(".")[2].strip('"`').lower()
    return {s.name: f"accepted_{s.name}" for s in steps if s.name in ("orders", "customers") or s.name == bare}


def _left_out(study: SavedStudy) -> str:
    """Why the statement gives no values."""
    knows = study.value.fit.design.names if study.value is not None else ()
    if knows:
        named = " and ".join(knows)
        return f"The study's value model knows {named}, which SQL does not: coterie score has P(alive) and values."
    return "The study's value model has no SQL: P(alive) and values are left out."


def _heading(study: SavedStudy, table: str, window: Window | None, *, valued: bool, rules: bool) -> list[str]:
    found = [
        f"coterie {study.version}: {len(study.segments)} segments of study {study.dataset[:12]}, read from {table}.",
        f"Days {window.start} to {window.as_of}; a later day needs its own as-of date." if window else "",
        "A customer who is not in the answer has no order in those days." if window else "",
        "" if valued or window is None else _left_out(study),
        "confidence, clv_low and clv_high come from re-drawing and simulation, not a formula: coterie score has them.",
        "Segments are told by the study's plain rules: most customers are in the study's segment, not all."
        if rules
        else "A segment can differ from the study's only on a border between two; coterie sql --check lists who does.",
    ]
    return [line for line in found if line]
