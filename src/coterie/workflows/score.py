"""In which segment are these customers, and what are they worth, by the models of an earlier study?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coterie import features, intake, ledger, report
from coterie.engine import Engine, Frame, open_engine, to_frame
from coterie.methods import segments, value
from coterie.terms import CustomerTable, Placed, Problem, Progress, SavedStudy, Silent, Words, Worth, WrongWords
from coterie.workflows.answer import Answer
from coterie.workflows.clock import Clock
from coterie.workflows.limits import memory_mb, threads
from coterie.workflows.words import day_of

STEPS = 4


class Scored(Answer):
    """Customers scored by a saved study; ``customers`` is a data frame, ``save`` writes the file."""

    def __init__(
        self, study: SavedStudy, table: CustomerTable, placed: Placed, worth: Worth | None, engine: Engine
    ) -> None:
        super().__init__(engine)
        self.study = study
        self.placed = placed
        self._table = table
        self._columns = report.scored_columns(study, table, placed, worth)

    @property
    def customers(self) -> Frame:
        """One row a customer: state, segment, how surely, stage, value with its bounds."""
        return to_frame(self._columns)

    @property
    def summary(self) -> dict[str, object]:
        """How many were scored, in which state, segment and stage."""
        return report.scored_summary(self.study, self._table, self.placed)

    def lines(self) -> list[str]:
        """The summary for a terminal."""
        return report.scored_lines(self.study, self._table, self.placed)

    def save(self, path: str | Path) -> Path:
        """Write the file (.csv, .parquet or .json) and return where it is."""
        target = Path(path)
        ledger.publish_file(target, lambda draft: report.write_list(self._columns, self._engine, draft))
        return target

    def __repr__(self) -> str:
        return "\n".join(self.lines())


@dataclass(frozen=True)
class _New:
    """What is to be scored: the file given first, and the others by kind."""

    first: object
    sources: Mapping[str, object]
    words: Words
    as_of: date | None

    def of(self, study: SavedStudy) -> dict[str, object]:
        """The sources by kind: the first file holds what the study was mainly made from."""
        main = "orders" if "orders" in study.kinds else "customers"
        given = {kind: source for kind, source in self.sources.items() if source is not None}
        if self.first is not None:
            given = {main: self.first, **given}
        if not given:
            raise WrongWords(Problem("COT-102", "no source was given", remedy=f"Name a file with the {main} to score"))
        return given


def score(
    folder: str | Path,
    new: object = None,
    sources: Mapping[str, object] | None = None,
    words: Words | None = None,
    *,
    as_of: date | str | None = None,
    progress: Progress | None = None,
) -> Scored:
    """Segment, membership and value of new or changed customers by the models of a study; nothing is fitted again.

    folder     of a study that ``analyze`` wrote.
    new        path, folder, glob or frame: each customer's whole history of orders (or attributes, where the study was
               made without orders).
    sources    kind -> further sources: customers, events, products.
    words      corrections of the study's mapping.
    as_of      "today"; None: the day of the study, or of the last new order where that is later.
    Raises     WrongWords (COT-102, COT-103, COT-911, COT-912), DataRefused.
    """
    clock = Clock(progress or Silent(), STEPS)
    asked = _New(new, sources or {}, words or Words(), day_of(as_of))
    engine = open_engine(memory_mb=memory_mb(), threads=threads())
    try:
        return _walk(engine, Path(folder), asked, clock)
    except BaseException:
        engine.close()
        raise


def _walk(engine: Engine, folder: Path, new: _New, clock: Clock) -> Scored:
    with clock.step("study", "Reading the study"):
        study = ledger.read_study(folder)
        if not study.segments:
            raise WrongWords(Problem("COT-912", f"the study in {folder} found no groups"))
    with clock.step("intake", "Reading and checking"):
        saved = features.plain_mapping(new.words.saved or study.mapping)
        words = replace(new.words, saved=saved, dedupe=study.dedupe)  # type: ignore[arg-type]
        dataset = intake.load(engine, new.of(study), words, Silent(), as_of=new.as_of, few=True)
    with clock.step("features", "Describing each customer"):
        features.prepare(engine, dataset)
        window = features.window_again(dataset, study.window, new.as_of)
        known = features.customers_of(ledger.read_customers(engine, study), study, report.column_name)
        table = features.table_again(engine, dataset, window, study.traits, features.usual_gap(known.table))
    with clock.step("score", "Placing and valuing"):
        placed = segments.place(study, table, known, seed=study.seed)
        worth = None
        if study.value is not None and window is not None:
            summary = features.btyd_summary(engine, window, study.value.unit)
            summary = value.knowing(study.value.fit, summary, table)
            worth = value.score(study.value, summary, seed=study.seed)
    return Scored(study, table, placed, worth, engine)


def check_list(path: Path) -> None:
    """Raise WrongWords (COT-121) unless a list can be written under that name."""
    report.check_ending(path)
