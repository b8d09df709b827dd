"""Who may not order again? Customers in bands of risk, the spend at risk with them, and how an earlier warning did."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import Cell
from coterie.report.page.numbers import Numbers
from coterie.terms import Results, Statistic


@dataclass(frozen=True)
class Warned:
    """The bands, highest risk first, as (name, edges, customers, spend at risk), and how an earlier warning did."""

    lead: Markup
    rows: tuple[tuple[str, Markup, Markup, Markup], ...]
    check: Markup
    keys: str


def warned(results: Results, numbers: Numbers) -> Warned | None:
    """The early warning; None where the study has none."""
    churn = results.value.churn if results.value else None
    days = results.evidence.find("warning_days", "everyone")
    if churn is None or days is None:
        return None
    edges, rows, keys = (0.0, *churn.edges, 1.0), [], []
    for k in reversed(range(len(churn.bands))):
        size, money = (_band(results, metric, churn.bands[k]) for metric in ("customers_in_band", "spend_at_risk"))
        if size is None or money is None:
            return None
        low, high = (numbers.show(Cell(edges[j], f"value/churn/edges/{j}", "share")) for j in (k, k + 1))
        rows.append((churn.bands[k], low + Markup(" to ") + high, numbers.show(size), numbers.show(money)))
        keys += [size.key, money.key]
    lead = Markup(
        "How likely a customer does not order within the next {} days. Spend at risk: this probability, times what is "
        "expected of her in these days were she to stay."
    ).format(numbers.show(days))
    return Warned(lead, tuple(rows), _check(results, numbers), " ".join(keys))


def _band(results: Results, metric: str, band: str) -> Statistic | None:
    return next((s for s in results.evidence if s.metric == metric and ("band", band) in s.params), None)


def _check(results: Results, numbers: Numbers) -> Markup:
    """What the same warning, given at the end of the past, got right."""
    lost, precision, recall = (
        results.evidence.find(metric, "everyone", policy="holdout")
        for metric in ("lost", "warning_precision", "warning_recall")
    )
    if lost is None or precision is None:
        return Markup("")
    span = numbers.interval(precision, level=True)
    text = Markup("The same warning, given before the days kept apart: of the high band {}{} did not order").format(
        numbers.show(precision), Markup(" ({})").format(span) if span else ""
    )
    text += Markup("; of all customers {} did not.").format(numbers.show(lost))
    if recall is not None:
        text += Markup(" It held {} of those who did not order.").format(numbers.show(recall))
    return text + _quality(results, numbers)


def _quality(results: Results, numbers: Numbers) -> Markup:
    """Lift of the riskiest tenth, calibration, and how much of the spend at risk lay with those who were lost."""
    lift, off, value = (
        results.evidence.find(f"warning_{metric}", "everyone", policy="holdout")
        for metric in ("lift", "calibration_error", "value_recall")
    )
    text = Markup("")
    if lift is not None:
        text += Markup(" Of the riskiest tenth {} times the share of all did not order.").format(numbers.show(lift, ""))
    if off is not None:
        text += Markup(" The stated risk was off by {} on average over tenths.").format(
            numbers.show(off, "share, one decimal")
        )
    if value is not None:
        text += Markup(" Of the spend that it held at risk {} lay with customers who did not order.").format(
            numbers.show(value)
        )
    return text + Markup(" The list of customers is in the customers file, to be sorted by <code>spend_at_risk</code>.")
