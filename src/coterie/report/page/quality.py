"""Can the data be trusted? Every row accounted for, every check graded, and what other sources would allow."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell, Shown, money_unit
from coterie.report.page.numbers import Numbers, as_sentence
from coterie.terms import CODES, MONEY_SCALE, Check, Results, Statistic

_OUTCOMES = {"read": "read", "accepted": "taken", "rejected": "left out", "duplicate": "seen before"}
_KINDS = {
    "orders": "Order lines",
    "customers": "Customer file",
    "products": "Product file",
    "events": "Visits and clicks",
    "responses": "Survey answers",
    "texts": "Reviews, chats, tickets",
    "touches": "Campaign contacts",
}
_ALLOWS = {
    "orders": "what they buy, how often and for how much; value ahead; a test of the groups on later spend",
    "customers": "who they are: age, region, household, or any column you keep",
    "products": "what they prefer: categories and price level",
    "events": "how they come: visits, depth, last visit",
    "responses": "what they feel and need: attitudes from a survey",
    "texts": "what they say: topics and tone of reviews and tickets",
    "touches": "what a campaign changed, and for whom it pays",
}
_NEEDS = {"attitudes": ("responses", "texts"), "causal": ("touches",)}  # said among the sources that were not given
_GRADES = {"block": "refused", "warn": "check", "info": "note"}


@dataclass(frozen=True)
class Accounted:
    """One source: where its rows and its money ended."""

    kind: str
    rows: tuple[Markup, ...]
    money: tuple[Markup, ...]


@dataclass(frozen=True)
class Checked:
    """One check as the page shows it."""

    check: Check
    grade: str
    title: str
    found: Markup
    facts: Markup
    examples: tuple[str, ...]
    remedy: Markup
    keys: str


@dataclass(frozen=True)
class Quality:
    """The quality section and the sources that would allow more."""

    outcomes: tuple[str, ...]
    accounts: tuple[Accounted, ...]
    currency: str
    checks: tuple[Checked, ...]
    notes: tuple[Checked, ...]
    missing: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, Markup], ...]


def quality(results: Results, numbers: Numbers) -> Quality:
    """The quality section of a study."""
    given = results.dataset.tables
    told = {"value", *(results.segmentation.skipped if results.segmentation else ())}
    told |= set(results.value.skipped if results.value else ())
    told |= {part for part, kinds in _NEEDS.items() if not any(kind in given for kind in kinds)}
    skipped = [(k, v) for k, v in sorted(results.skipped.items()) if k not in told]
    checks = [_check(results, numbers, c) for c in results.dataset.quality.checks]
    return Quality(
        tuple(_OUTCOMES.values()),
        tuple(_account(results, numbers, kind) for kind in given),
        money_unit(results),
        tuple(c for c in checks if c.check.grade != "info"),
        tuple(c for c in checks if c.check.grade == "info"),
        tuple((_KINDS[kind], _ALLOWS[kind]) for kind in _KINDS if kind not in given),
        tuple((part.replace("_", " ").capitalize(), numbers.told(why)) for part, why in skipped),
    )


def _account(results: Results, numbers: Numbers, kind: str) -> Accounted:
    account = results.dataset.tables[kind].account
    rows, money = [], []
    for outcome in _OUTCOMES:
        found = results.evidence.find(f"rows_{outcome}", kind)
        rows.append(numbers.show(found or Cell(getattr(account, outcome), f"accounts/{kind}/{outcome}", "rows")))
        amount = getattr(account, f"amount_{outcome}") / MONEY_SCALE
        found = results.evidence.find(f"amount_{outcome}", kind)
        money.append(numbers.show(found or Cell(amount, f"accounts/{kind}/amount_{outcome}"), "exact"))
    return Accounted(_KINDS.get(kind, kind), tuple(rows), tuple(money) if account.amount_read else ())


def _check(results: Results, numbers: Numbers, check: Check) -> Checked:
    params = {"code": check.code, "column": check.column}
    count, amount = (results.evidence.find(m, check.kind, params=params) for m in ("check", "check_amount"))
    where = f"quality/{check.code}/{check.kind}/{check.column}"
    shown: Shown = count or Cell(check.count, f"{where}/count", check.unit)
    money: Shown = amount
    if check.amount is not None and amount is None:
        money = Cell(check.amount / MONEY_SCALE, f"{where}/amount", "currency")
    keys = [s.key for s in (count, amount) if isinstance(s, Statistic)]
    code = CODES.get(check.code)
    return Checked(
        check,
        _GRADES[check.grade],
        code.title if code else "",
        numbers.told(as_sentence(check.found), keys),
        _facts(check, numbers.show(shown, check.unit), numbers.show(money) if money else Markup("")),
        tuple(_example(e) for e in check.examples),
        numbers.told(as_sentence(_lowered(check.remedy or (code.remedy if code else "")))),
        " ".join(keys),
    )


def _lowered(remedy: str) -> str:
    """A remedy after "To do:"."""
    return f"to do: {remedy[:1].lower()}{remedy[1:]}" if remedy else ""


def _facts(check: Check, count: Markup, amount: Markup) -> Markup:
    """Column, count and value, as far as the sentence of the check has not said them."""
    named = check.column and check.column not in check.found
    parts = [Markup("Column <bdi>{}</bdi>").format(check.column)] if named else []
    if check.count and f"{check.count:,}" not in check.found:
        parts.append(count + f" {check.unit}")
    if amount and check.amount and "worth" not in check.found:
        parts.append(Markup("worth ") + amount)
    return Markup(" · ").join(parts)


def _example(example: dict[str, str]) -> str:
    where = [
        example.get("file", ""),
        f"line {example['line']}" if example.get("line") else "",
        example.get("column", ""),
    ]
    place = ", ".join(w for w in where if w)
    return f"{place}: {example['value'] or '(empty)'}" if "value" in example else place
