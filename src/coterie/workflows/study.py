"""What does the caller hold after an analysis? The study: frames out, files out, a page for the notebook."""

import resource
import sys
from collections.abc import Mapping
from pathlib import Path

from coterie import features, ledger, report
from coterie.engine import Engine, Frame, to_frame
from coterie.methods import value
from coterie.terms import BtydSummary, Persona, Results, Verdict
from coterie.workflows.answer import Answer
from coterie.workflows.customer import CustomerView, view
from coterie.workflows.words import days_of, plain, versions


class Study(Answer):
    """One analysis on one dataset as of one date, with its evidence.

    ``results`` holds every noun the analysis made; the properties below hand out the parts most people want, as plain
    data frames and text.
    """

    def __init__(
        self, results: Results, engine: Engine, parameters: Mapping[str, object], seconds: Mapping[str, float]
    ) -> None:
        super().__init__(engine)
        self.results = results
        self.parameters = dict(parameters)
        self.seconds = dict(seconds)

    @property
    def customers(self) -> Frame:
        """One row a customer: traits, segment, confidence, memberships, values with their bounds."""
        return to_frame(report.customer_columns(self.results))

    @property
    def segments(self) -> Frame:
        """One row a segment, ordered by value: size, shares, what it did in the days held apart, rule, stability."""
        return to_frame(report.segment_columns(self.results))

    @property
    def scoreboard(self) -> Frame:
        """One row a way of grouping, with its score on the days it had not seen."""
        return to_frame(report.scoreboard_columns(self.results))

    @property
    def months(self) -> Frame:
        """One row a calendar month: orders, revenue, who bought, who came first, who fell silent."""
        return to_frame(report.month_columns(self.results))

    @property
    def evidence(self) -> Frame:
        """One row a statistic, by key."""
        return to_frame(report.evidence_columns(self.results))

    @property
    def personas(self) -> tuple[Persona, ...]:
        """The segments told as people; each sentence points at its statistics."""
        return self.results.personas

    @property
    def verdict(self) -> Verdict | None:
        """What may be acted on, what is to be checked first, what is not supported."""
        return self.results.verdict

    @property
    def metrics(self) -> dict[str, object]:
        """The summary as one nested dictionary: the content of ``metrics.json`` with timings and peak memory."""
        return {**report.metrics(self.results), "seconds": self.seconds, "peak_memory_mb": peak_memory_mb()}

    def customer(self, customer: object) -> CustomerView:
        """One customer by id: her row, and how the chance that she is still one has gone (``.history``, ``.figure``).

        Raises    WrongWords (COT-144) for an id that the study does not know.
        """
        return view(self.results, self._engine, customer)

    def summary_of_value(self) -> BtydSummary:
        """What the value model read of each customer: x, t_x, T and mean repeat spend, as of the last day."""
        assert self.results.timeline is not None
        found = features.btyd_summary(self._engine, self.results.timeline.whole, self.results.timeline.unit)
        answer = self.results.value
        return found if answer is None else value.knowing(answer.fit, found, self.results.table)

    def report(self, path: str | Path) -> Path:
        """Write the self-contained page and return where it is."""
        target = Path(path)
        page = report.render(self.results)
        ledger.publish_file(target, lambda draft: draft.write_text(page, encoding="utf-8"))
        return target

    def save(self, folder: str | Path) -> Path:
        """Write the whole result folder (see docs/reference/files) and return where it is."""
        target = Path(folder)
        ledger.publish(target, lambda draft: report.write_files(self.results, self._engine, draft), self.manifest())
        return target

    def manifest(self) -> dict[str, object]:
        """What ``run.json`` holds: inputs with hashes, mapping, parameters, versions, timings, peak memory."""
        dataset = self.results.dataset
        inputs = {
            kind: [{"path": path, "sha256": digest} for path, digest in table.files]
            for kind, table in sorted(dataset.tables.items())
        }
        return {
            "coterie": self.results.version,
            "status": "done",
            "dataset": dataset.id,
            "inputs": inputs,
            "currency": dataset.currency,
            "days": days_of(self.results.timeline),
            "mapping": plain(dataset.mapping),
            "traits": [plain(trait) for trait in self.results.table.traits],
            "parameters": self.parameters,
            "seed": self.results.seed,
            "versions": versions(),
            "seconds": self.seconds,
            "peak_memory_mb": peak_memory_mb(),
            "steps": [{"name": run.name, "rows": run.rows, "seconds": run.seconds} for run in self._engine.log],
        }

    def summary(self, folder: Path | None = None) -> str:
        """The verdict in a few lines, for a terminal."""
        return report.summary(self.results, folder)

    def __repr__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str | None:
        return report.notebook_html(self.results)


def peak_memory_mb() -> float:
    """The largest memory this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
