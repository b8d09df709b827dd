"""What does a finished study say? Its files and tables, read without an analysis, for whoever shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from coterie import features, guard, ledger, report
from coterie.engine import Columns, Engine, open_engine
from coterie.terms import Conditions, Problem, SavedStudy, Statistic, Trait, WrongWords, conditions_of, consent_column
from coterie.workflows.histories import days_of_saved, history_of_saved, orders_of_saved, worth_more_of_saved
from coterie.workflows.limits import threads

LARGEST = 1000
BINS, LEVELS = 12, 20
MEMORY_MB = 512


@dataclass(frozen=True)
class Page:
    """Some rows of a table, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def open_study(folder: str | Path) -> "OpenStudy":
    """The study in a folder that ``analyze`` wrote, to be read.

    Raises    WrongWords (COT-911) where the folder holds no finished study.
    """
    return OpenStudy(Path(folder))


class OpenStudy:
    """A finished study, read only. Many threads may use one; its engine starts when a table is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = ledger.Folder(folder)
        self._start = Lock()
        self._made: ledger.Tables | None = None

    def __repr__(self) -> str:
        return f"OpenStudy({str(self.folder)!r})"

    # -- files: no engine ---------------------------------------------------------------------------------------------
    @cached_property
    def summary(self) -> dict[str, Any]:
        """Headline, customers, orders, revenue, currency, total_clv, k, method, as_of, and segments in short."""
        return report.study_summary(self.run, self.metrics, self._files.segments, self._files.personas)

    @property
    def run(self) -> dict[str, Any]:
        """The content of ``run.json``: inputs, mapping, parameters as applied, versions, timings."""
        return self._files.run

    @property
    def dataset(self) -> str:
        """The id of the dataset that was analysed."""
        return str(self.run["dataset"])

    @property
    def metrics(self) -> dict[str, Any]:
        """The content of ``metrics.json``."""
        return self._files.metrics

    @property
    def quality(self) -> dict[str, Any]:
        """The content of ``quality.json``."""
        return self._files.quality

    @property
    def verdict(self) -> dict[str, Any] | None:
        """Headline, act, check and unsupported, each sentence with the keys of its statistics; None without one."""
        verdict: dict[str, Any] | None = self._files.personas.get("verdict")
        return verdict

    @property
    def grouping(self) -> dict[str, Any]:
        """The content of ``segments.json``: method, k, reason, forming traits, everyone's figures, micro-segments."""
        return self._files.segments

    @cached_property
    def segments(self) -> list[dict[str, Any]]:
        """The segments in order of value, as in ``segments.json``, each with its ``colour``."""
        return report.segments_of(self._files.segments)

    def segment(self, segment: str) -> dict[str, Any] | None:
        """The segment of that id, None where there is none."""
        return next((each for each in self.segments if each["id"] == segment), None)

    @property
    def personas(self) -> list[dict[str, Any]]:
        """The personas as in ``personas.json``."""
        return list(self._files.personas["personas"])

    def persona(self, segment: str) -> dict[str, Any] | None:
        """The persona of the segment of that id, None where it has none."""
        return next((each for each in self.personas if each["segment"] == segment), None)

    def picture_seed(self, segment: str, own: int | None = None) -> int:
        """The seed of a persona's picture, as in the report; ``own`` in place of the persona's own seed."""
        persona = self.persona(segment)
        seed = own if own is not None else persona["seed"] if persona else 0
        return report.picture_seed(int(self.run["seed"]), segment, seed)

    @property
    def figure_names(self) -> tuple[str, ...]:
        """Names of the figures, in the order of the report."""
        return tuple(each["name"] for each in self._files.figures["figures"])

    @property
    def figure_settings(self) -> dict[str, Any]:
        """What all figures share: Plotly's ``config``, and ``dark``, each light colour with its dark twin."""
        return {name: self._files.figures.get(name, {}) for name in ("config", "dark")}

    def figure(self, name: str) -> dict[str, Any] | None:
        """The figure of that name: title, caption, height, plot (Plotly's data and layout) and table; None for none."""
        return next((each for each in self._files.figures["figures"] if each["name"] == name), None)

    # -- tables: one engine, in turn ----------------------------------------------------------------------------------
    @cached_property
    def fields(self) -> tuple[Trait, ...]:
        """The columns of the customers table that can be asked for, ``name`` being the column."""
        return report.described(self._files.traits, self._tables.columns, [each["id"] for each in self.segments])

    @property
    def traits(self) -> list[dict[str, Any]]:
        """The same as JSON: name, label, group, unit, kind, meaning, levels, source, and how it may be compared."""
        return [report.plain_trait(trait) for trait in self.fields]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the customers table, in order; each can be ordered by."""
        return self._tables.columns

    @cached_property
    def is_graded(self) -> bool:
        """Whether customers fit their segments more or less; False where all are wholly in, or none is known to be."""
        fits = [each.estimate for each in self._tables.statistics.values() if each.metric == "confidence"]
        return any(each < 1 for each in fits)

    def statistic(self, key: str) -> dict[str, Any] | None:
        """One statistic with everything needed to check it, and as a page says it; None where there is none."""
        found = self._tables.statistics.get(key)
        return None if found is None else self._shown(key, found)

    def statistics(self, population: str | None = None, metric: str | None = None) -> list[dict[str, Any]]:
        """The statistics of a population ("segment:s1", "everyone"), of a metric, or of both, by key."""
        return [
            self._shown(key, each)
            for key, each in self._tables.statistics.items()
            if population in (None, each.population) and metric in (None, each.metric)
        ]

    def members(
        self,
        segment: str | None = None,
        where: object = None,
        search: str = "",
        order: str = "clv",
        descending: bool = True,
        page: int = 1,
        size: int = 50,
    ) -> Page:
        """Customers page by page: all columns of each.

        segment       only those of that segment.
        where         only those who meet a tree of conditions (see coterie.terms.conditions).
        search        only those whose id holds this text, in any case.
        order         a column; one that the study lacks is an error, but "clv" falls back to the id.
        Raises        WrongWords (COT-123, COT-151 to COT-157).
        """
        tables = self._tables
        if not 1 <= size <= LARGEST or not 1 <= page <= 10**9:
            raise WrongWords(Problem("COT-157", f"page {page} of {size} customers"))
        if order == "clv" and order not in tables.columns:
            order, descending = "customer_id", False
        if order not in tables.columns:
            known = ", ".join(tables.columns[:12])
            raise WrongWords(Problem("COT-156", f"customers are to be ordered by {order!r}", f"such as {known}"))
        condition = self._where(segment, where, search)
        rows, total = tables.page(condition, order, descending=descending, first=(page - 1) * size, size=size)
        return Page([ledger.plain_row(row) for row in rows], total, page, size)

    def rows(self, segment: str | None = None, where: object = None, search: str = "") -> Columns:
        """All customers whom :meth:`members` would show, as arrays by column, sorted by id."""
        return self._tables.arrays(self._where(segment, where, search))

    @cached_property
    def consent(self) -> str:
        """The column that most likely says who may be written to, "" where none does."""
        return consent_column(each.name for each in self.fields if each.kind == "flag")

    def segment_name(self, segment: str | None) -> str:
        """The name of a segment, "" where there is none of that id."""
        found = None if segment is None else self.segment(segment)
        return "" if found is None else str(found["name"])

    def engine(self) -> Engine:
        """An engine of its own, for writing a file; whoever takes it closes it."""
        return open_engine(memory_mb=MEMORY_MB, threads=min(2, threads()))

    def customer(self, customer_id: str) -> dict[str, Any] | None:
        """One customer: all columns of her row; None where nobody has that id."""
        found = self._tables.customer(customer_id)
        return None if found is None else ledger.plain_row(found)

    def customer_history(self, customer_id: str) -> dict[str, Any] | None:
        """How the chance that a customer is still one has gone since her first order; None where there are no values.

        Returns    a figure as in ``figures.json``, and the path itself: ``days`` and ``p_alive``, 0 to 1.
        Raises     WrongWords (COT-144) for an id that the study does not know.
        """
        return history_of_saved(self._saved, self._tables, customer_id)

    def customer_orders(self, customer_id: str) -> dict[str, Any] | None:
        """The orders of one customer day by day; None in a study of an earlier form, or where she has none.

        Returns    a figure as in ``figures.json``, and ``rows``: day, orders, lines, returned_lines, revenue, bought.
        Raises     WrongWords (COT-144) for an id that the study does not know.
        """
        return orders_of_saved(self._tables, customer_id, self._saved.window.as_of if self._saved.window else None)

    def customer_days(self, customer_id: str) -> list[dict[str, Any]]:
        """The same days without a figure, in order; none in a study of an earlier form, or where she has none.

        Returns    day, orders, lines, returned_lines, revenue (after returns), bought (before them).
        Raises     WrongWords (COT-144) for an id that the study does not know.
        """
        return days_of_saved(self._tables, customer_id)

    @property
    def months(self) -> list[dict[str, Any]]:
        """The shop by calendar month: the rows of ``months.parquet``, days as text; empty without orders."""
        return self._tables.months_of_shop

    def worth_more(self, first: str, second: str, months: int | None = None) -> float:
        """The probability that one customer or segment is worth more than another in the time ahead.

        first, second   ids of two customers, or ids or names of two segments, whose mean customers are compared.
        months          time ahead, 1 to 120; None: the horizon of the study.
        Raises          WrongWords (COT-105, COT-144, COT-145).
        """
        return worth_more_of_saved(self._saved, self._tables, first, second, months)

    def conditions(self, plain: object) -> Conditions:
        """Checked conditions, with ``plain()`` and ``sentence()``.

        Raises    WrongWords (COT-151 to COT-155).
        """
        return conditions_of(plain, self.fields)

    def count(self, conditions: object = None, segment: str | None = None, floor: int = guard.FLOOR) -> dict[str, Any]:
        """How many customers meet some conditions, in all and by segment; no number of fewer than ``floor`` people.

        Returns    ``sentence`` (the conditions in words), ``count``, ``share`` (of all customers) and ``refused``;
                   ``segments`` with id, name, colour, count and share of the segment. A count that may not be told
                   is None; 0 is told.
        Raises     WrongWords (COT-123, COT-151 to COT-155).
        """
        counts = self._tables.counts(self._where(segment, conditions, ""))
        return report.counted(
            self.conditions(conditions).sentence({each["id"]: each["name"] for each in self.segments}),
            self.segments,
            self._tables.customers,
            guard.tellable({"": sum(counts.values())}, floor)[""],
            guard.tellable({each["id"]: counts.get(each["id"], 0) for each in self.segments}, floor),
            floor,
        )

    def distribution(
        self, trait: str, segment: str | None = None, where: object = None, floor: int = guard.FLOOR
    ) -> dict[str, Any]:
        """How a trait is spread: bins of numbers, or the most frequent levels; none of fewer than ``floor`` people.

        Returns    name, label, unit, kind, ``n`` known and ``missing``; numbers have ``quantiles`` (5, 25, 50, 75,
                   95 %) and ``bins`` (low, high, count, share; small ones are told together with their neighbours,
                   and the outer ends are open), others ``levels`` (level, count or None, share).
        Raises     WrongWords (COT-123, COT-151 to COT-155); COT-159 where fewer than ``floor`` customers are asked.
        """
        told = next((each for each in self.fields if each.name == trait), None)
        if told is None:
            raise WrongWords(Problem("COT-152", f"the study has no trait {trait!r}"))
        condition, tables = self._where(segment, where, ""), self._tables
        everyone, known = tables.known(trait, condition)
        if known < floor:
            raise WrongWords(Problem("COT-159", f"{told.label} would be told of fewer than {floor} customers"))
        if told.kind in ("numeric", "constant"):
            at = [q for q in tables.quantiles(trait, condition, report.SPREAD) if q is not None]
            edges = report.bin_edges(at, BINS)
            return report.spread(told, everyone, known, at, edges, tables.bins(trait, condition, edges), floor)
        levels = dict(tables.levels(trait, condition, LEVELS))
        return report.listed(told, everyone, known, guard.tellable_cells(levels, floor))

    def comings(self, segment: str | None = None) -> dict[str, Any] | None:
        """A figure as :meth:`figure` gives them: customers who came and who fell silent, by month; None without.

        segment    only those of that segment.
        Raises     WrongWords (COT-123).
        """
        condition, tables = self._where(segment, None, ""), self._tables
        until = str(self.summary["as_of"] or "")
        came, gone = (
            tables.months(each, condition, until) if each in tables.columns else {} for each in report.COMINGS
        )
        return report.comings(came, gone, until[:7])

    def close(self) -> None:
        """Give back the engine's memory; files can still be read."""
        with self._start:
            if self._made is not None:
                self._made.close()
                self._made = None

    @property
    def _tables(self) -> ledger.Tables:
        with self._start:
            if self._made is None:
                self._made = ledger.Tables(self.folder, self.engine())
            return self._made

    @cached_property
    def _saved(self) -> SavedStudy:
        return ledger.read_study(self.folder)

    def _where(self, segment: str | None, where: object, search: str) -> str:
        parts = [features.where(where if isinstance(where, Conditions) else self.conditions(where))]
        if segment is not None:
            if self.segment(segment) is None:
                known = ", ".join(f"{each['id']} ({each['name']})" for each in self.segments)
                raise WrongWords(Problem("COT-123", f"the study has no segment {segment!r}", f"one of {known}"))
            parts.append(ledger.within(segment))
        if search:
            parts.append(ledger.search(search))
        return " AND ".join(parts)

    def _shown(self, key: str, statistic: Statistic) -> dict[str, Any]:
        return report.shown_statistic(key, statistic, self._files, self._names)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {f"segment:{each['id']}": each["name"] for each in self.segments}
