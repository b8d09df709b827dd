"""Which groups are there, and why these? The table of segments, the scoreboard, and what could not be judged."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import (
    ORDERS,
    RECENCY,
    SPEND,
    Group,
    Shown,
    either,
    groups,
    money_unit,
    score_label,
    trait_fact,
    value_of,
)
from coterie.report.page import svg
from coterie.report.page.charts import Chart, chart
from coterie.report.page.numbers import Numbers
from coterie.report.words import listing, method_label
from coterie.terms import Results, Statistic

LISTS = Markup(
    "Who is in which group stands in <code>customers.csv</code>, beside this page; <code>coterie audience</code> "
    "writes a group as a list for the mail tool, with a control group."
)
TOLD = 3  # traits a group is told by where there is no revenue
CENTS = 100.0  # spend from which cents say nothing
PROFILE = (
    "In standard deviations from everyone else; blue is more, orange is less. In bold what made the groups; the other "
    "rows were kept out and found afterwards."
)

JOINS = (
    "The most similar customers are joined first, then groups of them. The higher a bar, the less alike are the two "
    "that it joins. Below the dashed line lie the groups of this study."
)

NEIGHBOURS = (
    "A sample of customers, placed so that the most alike in what made the groups stand side by side (t-SNE). Look at "
    "who is near whom; directions, and distances between far clouds, mean nothing."
)
LATER = "Each dot is the customers of a group known by then, its line the interval; the dotted line is everybody."
CATEGORIES = "Share of each category in the spend of a group; the dotted line is everybody's. The table has all."
STAGES = Markup(
    "By each customer's own usual gap between orders. A stage with too few customers of a group to be named is left "
    "open. <code>coterie audience OUT --segment s1 --stage slipping</code> lists one."
)
TRAITS = "What made the groups first, then what differs most; dots with intervals, the dotted line is everybody."
CRITERIA = (
    "The larger dot is the choice. Later spend, tried on earlier days, and stability decide; the others are shown for "
    "those who want them."
)


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
    folded: tuple[Chart, ...]
    unjudged: tuple[Markup, ...]
    left_out: tuple[Markup, ...]


def segments(results: Results, numbers: Numbers) -> Segments:
    """Everything about the groups as a whole."""
    shown = groups(results)
    columns, rows = _table(results, numbers, shown)
    charts = (
        chart(results, numbers, "size-value", _largest(numbers, shown)),
        chart(results, numbers, "holdout-spend", _later(numbers, shown)),
        chart(results, numbers, "profile", PROFILE, "sd", wide=True),
    )
    board = results.segmentation.scoreboard if results.segmentation else ()
    judged = any(s.top20_share is not None or s.eta2 is not None for s in board)
    why = (chart(results, numbers, "scoreboard", _best(results, numbers), wide=True),) if judged else ()
    reason = results.segmentation.reason if results.segmentation else ""
    return Segments(
        columns,
        rows,
        _note(results, rows, shown),
        tuple(c for c in charts if c),
        numbers.told(reason, _board_keys(results)),
        _quality(results, numbers),
        tuple(c for c in why if c),
        _folded(results, numbers),
        _unjudged(results, numbers),
        _left_out(results, numbers),
    )


def _table(
    results: Results, numbers: Numbers, shown: tuple[Group, ...]
) -> tuple[tuple[tuple[str, str, str], ...], tuple[Row, ...]]:
    ratios = [g.ratio for g in shown if g.ratio is not None]
    low, high = svg.scale_of(ratios, 1.0)
    most = {"share": max((value_of(g.share) for g in shown), default=1.0)}
    most["revenue"] = max((g.revenue.estimate for g in shown if g.revenue), default=1.0)
    facts = {g.index: [trait_fact(results, g.population, t) for t in (RECENCY, ORDERS, SPEND)] for g in shown}
    dear = max((f[2].estimate for f in facts.values() if f[2]), default=0.0) >= CENTS
    units = (None, None, "whole" if dear else None)
    heads = [
        ("share", "Share of customers", "Customers"),
        ("share", "Share of revenue", "Revenue"),
        ("apart", "What sets them apart", "What sets them apart"),
        ("later", "Later spend, against average", "Later spend, against average"),
        ("fact", "Days since last order", "Days away"),
        ("fact", "Orders", "Orders"),
        ("fact", f"Spend{money_unit(results)}", f"Spend{money_unit(results)}"),
        ("fact steady", "Stability", "Stability"),
    ]
    grid = [
        [
            _bar(numbers, g.share, most["share"], g.colour, soft=True),
            _bar(numbers, g.revenue, most["revenue"], g.colour),
            apart(results, numbers, g) if not any(o.revenue for o in shown) else None,
            _later_cell(numbers, g, low, high),
            *(numbers.show(f, unit) if f else None for f, unit in zip(facts[g.index], units, strict=True)),
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


def _note(results: Results, rows: tuple[Row, ...], shown: tuple[Group, ...]) -> Markup:
    parts = []
    if any(g.ratio is not None for g in shown):
        level = "Later spend: in the days the model had not seen; dot and line are estimate and interval. "
        parts.append(level + "Dashed: the average customer. Days, orders and spend are those of the median customer.")
    if any(g.stability for g in shown):
        parts.append("Stability: how much of the group comes back when other customers are drawn.")
    if any(g.revenue for g in shown) and not results.dataset.currency:
        parts.append("Money is in the source's own currency; it names none.")
    if rows:
        parts.append(LISTS)
    return Markup(" ").join(parts)


def apart(results: Results, numbers: Numbers, group: Group) -> Markup | None:
    """The traits in which a group stands furthest from everyone else, with its figure and that of all customers."""
    forming = results.segmentation.forming if results.segmentation else ()
    found: list[tuple[float, str, str, Statistic, Statistic]] = []
    for trait in (t for t in results.table.traits if t.name in forming):
        for level in trait.levels or ("",):
            metrics = [f"share:{trait.name}={level}"] if level else [f"median:{trait.name}", f"mean:{trait.name}"]
            effect = either(results, f"effect:{trait.name}" + (f"={level}" if level else ""), group.population)
            both = [[results.evidence.find(m, who) for m in metrics] for who in (group.population, "everyone")]
            own, everyone = (next((s for s in known if s), None) for known in both)
            if own and everyone and effect and (not level or effect.estimate > 0):
                found.append((-abs(effect.estimate), trait.label, level, own, everyone))
    if not found:
        return None
    found.sort(key=lambda each: each[:3])
    parts = [
        Markup("<bdi>{}{}</bdi> {} <span class='muted'>(all: {})</span>").format(
            label, f" {level}" if level else "", numbers.show(own), numbers.show(everyone)
        )
        for _, label, level, own, everyone in found[:TOLD]
    ]
    return Markup(" · ").join(parts)


def _largest(numbers: Numbers, shown: tuple[Group, ...]) -> Markup:
    known = [g for g in shown if g.revenue is not None]
    if not known:
        return Markup("")
    best = max(known, key=lambda g: value_of(g.revenue))
    return Markup(
        "<bdi>{}</bdi>: {} of customers, {} of revenue. On the dotted line a group brings as much as its "
        "size; the area of a bubble is the value expected of it."
    ).format(best.name, numbers.show(best.share), numbers.show(best.revenue))


def _best(results: Results, numbers: Numbers) -> Markup:
    board = results.segmentation.scoreboard if results.segmentation else ()
    chosen = next((s for s in board if s.chosen), None)
    fact = results.evidence.find("top20_share", f"method:{chosen.method}-{chosen.k}") if chosen else None
    tail = "The choice, the best of each other kind, and hollow the yardsticks, which are never chosen. All are below."
    if fact is None or chosen is None:
        return Markup("{}").format(tail)
    return Markup(
        'With <span class="method">{}</span>, the fifth of customers ranked highest brought {} of the later spend. {}'
    ).format(score_label(chosen), numbers.show(fact), tail)


def _folded(results: Results, numbers: Numbers) -> tuple[Chart, ...]:
    """Pictures that not everybody needs."""
    found = (
        chart(results, numbers, "later", LATER, wide=True),
        chart(results, numbers, "later-categories", CATEGORIES, "share", wide=True),
        chart(results, numbers, "stages", STAGES, wide=True),
        chart(results, numbers, "traits", TRAITS, wide=True),
        chart(results, numbers, "criteria", CRITERIA, wide=True),
        chart(results, numbers, "map", _mapped(results, numbers), wide=True),
        chart(results, numbers, "neighbours", NEIGHBOURS, wide=True),
        chart(results, numbers, "joins", JOINS, wide=True),
    )
    return tuple(c for c in found if c)


def _mapped(results: Results, numbers: Numbers) -> Markup:
    shares = [results.evidence.find(f"map_share:{place}", "segmentation") for place in ("first", "second")]
    told = [numbers.show(s) for s in shares if s is not None]
    text = Markup("A dot is a customer; near dots are alike in the traits that made the groups.")
    if len(told) == len(shares):
        text += Markup(" Of the differences between customers, {} lie across and {} upwards.").format(*told)
    return text


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
        ("mean_jaccard", "Came back when redrawn", "of a group on average, on all days"),
        ("min_jaccard", "Least stable group", "of it came back when redrawn"),
        ("agreement", "Same group as before the last days", "of the customers known by then"),
        ("rule_fidelity", "Told by plain filters", "of customers placed as the model places them"),
        ("silhouette", "Silhouette", "how far the groups lie apart, at most one"),
    )
    found = ((label, results.evidence.find(metric, "segmentation"), note) for metric, label, note in wanted)
    return tuple((label, numbers.show(s), note) for label, s, note in found if s is not None)


def _unjudged(results: Results, numbers: Numbers) -> tuple[Markup, ...]:
    if results.segmentation is None:
        return ()
    out = [results.segmentation.unjudged]
    if results.timeline is not None and results.timeline.why_not:
        out.append(results.timeline.why_not)
    return tuple(numbers.told(text) for text in dict.fromkeys(out) if text)


def _left_out(results: Results, numbers: Numbers) -> tuple[Markup, ...]:
    """Methods that could not be tried, those with one reason together: "k-means with 4 to 10 groups"."""
    by_reason: dict[str, dict[str, list[int]]] = {}
    for name, why in (results.segmentation.skipped if results.segmentation else {}).items():
        found = re.fullmatch(r"(.+?)(?: with |-)(\d+)(?: groups)?", name)
        label = method_label(found.group(1) if found else name)
        by_reason.setdefault(why.rstrip("."), {}).setdefault(label, []).extend([int(found.group(2))] if found else [])
    texts = []
    for why, methods in by_reason.items():
        named = listing(f"{label}{_groups(counts)}" for label, counts in methods.items())
        texts.append(numbers.told(f"{named[:1].upper()}{named[1:]}: {why}."))
    return tuple(texts)


def _groups(counts: list[int]) -> str:
    if not counts:
        return ""
    low, high = min(counts), max(counts)
    return f" with {low} groups" if low == high else f" with {low} to {high} groups"
