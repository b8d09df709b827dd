"""Who are they? A card for each segment: what is true of it, what to do, how it differs."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell, Group, either, groups
from coterie.report.figures import differences_table
from coterie.report.page import svg
from coterie.report.page.head import Line, line
from coterie.report.page.numbers import Numbers
from coterie.report.words import trait_label
from coterie.terms import Results, Statistic

_TRUE = (
    ("What is true of them", ("definition", "behaviour", "demographic", "attitude")),
    ("What they are worth, and what came next", ("value", "future")),
)
_DO = (
    ("What to do", ("do", "dont", "channel", "offer", "test")),
    ("What they seem to need", ("needs",)),
    ("A typical member", ("member",)),
)
MADE, FOUND = 4, 6  # differences drawn in a card, the largest; all stand in the evidence


@dataclass(frozen=True)
class Difference:
    """One row of "how they differ"."""

    label: str
    drawing: Markup
    number: Markup
    made: bool


@dataclass(frozen=True)
class Part:
    """A heading, its sentences, and in one paragraph what was not measured or not found there."""

    title: str
    lines: tuple[Line, ...]
    absent: Markup


@dataclass(frozen=True)
class Card:
    """One segment told as a person, or as plain facts where it has no persona."""

    group: Group
    art: Markup
    size: Markup
    tags: tuple[tuple[Markup, str], ...]
    truths: tuple["Part", ...]
    deeds: tuple["Part", ...]
    differences: tuple[Difference, ...]
    level: Markup
    rule: str
    rule_note: Markup
    reach: Markup
    rest: Markup


def people(results: Results, numbers: Numbers) -> tuple[Card, ...]:
    """A card for each segment, in order of value."""
    shown = groups(results)
    names = [g.name for g in shown]
    return tuple(_card(results, numbers, g, names) for g in shown)


def _card(results: Results, numbers: Numbers, group: Group, names: list[str]) -> Card:
    sentences = group.persona.sentences if group.persona else ()
    told = [line(s, numbers, names) for s in sentences]
    differences, level, rest = _differences(results, numbers, group)
    rule = group.segment.rule
    return Card(
        group=group,
        art=svg.illustration(group, results.seed),
        size=_size(numbers, group),
        tags=_tags(numbers, group),
        truths=_parts(told, _TRUE),
        deeds=_parts(told, _DO),
        differences=differences,
        level=level,
        rule=rule.text if rule and group.persona is None else "",
        rule_note=_rule_note(results, numbers, group),
        reach=_reach(results, numbers, group),
        rest=rest,
    )


def _parts(told: list[Line], wanted: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Part, ...]:
    """The sentences under their headings; those that say that something is missing together at the end."""
    out = []
    for title, blocks in wanted:
        own = [each for each in told if each.block in blocks]
        lines = tuple(each for each in own if each.kind != "absent")
        absent = Markup(" ").join(each.text for each in own if each.kind == "absent")
        if own:
            out.append(Part(title, lines, absent))
    return tuple(out)


def _size(numbers: Numbers, group: Group) -> Markup:
    text = Markup("{} customers<br>{} of all").format(numbers.show(group.customers), numbers.show(group.share))
    if group.revenue is not None:
        text += Markup("<br>{} of revenue").format(numbers.show(group.revenue))
    return text


def _tags(numbers: Numbers, group: Group) -> tuple[tuple[Markup, str], ...]:
    out = []
    for label, shown in (("stability", group.stability), ("confidence", group.confidence)):
        if shown is not None:
            key = shown.key if isinstance(shown, Statistic) else ""
            out.append((Markup("{} {}").format(label, numbers.show(shown)), key))
    return tuple(out)


def _differences(results: Results, numbers: Numbers, group: Group) -> tuple[tuple[Difference, ...], Markup, Markup]:
    table = differences_table(results, group.segment.id)
    rows = [(str(row[0]), row[1]) for row in table.rows if isinstance(row[1], Statistic)]
    made = _made(results, group)
    drawn = [*((label, s, True) for label, s in made[:MADE]), *((label, s, False) for label, s in rows[:FOUND])]
    low, high = svg.scale_of([s for _, s, _ in drawn], 0.0)
    out = tuple(
        Difference(label, svg.interval(s, low, high, 0.0, group.colour, 120), numbers.show(s), made)
        for label, s, made in drawn
    )
    level = next((numbers.part(s, "level") for _, s, _ in drawn if s.level), Markup(""))
    kinds = [
        text for text, there in (("Hollow: made the groups. ", made), ("Filled: found afterwards. ", rows)) if there
    ]
    return out, level, Markup("").join(kinds) + _tried(results, numbers, group)


def _made(results: Results, group: Group) -> list[tuple[str, Statistic]]:
    """The differences in the traits that made the groups, largest first: definition, not finding."""
    forming = results.segmentation.forming if results.segmentation else ()
    found = [(trait_label(t, results.table), either(results, f"effect:{t}", group.population)) for t in forming]
    return sorted(((label, s) for label, s in found if s is not None), key=lambda each: -abs(each[1].estimate))


def _tried(results: Results, numbers: Numbers, group: Group) -> Markup:
    """How many held traits were tried and did not differ: from the statistics, so that nobody picks the winners."""
    found = len({f.effect for f in results.findings if f.segment == group.segment.id})
    tried = [
        s
        for s in results.evidence
        if s.population == group.population and s.metric.startswith("effect:") and s.role == "held"
    ]
    others = len(tried) - found
    if not tried:
        return Markup("No trait was kept out to look for differences.")
    if others <= 0:
        return Markup("All traits that were tried differ.")
    count = numbers.show(_count(group, others))
    return Markup("{} {} tried and did not differ enough to be told.").format(
        count, "other was" if others == 1 else "others were"
    )


def _count(group: Group, others: int) -> Cell:
    return Cell(others, f"findings/{group.segment.id}/not_told", "rows")


def _rule_note(results: Results, numbers: Numbers, group: Group) -> Markup:
    precision, coverage = (results.evidence.find(m, group.population) for m in ("rule_precision", "rule_coverage"))
    if precision is None or coverage is None:
        return Markup("")
    return Markup("{} of those it selects are in the group; it selects {} of the group.").format(
        numbers.show(precision), numbers.show(coverage)
    )


def _reach(results: Results, numbers: Numbers, group: Group) -> Markup:
    """What lets more customers in: the one condition to ease, to what, and how true the rule is then."""
    change = group.segment.reach
    more, precision = (results.evidence.find(m, group.population) for m in ("reach", "reach_precision"))
    if change is None or more is None or precision is None:
        return Markup("")
    return Markup(
        "To reach {} more customers: <code>{}</code> instead of <code>{}</code>. Of all who qualify then, {} are in "
        "the group."
    ).format(numbers.show(more), change.now, change.was, numbers.show(precision))
