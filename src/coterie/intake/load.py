"""Sources in, a dataset out: read, map, judge every row, check, and refuse what cannot be used."""

import json
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from coterie.engine import Engine
from coterie.intake.accounts import Tally, rejected_table, source_table, tally
from coterie.intake.attributes import Attribute, read_attributes
from coterie.intake.binding import Bound, bind
from coterie.intake.checks_orders import Totals, order_checks, totals
from coterie.intake.checks_tables import attribute_checks, meeting_checks
from coterie.intake.coming import coming_checks, run_orders
from coterie.intake.currencies import currency_checks
from coterie.intake.facts import ColumnFacts, look
from coterie.intake.judging import Job
from coterie.intake.personal import personal_checks, personal_kind
from coterie.intake.plain import plain_steps
from coterie.intake.quality import as_check, empty_checks, missing_checks, reading_checks, rejection_checks
from coterie.intake.reading import RawTable, read
from coterie.intake.toml import mapping_toml
from coterie.intake.words import did_you_mean
from coterie.terms import (
    SPECS,
    Check,
    DataRefused,
    Dataset,
    Mapping,
    Problem,
    Progress,
    QualityReport,
    SourceMap,
    Words,
    WrongWords,
)


@dataclass(frozen=True)
class Seen:
    """One source read and mapped, nothing judged yet."""

    raw: RawTable
    facts: tuple[ColumnFacts, ...]
    bound: Bound
    attributes: tuple[Attribute, ...]

    @property
    def kind(self) -> str:
        """The kind of source."""
        return self.bound.map.kind


FEW = ("COT-502", "COT-503", "COT-504")  # one customer, one day, nothing of worth


def load(
    engine: Engine,
    sources: Dict[str, Any],
    words: Words,
    progress: Progress,
    *,
    as_of: date | None = None,
    few: bool = False,
) -> Dataset:
    """The dataset of all sources; its tables then stand in the engine under the names of their kinds.

    sources   kind -> path, folder, glob or data frame.
    words     corrections of a person; they win over guesses.
    as_of     rows after this day are rejected with that reason; None takes all.
    few       True takes what is too little to be analysed but enough to be scored: one customer, one day, no worth.
    Raises    WrongWords for words that cannot be followed; DataRefused with every reason found, ``quality`` attached.
    """
    _known_kinds(sources, words)
    names = list(sources)
    raws: dict[str, RawTable] = {}
    problems: list[Problem] = []
    for i, kind in enumerate(names):
        progress.step(f"Reading {kind}", 2 * i, 2 * len(names))
        try:
            raws[kind] = read(engine, sources[kind], f"raw_{kind}")
        except DataRefused as refused:
            problems += refused.problems
    if problems:
        checks = (Check(p.code, "block", str(p).partition(" ")[2], column=p.where.column) for p in problems)
        raise DataRefused(problems, QualityReport().with_checks(*checks))
    seen = [see(engine, raws[kind], kind, words) for kind in names]
    _refuse_words(seen)
    facts_of_files = {s.kind: _files(s.raw) for s in seen}
    blocks = [as_check(p, s.kind) for s in seen for p in s.bound.data]
    if blocks:
        problems = [p for s in seen for p in s.bound.data]
        raise DataRefused(problems, QualityReport(sources=facts_of_files).with_checks(*blocks))
    jobs = [job_of(s, as_of, words.dedupe == "lines") for s in seen]
    for i, (each, job) in enumerate(zip(seen, list(jobs), strict=True)):
        progress.step(f"Checking {each.kind}", 2 * i + 1, 2 * len(names))
        if job.kind == "orders":
            jobs[i] = run_orders(engine, job)
        else:
            engine.run_all(plain_steps(job, each.attributes))
    return _dataset(engine, seen, jobs, words, facts_of_files, few)


def _known_kinds(sources: Dict[str, Any], words: Words) -> None:
    problems = []
    for kind in sources:
        if kind not in SPECS:
            found = f'"{kind}" is no kind of source{did_you_mean(kind, SPECS)}'
            problems.append(Problem("COT-307", found, expected="one of " + ", ".join(SPECS)))
    for kind in sorted({*words.columns, *words.dates, *words.decimals} - set(sources)):
        given = ", ".join(sources) or "none"
        problems.append(Problem("COT-308", f"a word is about {kind}, and no {kind} were given (given: {given})"))
    if not sources:
        problems.append(Problem("COT-311", "no source was given", expected="orders, or customers"))
    if problems:
        raise WrongWords(problems)


def see(engine: Engine, raw: RawTable, kind: str, words: Words) -> Seen:
    """Look at a raw table and map it."""
    facts = look(engine, raw)
    bound = bind(engine, raw, kind, facts, words)
    bound = _without_personal(bound, facts, bool(words.saved and kind in words.saved.sources))
    attributes, problems = read_attributes(engine, raw, kind, bound.attributes, facts, words)
    return Seen(raw, facts, replace(bound, data=(*bound.data, *problems)), attributes)


