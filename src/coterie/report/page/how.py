"""How was it reckoned? Parameters, reading, traits, and every SQL step with its reason."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell, told_traits
from coterie.report.page.numbers import Numbers, when
from coterie.report.words import method_label, trait_label
from coterie.terms import ColumnMap, Results


@dataclass(frozen=True)
class StepShown:
    """One SQL step."""

    name: str
    why: Markup
    rows: Markup
    sql: str
    times: Markup


@dataclass(frozen=True)
class How:
    """The "how" section."""

    parameters: tuple[tuple[str, Markup], ...]
    columns: tuple[tuple[str, str, str, str], ...]
    ignored: tuple[str, ...]
    bands: tuple[tuple[str, Markup], ...]
    traits: tuple[tuple[str, str, str, Markup, str], ...]
    steps: tuple[StepShown, ...]


def how(results: Results, numbers: Numbers) -> How:
    """Everything that is needed to reckon the study again."""
    sources = results.dataset.mapping.sources
    return How(
        _parameters(results, numbers),
        tuple((kind, c.canonical, c.source, _written(c)) for kind, m in sources.items() for c in m.columns),
        tuple(f"{kind}: {name}" for kind, m in sources.items() for name in m.ignored),
        _bands(results, numbers),
        tuple((t.label, t.group, t.unit, numbers.told(t.meaning), t.source) for t in told_traits(results)),
        _steps(results, numbers),
    )


def _steps(results: Results, numbers: Numbers) -> tuple[StepShown, ...]:
    """Each step once, as it first ran; the days of later runs differ, their words do not."""
    runs = Counter(name for name, _, _, _ in results.how)
    first = {name: (why, rows, sql) for name, why, rows, sql in reversed(results.how)}
    return tuple(
        StepShown(
            name,
            numbers.told(first[name][0]),
            _rows(numbers, name, first[name][1]),
            first[name][2],
            numbers.show(Cell(n, f"how/{name}/runs", "rows")) if n > 1 else Markup(""),
        )
        for name, n in runs.items()
    )


def _rows(numbers: Numbers, name: str, rows: int | None) -> Markup:
    return Markup("") if rows is None else numbers.show(Cell(rows, f"how/{name}/rows", "rows"))


def _written(column: ColumnMap) -> str:
    parts = [column.date, f"decimal {column.decimal}" if column.decimal != "." else "", f"by {column.by}"]
    return ", ".join(p for p in parts if p)


def _bands(results: Results, numbers: Numbers) -> tuple[tuple[str, Markup], ...]:
    return tuple(
        (
            t.label,
            Markup(" · ").join(numbers.show(Cell(e, f"bands/{t.name}/{i}", "exact")) for i, e in enumerate(t.edges)),
        )
        for t in results.table.traits
        if t.edges
    )


def _bounded(results: Results, numbers: Numbers) -> list[tuple[str, Markup]]:
    """How many customers' extremes were set to a bound for grouping, trait by trait; nobody is left out for one."""
    traits = results.segmentation.forming if results.segmentation is not None else ()
    counted = [(t, results.evidence.find(f"set_to_bound:{t}", "segmentation")) for t in traits]
    told = [Markup("<bdi>{}</bdi> {}").format(trait_label(t, results.table), numbers.show(s)) for t, s in counted if s]
    if not told:
        return []
    return [("Extremes set to a bound", Markup(", ").join(told) + Markup("; nobody left out"))]


def _parameters(results: Results, numbers: Numbers) -> tuple[tuple[str, Markup], ...]:
    out: list[tuple[str, Markup]] = []
    line = results.timeline
    if line is not None:
        out.append(("Days", when(line.whole.start) + " to " + when(line.whole.as_of)))
        if line.holdout is not None:
            out.append(("Kept apart", when(line.holdout.start) + " to " + when(line.holdout.as_of)))
        if line.origins:
            ends = Markup(", ").join(when(d) for d in line.origins)
            length = numbers.show(Cell(line.inner_days, "timeline/inner_days", "days"))
            out.append(("Chosen on", Markup("pasts that end {}, each judged on {} days").format(ends, length)))
    if results.segmentation is not None:
        labels = ", ".join(trait_label(t, results.table) for t in results.segmentation.forming)
        out.append(
            ("Method", Markup('<span class="method">{}</span>').format(method_label(results.segmentation.method)))
        )
        out.append(("Formed from", Markup("<bdi>{}</bdi>").format(labels)))
        out += _bounded(results, numbers)
    if results.value is not None:
        out.append(("Value model", Markup('<span class="method">{}</span>').format(results.value.model)))
        out.append(("Time unit", Markup("{}").format(results.value.unit.value)))
    out.append(("Seed", numbers.show(Cell(results.seed, "parameters/seed"))))
    out.append(("coterie", Markup("<code>{}</code>").format(results.version or "unknown")))
    out.append(("Dataset", Markup("<code>{}</code>").format(results.dataset.id)))
    return tuple(out)
