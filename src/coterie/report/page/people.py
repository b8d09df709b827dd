"""Who are they? A card for each segment: what is true of it, what to do, how it differs."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell, Group, either, groups
from coterie.report.figures import differences_table
from coterie.report.page import svg
from coterie.report.page.head import Line, forming_words, line
from coterie.report.page.numbers import Numbers
from coterie.report.words import trait_label
from coterie.terms import Results, Statistic

_PARTS = (
    ("What is true of them", ("definition", "behaviour", "demographic", "attitude", "value", "future")),
    ("What they need", ("needs",)),
    ("What to do", ("do", "dont", "channel", "offer", "test")),
    ("A typical member, no real customer", ("member",)),
)
MOST = 8  # differences drawn in a card; all stand in personas.json and the evidence


@dataclass(frozen=True)
class Difference:
    """One row of "how they differ"."""

    label: str
    drawing: Markup
    number: Markup
    made: bool


@dataclass(frozen=True)
class Card:
    """One segment told as a person, or as plain facts where it has no persona."""

    group: Group
    art: Markup
    size: Markup
    tags: tuple[tuple[Markup, str], ...]
    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    differences: tuple[Difference, ...]
    level: Markup
    made: str
    rule: str
    rule_note: Markup
    rest: Markup


def people(results: Results, numbers: Numbers) -> tuple[Card, ...]:
    """A card for each segment, in order of value."""
    shown = groups(results)
    names, made = [g.name for g in shown], forming_words(results, shown)
    return tuple(_card(results, numbers, g, names, made) for g in shown)


def _card(results: Results, numbers: Numbers, group: Group, names: list[str], made: str) -> Card:
    sentences = group.persona.sentences if group.persona else ()
    parts = tuple(
        (title, tuple(line(s, numbers, names) for s in sentences if s.block in blocks)) for title, blocks in _PARTS
    )
    differences, level, rest = _differences(results, numbers, group)
    rule = group.segment.rule
    return Card(
        group=group,
        art=svg.illustration(group, results.seed),
        size=_size(numbers, group),
        tags=_tags(numbers, group),
        parts=tuple((title, lines) for title, lines in parts if lines),
        differences=differences,
        level=level,
        made=made,
        rule=rule.text if rule and group.persona is None else "",
        rule_note=_rule_note(results, numbers, group),
        rest=rest,
    )


def _size(numbers: Numbers, group: Group) -> Markup:
    text = Markup("{} customers, {}").format(numbers.show(group.customers), numbers.show(group.share))
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
    drawn = [*((label, s, True) for label, s in _made(results, group)), *((la, s, False) for la, s in rows[:MOST])]
    low, high = svg.scale_of([s for _, s, _ in drawn], 0.0)
    out = tuple(
        Difference(label, svg.interval(s, low, high, 0.0, group.colour, 120), numbers.show(s), made)
        for label, s, made in drawn
    )
    level = next((numbers.part(s, "level") for _, s, _ in drawn if s.level), Markup(""))
    return out, level, _tried(results, numbers, group, len(rows))


def _made(results: Results, group: Group) -> list[tuple[str, Statistic]]:
    """The differences in the traits that made the groups: definition, not finding."""
    forming = results.segmentation.forming if results.segmentation else ()
    found = [(trait_label(t, results.table), either(results, f"effect:{t}", group.population)) for t in forming]
    return [(label, s) for label, s in found if s is not None]


def _tried(results: Results, numbers: Numbers, group: Group, found: int) -> Markup:
    """How many held traits were tried and did not differ: from the statistics, so that nobody picks the winners."""
    tried = [
        s
        for s in results.evidence
        if s.population == group.population and s.metric.startswith("effect:") and s.role == "held"
    ]
    others = len(tried) - found
    if not tried:
        return Markup("No trait was kept out to look for differences.")
    if others <= 0:
        return Markup("Found afterwards, filled: all traits that were tried differ.")
    count = numbers.show(_count(group, others))
    lead = "Found afterwards, filled. " if found else ""
    return Markup("{}{} {} tried and did not differ enough to be told.").format(
        lead, count, "trait kept out was" if others == 1 else "traits kept out were"
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