def _without_personal(bound: Bound, facts: Sequence[ColumnFacts], saved: bool) -> Bound:
    """Leave e-mails, telephone numbers, names and addresses out, unless a saved mapping keeps them."""
    if saved or not bound.attributes:
        return bound
    personal = {f.column.position for f in facts if personal_kind(f)}
    kept = tuple((c, n) for c, n in bound.attributes if c.position not in personal)
    dropped = tuple(c.name for c, _ in bound.attributes if c.position in personal)
    source = replace(bound.map, attributes=tuple((c.name, n) for c, n in kept), ignored=(*bound.map.ignored, *dropped))
    return replace(bound, map=source, attributes=kept)


def job_of(seen: Seen, as_of: date | None, dedupe: bool) -> Job:
    """What the steps of a source need to know."""
    again = tuple(i for i, f in enumerate(seen.raw.files) if "duplicate_of" in f.facts)
    return Job(seen.raw, seen.bound, again, as_of, dedupe)


def _refuse_words(seen: Sequence[Seen]) -> None:
    problems = [p for s in seen for p in s.bound.words]
    if problems:
        raise WrongWords(problems)


def _files(raw: RawTable) -> object:
    named = {f.path: f.name for f in raw.files}  # a fact may name another file
    return [
        {"file": f.name, "rows": f.rows, "bad": f.bad, **{n: named.get(v, v) for n, v in f.facts.items()}}
        for f in raw.files
    ]


def _dataset(
    engine: Engine, seen: Sequence[Seen], jobs: list[Job], words: Words, files: Dict[str, object], few: bool
) -> Dataset:
    rejected_table(engine, jobs)
    orders = next((j for j in jobs if j.kind == "orders"), None)
    tallied = tally(engine, orders) if orders else None
    whole = totals(engine) if orders else None
    found = checks(engine, seen, jobs, tallied, whole)
    if few:
        found = [replace(c, grade="info") if c.code in FEW else c for c in found]
    report = QualityReport(sources=dict(files)).with_checks(*found)
    if report.blocks:
        raise DataRefused(report.problems(), report)
    mapping = mapping_of(seen, words)
    currency = engine.one("select coalesce(max(currency), '') from orders")[0] if orders else ""
    tables = {
        j.kind: source_table(engine, j, tuple(a.name for a in s.attributes), tallied if j is orders else None)
        for s, j in zip(seen, jobs, strict=True)
    }
    return Dataset(
        tables=tables,
        mapping=mapping,
        quality=report,
        id=dataset_id(seen, mapping, words, (orders.as_of or orders.until) if orders else None),
        currency=str(currency),
        first_day=whole.first if whole else None,
        last_day=whole.last if whole else None,
    )


def checks(
    engine: Engine, seen: Sequence[Seen], jobs: Sequence[Job], tallied: Tally | None, whole: Totals | None
) -> list[Check]:
    """All checks of all sources; the tables of accepted and rejected rows must stand in the engine."""
    out = [*rejection_checks(engine, list(jobs)), *empty_checks(engine, jobs)]
    for each, job in zip(seen, jobs, strict=True):
        used = {c.position for c in each.bound.columns.values()}
        used |= {c.position for c, _ in each.bound.attributes}
        out += reading_checks(job)
        out += currency_checks(engine, job, each.facts) if job.kind == "orders" else []
        out += missing_checks(engine, job)
        out += personal_checks(each.kind, each.facts, used)
        if job.kind == "orders" and whole and tallied:
            out += order_checks(engine, job, tallied, whole)
            out += coming_checks(engine, job, whole)
        out += attribute_checks(engine, job, each.attributes)
    return out + meeting_checks(engine, [j.kind for j in jobs])


def mapping_of(seen: Sequence[Seen], words: Words) -> Mapping:
    """The mappings of all sources, with the tables that a person put beside them."""
    saved = words.saved or Mapping()
    return Mapping(
        sources={s.kind: _with_types(s) for s in seen},
        ordered=saved.ordered,
        bands=saved.bands,
        grids=saved.grids,
        traits={**saved.traits, **words.traits},
    )


def _with_types(seen: Seen) -> SourceMap:
    """The map of a source with what is needed to read the same columns where no file is, as in a warehouse."""
    types = tuple((c.name, c.type) for c in seen.raw.columns)
    return replace(seen.bound.map, types=types, reads=tuple((a.name, a.type, a.sql) for a in seen.attributes))


def dataset_id(seen: Sequence[Seen], mapping: Mapping, words: Words, as_of: date | None) -> str:
    """sha256 of what the files hold and how they were read; paths, sureness and examples have no part in it."""
    sources = sorted((s.kind, *sorted(f.sha256 for f in s.raw.files)) for s in seen)
    plain = {
        kind: replace(m, columns=tuple(replace(c, by="guess", sure=1.0, examples=()) for c in m.columns))
        for kind, m in mapping.sources.items()
    }
    text = json.dumps([sources, mapping_toml(replace(mapping, sources=plain)), words.dedupe, str(as_of)])
    return sha256(text.encode()).hexdigest()
