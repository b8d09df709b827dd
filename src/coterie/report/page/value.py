"""What will they be worth? The total, how it is spread, and what the model expected of days it had not seen."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell, Shown, money_unit
from coterie.report.page import svg
from coterie.report.page.charts import Chart, chart
from coterie.report.page.numbers import Numbers, as_sentence
from coterie.report.page.onward import Onward, onward
from coterie.report.page.warning import Warned, warned
from coterie.terms import Results, Statistic, ValueResult

ALL = 0.99  # mean probability from which the model tells nothing of who has left
OTHERS = (
    "Filled in colour the one that is used, grey other models, hollow ways that need no model. On the dashed line a "
    "way expected in all just what came."
)
_PARAMETERS = {
    "r": "shape of how often customers buy",
    "alpha": "scale of how often customers buy",
    "a": "shape of dropping out",
    "b": "shape of staying",
    "p": "shape of spend within a customer",
    "q": "shape of spend between customers",
    "v": "scale of spend",
}


@dataclass(frozen=True)
class Promise:
    """Expected beside actual, on days that the model had not seen."""

    label: str
    actual: Markup
    expected: Markup
    interval: Markup
    drawing: Markup
    verdict: str
    keys: str


@dataclass(frozen=True)
class Value:
    """The value section; ``skipped`` says why there is none."""

    skipped: Markup
    sentence: Markup
    keys: str
    charts: tuple[Chart, ...]
    promises: tuple[Promise, ...]
    judged: Markup
    scores: tuple[tuple[str, Markup, str], ...]
    parameters: tuple[tuple[str, Markup, Markup, str, str], ...]
    notes: tuple[Markup, ...]
    others: Chart | None = None
    warning: Warned | None = None
    onward: Onward | None = None


def value(results: Results, numbers: Numbers) -> Value:
    """The value section of a study."""
    if results.value is None:
        why = results.skipped.get("value", "No value was estimated in this study.")
        following = onward(results, numbers)  # cohorts need no model
        return Value(numbers.told(as_sentence(why)), Markup(""), "", (), (), Markup(""), (), (), (), onward=following)
    tells = _tells_who_left(results)
    alive = Markup("Customers by probability of still being one, and number of orders.")
    charts = (
        chart(results, numbers, "clv", Markup("Customers by what is expected of each."), wide=tells),
        chart(results, numbers, "recency-frequency", "Customers by days since the last order and number of orders."),
        chart(results, numbers, "alive", alive) if tells else None,
    )
    sentence, keys = _total(results, numbers)
    return Value(
        Markup(""),
        sentence,
        keys,
        tuple(c for c in charts if c),
        _promises(results, numbers),
        _judged(results, numbers),
        _scores(results, numbers),
        _parameters(results, numbers),
        _notes(results, numbers),
        chart(results, numbers, "forecasts", OTHERS, wide=True),
        warned(results, numbers),
        onward(results, numbers),
    )


def _tells_who_left(results: Results) -> bool:
    """Whether the model takes customers for different: else a chart of who is probably gone would show one row."""
    alive = results.evidence.find("mean_p_alive", "everyone")
    return alive is None or alive.estimate < ALL


def _total(results: Results, numbers: Numbers) -> tuple[Markup, str]:
    answer = results.value
    assert answer is not None
    total = results.evidence.find("total_clv", "everyone")
    shown: Shown = total or Cell(answer.total.value, "value/total_clv", "currency")
    months = results.evidence.find("horizon_months", "everyone") or Cell(
        answer.horizon.months, "value/horizon_months", "months"
    )
    span = numbers.interval(total, level=True)
    text = Markup("All customers together are expected to {} {}{}{} over the next {} months, discounted at {} a year")
    text = text.format(
        _brings(answer, numbers),
        numbers.show(shown),
        f" {results.dataset.currency}" if results.dataset.currency else "",
        Markup(" ({})").format(span) if span else "",
        numbers.show(months),
        numbers.show(Cell(answer.discount, "value/discount", "share")),
    )
    alive = results.evidence.find("mean_p_alive", "everyone")
    if alive is not None:
        if _tells_who_left(results):
            text += Markup("; on average a customer is still one with a probability of {}").format(numbers.show(alive))
        else:
            text += Markup("; who has left the model cannot tell: it takes {} for customers still").format(
                numbers.show(alive)
            )
    keys = [s.key for s in (total, alive) if s is not None]
    return text + Markup("."), " ".join(keys)


def _brings(answer: ValueResult, numbers: Numbers) -> Markup:
    """How a value is stated: "spend", which is revenue, or "bring a profit, 35 % of what they spend, of"."""
    if answer.margin is None:
        return Markup("bring in revenue, before costs, of")
    return Markup("bring a profit, {} of what they spend, of").format(
        numbers.show(Cell(answer.margin, "value/margin", "share"))
    )


def _judged(results: Results, numbers: Numbers) -> Markup:
    held = results.value.holdout if results.value else None
    if held is None:
        why = results.timeline.why_not if results.timeline else ""
        return Markup("Not judged: no days were kept apart. ") + numbers.told(why)
    return Markup("The model was fitted on the days before, then asked about the last {} days; {} customers.").format(
        numbers.show(Cell(held.days, "value/holdout/days", "days")),
        numbers.show(Cell(held.customers, "value/holdout/customers", "customers")),
    )


def _promises(results: Results, numbers: Numbers) -> tuple[Promise, ...]:
    out = []
    for label, name in (("Orders", "orders"), (f"Spend{money_unit(results)}", "spend")):
        actual, expected = (
            results.evidence.find(f"{name}_{what}", "everyone", policy="holdout") for what in ("actual", "expected")
        )
        if actual is None or expected is None:
            continue
        low, high = svg.scale_of([expected, actual], 0.0)
        out.append(
            Promise(
                label,
                numbers.show(actual),
                numbers.show(expected),
                numbers.interval(expected, level=True),
                svg.interval(expected, low, high * 1.05, actual.estimate, 0, 220),
                _gap(actual, expected),
                f"{actual.key} {expected.key}",
            )
        )
    return tuple(out)


def _gap(actual: Statistic, expected: Statistic) -> str:
    if expected.low is None or expected.high is None:
        return "no interval was estimated"
    if actual.estimate > expected.high:
        return "more came than the model allowed for"
    if actual.estimate < expected.low:
        return "less came than the model allowed for"
    return "within what the model allowed for"


def _scores(results: Results, numbers: Numbers) -> tuple[tuple[str, Markup, str], ...]:
    wanted = (
        ("top20_share", "Spend brought by the fifth with the highest expected value"),
        ("spearman", "Rank correlation of expected and actual spend"),
        ("coverage", "Customers whose spend fell into their interval"),
    )
    found = ((label, results.evidence.find(metric, "everyone", policy="holdout")) for metric, label in wanted)
    return tuple((label, numbers.show(s), s.key) for label, s in found if s is not None)


def _parameters(results: Results, numbers: Numbers) -> tuple[tuple[str, Markup, Markup, str, str], ...]:
    assert results.value is not None
    fit = results.value.fit
    out = []
    for name, amount in fit.params.items():
        found = results.evidence.find(f"param:{name}", "everyone")
        shown: Shown = found or Cell(amount, f"value/params/{name}", "exact")
        note = "stopped at the edge of its range" if name in fit.boundary else ""
        out.append(
            (
                name,
                numbers.show(shown, "exact"),
                numbers.interval(found, "exact", level=True),
                _PARAMETERS.get(name, ""),
                note,
            )
        )
    found = results.evidence.find("log_likelihood", "everyone")
    shown = found or Cell(fit.log_likelihood, "value/log_likelihood", "exact")
    out.append(("log-likelihood", numbers.show(shown, "exact"), Markup(""), "of the purchase model", ""))
    return tuple(out)


def _notes(results: Results, numbers: Numbers) -> tuple[Markup, ...]:
    assert results.value is not None
    keys = [s.key for s in results.evidence if s.population == "everyone" and s.policy == "holdout"]
    skipped = map(as_sentence, results.value.skipped.values())
    return tuple(numbers.told(text, keys) for text in (*results.value.notes, *skipped))
