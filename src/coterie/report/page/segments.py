"""Which groups are there, and why these? The table of segments, the scoreboard, and what could not be judged."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import (
    ORDERS,
    RECENCY,
    SPEND,
    Group,
    Shown,
    groups,
    money_unit,
    score_label,
    trait_fact,
    value_of,
)
from coterie.report.page import svg
from coterie.report.page.charts import Chart, chart
from coterie.report.page.head import forming_words
from coterie.report.page.numbers import Numbers
from coterie.report.words import method_label
from coterie.terms import Results, Statistic


@dataclass(frozen=True)
class Row:
    """One segment in the table."""

    group: Group
    cells: tuple[tuple[str, Markup], ...]  # (css class, content), in the order of the columns
    keys: str


@dataclass(frozen=True)
class Segments:
    """The table, its charts, and the reasons."""

    columns: tuple[tuple[str, str, str], ...]  # (css class, heading, heading on a phone)
    rows: tuple[Row, ...]
    note: Markup
    charts: tuple[Chart, ...]
    reason: Markup
    quality: tuple[tuple[str, Markup, str], ...]
    why: tuple[Chart, ...]
    unjudged: tuple[Markup, ...]


def segments(results: Results, numbers: Numbers) -> Segments:
    """Everything about the groups as a whole."""
    shown = groups(results)
    columns, rows = _table(results, numbers, shown)
    charts = (
        chart(results, numbers, "size-value", _largest(numbers, shown)),
        chart(results, numbers, "holdout-spend", _later(numbers, shown)),
        chart(results, numbers, "profile", _profile(results, shown), "sd", wide=True),
    )
    why = (chart(results, numbers, "scoreboard", _best(results, numbers), wide=True),)
    reason = results.segmentation.reason if results.segmentation else ""
    return Segments(
        columns,
        rows,
        _note(rows, shown),
        tuple(c for c in charts if c),
        numbers.told(reason, _board_keys(results)),
        _quality(results, numbers),
        tuple(c for c in why if c),
        _unjudged(results, numbers),
    )


def _table(
    results: Results, numbers: Numbers, shown: tuple[Group, ...]
) -> tuple[tuple[tuple[str, str, str], ...], tuple[Row, ...]]:
    ratios = [g.ratio for g in shown if g.ratio is not None]
    low, high = svg.scale_of(ratios, 1.0)
    most = {"share": max((value_of(g.share) for g in shown), default=1.0)}
    most["revenue"] = max((g.revenue.estimate for g in shown if g.revenue), default=1.0)
    facts = {g.index: [trait_fact(results, g.population, t) for t in (RECENCY, ORDERS, SPEND)] for g in shown}
    heads = [
        ("share", "Share of customers", "Customers"),
        ("share", "Share of revenue", "Revenue"),
        ("later", "Later spend, against average", "Later spend, against average"),
        ("fact", "Days since last order", "Last order, days"),
        ("fact", "Orders", "Orders"),
        ("fact", f"Spend{money_unit(results)}", f"Spend{money_unit(results)}"),
        ("fact steady", "Stability", "Stability"),
    ]
    grid = [
        [
            _bar(numbers, g.share, most["share"], g.colour, soft=True),
            _bar(numbers, g.revenue, most["revenue"], g.colour),
            _later_cell(numbers, g, low, high),
            *(numbers.show(f) if f else None for f in facts[g.index]),
            numbers.show(g.stability) if g.stability else None,
        ]
        for g in shown
    ]
    kept = [j for j in range(len(heads)) if any(line[j] is not None for line in grid)]
    rows = tuple(
        Row(g, tuple((heads[j][0], line[j] or Markup("–")) for j in kept), _keys(g, facts[g.index]))
        for g, line in zip(shown, grid, strict=True)
    )
    return tuple(heads[j] for j in kept), rows


def _bar(numbers: Numbers, shown: Shown, most: float, colour: int, *, soft: bool = False) -> Markup | None:
    if shown is None:
        return None
    return svg.bar(value_of(shown), most, colour, soft=soft) + Markup(" ") + numbers.show(shown)


def _later_cell(numbers: Numbers, group: Group, low: float, high: float) -> Markup | None:
    if group.ratio is None:
        return None
    return svg.interval(group.ratio, low, high, 1.0, group.colour) + Markup(" ") + numbers.show(group.ratio)


def _keys(group: Group, facts: list[Statistic | None]) -> str:
    known = (group.customers, group.share, group.revenue, group.ratio, group.stability, group.value, *facts)
    return " ".join(s.key for s in known if isinstance(s, Statistic))


def _note(rows: tuple[Row, ...], shown: tuple[Group, ...]) -> Markup:
    parts = []
    if any(g.ratio is not None for g in shown):
        level = "Dot and line: estimate and interval of the spend in the days the model had not seen. "
        parts.append(level + "Dashed: the average customer.")
    if rows:
        parts.append("Colours stay with a segment on every page.")
    return Markup("{}").format(" ".join(parts))


def _largest(numbers: Numbers, shown: tuple[Group, ...]) -> Markup:
    known = [g for g in shown if g.revenue is not None]
    if not known:
        return Markup("")
    best = max(known, key=lambda g: value_of(g.revenue))
    return Markup(
        "<bdi>{}</bdi>: {} of customers, {} of revenue. On the dotted line a group brings as much as its "
        "size; the area of a bubble is the value expected of it."
    ).format(best.name, numbers.show(best.share), numbers.show(best.revenue))


def _profile(results: Results, shown: tuple[Group, ...]) -> Markup:
    made = forming_words(results, shown)
    return Markup(
        "Standard deviations from everyone else; blue is more, orange is less. Made the groups: "
        "<bdi>{}</bdi>. The other rows were kept out and found afterwards."
    ).format(made)


def _best(results: Results, numbers: Numbers) -> Markup:
    board = results.segmentation.scoreboard if results.segmentation else ()
    chosen = next((s for s in board if s.chosen), None)
    fact = results.evidence.find("top20_share", f"method:{chosen.method}-{chosen.k}") if chosen else None
    tail = "Each method with its best number of groups; all stand in the table. Hollow: yardsticks, never chosen."
    if fact is None or chosen is None:
        return Markup("{}").format(tail)
    return Markup(
        'With <span class="method">{}</span>, the fifth of customers ranked highest brought {} of the later spend. {}'
    ).format(score_label(chosen), numbers.show(fact), tail)


def _later(numbers: Numbers, shown: tuple[Group, ...]) -> Markup:
    known = [g for g in shown if g.ratio is not None]
    if not known:
        return Markup("")
    best, least = (pick(known, key=lambda g: value_of(g.ratio)) for pick in (max, min))
    return Markup("<bdi>{}</bdi> spent {} the average, <bdi>{}</bdi> {}.").format(
        best.name, numbers.show(best.ratio), least.name, numbers.show(least.ratio)
    )


def _board_keys(results: Results) -> list[str]:
    return [s.key for s in results.evidence if s.population == "segmentation" or s.population.startswith("method:")]


def _quality(results: Results, numbers: Numbers) -> tuple[tuple[str, Markup, str], ...]:
    wanted = (
        ("mean_jaccard", "Same groups when redrawn", "mean overlap of the groups"),
        ("min_jaccard", "Least stable group", "its overlap when redrawn"),
        ("agreement", "Placed alike by past and present", "of the customers of the past"),
        ("rule_fidelity", "Told by a plain rule", "of customers placed as the model does"),
        ("silhouette", "Silhouette", "how far the groups lie apart"),
    )
    found = ((label, results.evidence.find(metric, "segmentation"), note) for metric, label, note in wanted)
    return tuple((label, numbers.show(s), note) for label, s, note in found if s is not None)


def _unjudged(results: Results, numbers: Numbers) -> tuple[Markup, ...]:
    if results.segmentation is None:
        return ()
    out = [results.segmentation.unjudged]
    out += [f"{method_label(name).capitalize()}: {why}" for name, why in results.segmentation.skipped.items()]
    if results.timeline is not None and results.timeline.why_not:
        out.append(results.timeline.why_not)
    return tuple(numbers.told(text) for text in dict.fromkeys(out) if text)
