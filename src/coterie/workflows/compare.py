"""Who moved between two studies, why, and what is it worth?"""

from pathlib import Path
from typing import Any

from coterie import features, ledger, measure, report
from coterie.engine import Engine, Frame, open_engine, to_frame
from coterie.methods import segments, value
from coterie.terms import Comparison, Problem, Progress, SavedCustomers, SavedStudy, Silent, WrongWords
from coterie.workflows.answer import Answer
from coterie.workflows.clock import Clock
from coterie.workflows.limits import memory_mb, threads

STEPS = 3


class Compared(Answer):
    """Two studies, compared: ``flows`` and ``customers`` are data frames, ``save`` writes one file."""

    def __init__(self, found: Comparison, engine: Engine) -> None:
        super().__init__(engine)
        self.comparison = found

    @property
    def customers(self) -> Frame:
        """One row a customer of either study: where she was, where she is, through what, and what that is worth."""
        return to_frame(report.migration_columns(self.comparison))

    @property
    def flows(self) -> Frame:
        """One row for each pair of groups with customers, by cause and in CLV."""
        return to_frame(report.flow_columns(self.comparison))

    @property
    def summary(self) -> dict[str, Any]:
        """Everything but the single customers, as one nested dictionary."""
        found: dict[str, Any] = report.plain(report.comparison_summary(self.comparison))
        return found

    @property
    def figure(self) -> Any:
        """The flows as a picture: bands from the groups of the older study to those of the newer one."""
        return report.figures.migration(self.comparison)

    @property
    def picture(self) -> dict[str, Any] | None:
        """The same with its sentence and numbers, as :meth:`OpenStudy.figure` gives figures; None without customers."""
        return report.migration_picture(self.comparison)

    def lines(self) -> list[str]:
        """The summary for a terminal."""
        return report.comparison_lines(self.comparison)

    def save(self, path: str | Path) -> Path:
        """Write one row a customer (.csv, .parquet), the summary (.json) or a page (.html); return where it is."""
        target = Path(path)
        if target.suffix.lower() == ".html":
            text = report.render_comparison(self.comparison)
            ledger.publish_file(target, lambda draft: _page(draft, text))
        elif target.suffix.lower() == ".json":
            ledger.publish_file(target, lambda draft: report.write_json(draft, self.summary))
        else:
            columns = report.migration_columns(self.comparison)
            ledger.publish_file(target, lambda draft: report.write_list(columns, self._engine, draft))
        return target

    def __repr__(self) -> str:
        return "\n".join(self.lines())


def _page(draft: Path, text: str) -> None:
    draft.write_text(text, encoding="utf-8", newline="\n")


def compare(older: str | Path, newer: str | Path, progress: Progress | None = None) -> Compared:
    """Compare two studies of the same customers: moves split into changed behaviour, changed model and ageing.

    older, newer   folders that ``analyze`` wrote, the earlier as-of day first.
    Raises         WrongWords (COT-911, COT-912; COT-913 where they stand in the wrong order).
    """
    clock = Clock(progress or Silent(), STEPS)
    engine = open_engine(memory_mb=memory_mb(), threads=threads())
    try:
        return Compared(_walk(engine, Path(older), Path(newer), clock), engine)
    except BaseException:
        engine.close()
        raise


def _walk(engine: Engine, first: Path, second: Path, clock: Clock) -> Comparison:
    with clock.step("studies", "Reading both studies"):
        older, newer = ledger.read_study(first), ledger.read_study(second)
        _refuse(older, newer)
        old, new = (
            features.customers_of(ledger.read_customers(engine, study, name), study, report.column_name)
            for study, name in ((older, "customers_before"), (newer, "customers_after"))
        )
        states = features.states_of(old, new, older.days_until(newer))
    with clock.step("groups", "Placing everybody with both models"):
        models = {"old": older, "new": newer}
        labels = {
            (m, s): segments.again(study, each.table) for m, study in models.items() for s, each in states.items()
        }
        everybody = segments.again_both(older, newer, (old.table, new.table))
    with clock.step("values", "Pricing each move"):
        worth = _worth(models, states)
        notes = measure.doubts(older, newer, old, new)
        return measure.compare(older, newer, (old, new), everybody, labels, worth, notes)


def _worth(models: dict[str, SavedStudy], states: dict[str, SavedCustomers]) -> dict[tuple[str, str], Any] | None:
    """CLV of the customers of both studies by both value models in each state; None where one has none."""
    last = models["new"].value
    found = {}
    for model, study in models.items():
        for state, customers in states.items():
            if study.value is None or last is None:
                return None
            summary = features.summary_of(customers.table, customers.values, study.value.unit)
            if summary is None:
                return None
            found[model, state] = value.expected_worth(
                study.value, value.knowing(study.value.fit, summary, customers.table), months=last.horizon.months
            )
    return found


def _refuse(older: SavedStudy, newer: SavedStudy) -> None:
    problems = [
        Problem("COT-912", f"the study in {each.folder} found no groups")
        for each in (older, newer)
        if not each.segments
    ]
    if older.days_until(newer) < 0:
        days = f"{older.folder} is as of {older.window and older.window.as_of}, {newer.folder} as of an earlier day"
        problems.append(Problem("COT-913", days))
    if problems:
        raise WrongWords(problems)
