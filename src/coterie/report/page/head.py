"""What is the answer? The headline, the numbers behind it, and what may be acted on."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell, groups, money_unit
from coterie.report.page.numbers import Numbers, when
from coterie.report.words import method_label
from coterie.terms import Results, Sentence, Statistic

_WITHOUT_ORDERS = (
    ("mean_jaccard", "Groups came back", "of a group on average, when other customers are drawn"),
    ("min_jaccard", "Least stable group", "of it came back"),
    ("rule_fidelity", "Told by plain filters", "of customers placed as the model places them"),
)


@dataclass(frozen=True)
class Card:
    """One number at the top: its label, the number, what is to be known beside it, and its evidence."""

    label: Markup
    number: Markup
    note: Markup
    keys: str


@dataclass(frozen=True)
class Line:
    """One sentence as the page shows it: dot, text, tag, and the keys that the tag opens."""

    kind: str
    text: Markup
    tag: Markup
    keys: str
    block: str = ""


@dataclass(frozen=True)
class Head:
    """Headline, subtitle, cards and the three columns of the verdict."""

    title: Markup
    plain_title: str
    subtitle: Markup
    cards: tuple[Card, ...]
    columns: tuple[tuple[str, str, tuple[Line, ...], str], ...]


def head(results: Results, numbers: Numbers) -> Head:
    """The first screen of the page."""
    names = [g.name for g in groups(results)]
    verdict = results.verdict
    title = numbers.told(verdict.headline.text, verdict.headline.stats, names) if verdict else _title(results, numbers)
    return Head(
        title,
        title.striptags(),
        _subtitle(results, numbers),
        _cards(results, numbers),
        _columns(results, numbers, names),
    )


def line(sentence: Sentence, numbers: Numbers, names: list[str]) -> Line:
    """A sentence with its numbers tied to evidence and its tag: its own words, its grade, or "evidence"."""
    keys = " ".join(sentence.stats)
    tag = sentence.tag or {"assumption": "test first"}.get(sentence.grade, sentence.grade)
    if not tag:
        tag = {"assumed": "assumed", "absent": ""}.get(sentence.kind, "evidence" if sentence.stats else "")
    return Line(
        sentence.kind,
        numbers.told(sentence.text, sentence.stats, names),
        numbers.told(tag, sentence.stats),
        keys,
        sentence.block,
    )


def _title(results: Results, numbers: Numbers) -> Markup:
    customers = numbers.show(
        results.evidence.find("customers", "everyone") or Cell(len(results.table), "customers/rows", "customers")
    )
    if results.segmentation is None:
        return Markup("{} customers; no groups could be formed").format(customers)
    k = results.evidence.find("k", "segmentation") or Cell(results.segmentation.k, "segments/k", "segments")
    return Markup("{} customers in {} groups").format(customers, numbers.show(k))


def _subtitle(results: Results, numbers: Numbers) -> Markup:
    parts = [Markup("<bdi>{}</bdi>").format(results.title)]
    if results.timeline is not None:
        parts.append(Markup("orders to {}").format(when(results.timeline.whole.as_of)))
        if results.timeline.holdout is not None:
            days = numbers.show(Cell(results.timeline.holdout.days, "timeline/holdout", "days"))
            parts.append(Markup("judged on the last {} days").format(days))
        else:
            parts.append(Markup("no days kept apart to judge on"))
    else:
        parts.append(Markup("customer attributes, no orders"))
    text = Markup(", ").join(parts)
    chosen = _chosen(results, numbers)
    return text + Markup(" · ") + chosen if chosen else text


def _chosen(results: Results, numbers: Numbers) -> Markup:
    if results.segmentation is None:
        return Markup("")
    board = results.segmentation.scoreboard
    mine = method_label(results.segmentation.method)
    rivals = sum(s.candidate and not s.chosen for s in board)
    name = Markup('<span class="method">{}</span>').format(mine)
    if not rivals:
        return name
    count = numbers.show(Cell(rivals, "scoreboard/rivals", "segments"))
    return Markup("{} chosen over {} {}").format(name, count, "other" if rivals == 1 else "others")


def _cards(results: Results, numbers: Numbers) -> tuple[Card, ...]:
    find, money = results.evidence.find, money_unit(results)
    out: list[Card | None] = [_customers(results, numbers)]
    lines, returns = find("lines", "everyone"), find("returns_value", "everyone")
    out.append(_card(numbers, "Orders", find("orders", "everyone"), _note(numbers, "in {} lines", lines)))
    took = Cell(abs(returns.estimate), f"evidence/{returns.key}", "currency") if returns else None
    out.append(
        _card(
            numbers,
            f"Revenue{money}",
            find("revenue", "everyone"),
            _note(numbers, "after returns of {}", took) if took and took.value else Markup("no returns"),
        )
    )
    again = find("repeat_share", "everyone")
    out.append(
        _card(
            numbers,
            "Bought again",
            again,
            numbers.interval(again, "share, one decimal", level=True),
            "share, one decimal",
        )
    )
    total = find("total_clv", "everyone")
    if total is not None and results.value is not None:
        months = numbers.show(
            find("horizon_months", "everyone") or Cell(results.value.horizon.months, "value/horizon_months", "months")
        )
        label = Markup("Expected {}, next {} months{}").format(results.value.money, months, money)
        out.append(_card(numbers, label, total, numbers.interval(total, level=True)))
    if results.timeline is None:
        out += [_card(numbers, label, find(m, "segmentation"), Markup(note)) for m, label, note in _WITHOUT_ORDERS]
    return tuple(c for c in out if c is not None)


def _customers(results: Results, numbers: Numbers) -> Card | None:
    shown = results.evidence.find("customers", "everyone") or Cell(len(results.table), "customers/rows", "customers")
    kind = "orders" if results.dataset.has("orders") else "customers"
    used, read = (results.evidence.find(f"rows_{what}", kind) for what in ("accepted", "read"))
    note = Markup("")
    if used is not None and read is not None:
        note = Markup("{} of {} rows used").format(numbers.show(used), numbers.show(read))
    return _card(numbers, "Customers", shown, note)


def _card(
    numbers: Numbers, label: str | Markup, shown: Statistic | Cell | None, note: Markup, unit: str | None = None
) -> Card | None:
    if shown is None:
        return None
    key = shown.key if isinstance(shown, Statistic) else ""
    return Card(Markup("{}").format(label), numbers.show(shown, unit), note, key)


def _note(numbers: Numbers, text: str, shown: Statistic | Cell | None) -> Markup:
    return Markup(text).format(numbers.show(shown)) if shown is not None else Markup("")


def _columns(
    results: Results, numbers: Numbers, names: list[str]
) -> tuple[tuple[str, str, tuple[Line, ...], str], ...]:
    if results.verdict is None:
        return ()
    v = results.verdict
    empty = ("Nothing yet: no claim passed its test.", "Nothing stands out.", "Nothing was left out.")
    titles = (("act", "Act on", v.act), ("check", "Check first", v.check), ("no", "Not supported", v.unsupported))
    return tuple(
        (name, title, tuple(line(s, numbers, names) for s in sentences), nothing)
        for (name, title, sentences), nothing in zip(titles, empty, strict=True)
    )
