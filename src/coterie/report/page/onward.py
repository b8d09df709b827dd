"""How did customers go on after their first order? Cohorts, tracking, payback, and which group is worth more."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.facts import groups
from coterie.report.onward import payback_words
from coterie.report.page.charts import FIRST, Chart, chart
from coterie.report.page.numbers import Numbers
from coterie.terms import Results, Statistic

TRACKED = (
    "Solid: orders after the first that came. Dotted: what the model expects of the same customers, knowing no more "
    "than the day each came. Shaded: the days kept apart."
)
BY_MONTH = (
    "What was bought less what came back, orders, who bought (coloured for the first time, grey those who had come "
    "before) and, of the customers at its beginning, who fell silent. Pale: a month known only in part."
)
KEPT = "Of those who came first in a month, the share that bought in each later month, as far as months are over."
BROUGHT = (
    "What one of them has brought on average{} by the end of each month; the first column is the month of the first "
    "order. A month is told of those who have been known for that long, so the last ones rest on fewer customers."
)
SURE = 0.9  # from which a group is told to be worth more
MOST = 4


@dataclass(frozen=True)
class Onward:
    """Months of the shop, the tracking plot, the triangles, payback as (who, when, earned), and groups compared."""

    tracking: Chart | None
    triangles: tuple[Chart, ...]
    cost: Markup
    payback: tuple[tuple[str, Markup, Markup], ...]
    compared: Markup
    months: Chart | None = None

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All of its charts, in the order of the page."""
        return tuple(each for each in (self.months, self.tracking, *self.triangles) if each is not None)


def onward(results: Results, numbers: Numbers) -> Onward:
    """The part of the page that follows customers over time; empty parts where there is nothing to follow."""
    margin = results.cohorts[0].margin if results.cohorts else None
    money = ", in revenue," if margin is None else ", in profit,"
    found = [
        chart(results, numbers, "cohort-retention", KEPT, wide=True),
        chart(results, numbers, "cohort-value", BROUGHT.format(money), wide=True),
        *(chart(results, numbers, f"value-by-{by}", BROUGHT.format(money), wide=True) for by, _ in FIRST),
    ]
    told = _payback(results, numbers)
    return Onward(
        chart(results, numbers, "tracking", TRACKED, wide=True),
        tuple(each for each in found if each is not None),
        _cost(results, numbers) if told else Markup(""),
        told,
        _compared(results, numbers),
        chart(results, numbers, "months", BY_MONTH, wide=True),
    )


def _payback(results: Results, numbers: Numbers) -> tuple[tuple[str, Markup, Markup], ...]:
    """Everyone and each group: when the margin had repaid the cost, and what one has earned by the last month seen."""
    out = []
    for name, population in (("All customers", "everyone"), *((g.name, g.population) for g in groups(results))):
        seen, earned, months = (
            results.evidence.find(f"payback_{what}", population) for what in ("seen", "earned", "months")
        )
        if seen is not None and earned is not None:
            keys = [s.key for s in (months, seen) if s is not None]
            span = numbers.interval(earned)
            shown = numbers.show(earned) + (Markup(" ({})").format(span) if span else Markup(""))
            out.append((name, numbers.told(payback_words(months, seen), keys), shown))
    return tuple(out)


def _cost(results: Results, numbers: Numbers) -> Markup:
    cost = results.evidence.find("acquisition_cost", "everyone")
    if cost is None:
        return Markup("")
    kind = "profit" if results.cohorts and results.cohorts[0].margin is not None else "revenue (no margin was given)"
    return Markup(
        "Months after that of the first order until the mean {} of a customer has repaid the {} that winning her "
        "costs, with interval; and what she has brought by the last month that could be followed."
    ).format(kind, numbers.show(cost))


def _compared(results: Results, numbers: Numbers) -> Markup:
    """How sure it is which of two groups is worth more: the least certain pairs, or that all are told apart."""
    pairs = _pairs(results)
    if not pairs:
        return Markup("")
    close = [each for each in pairs if each[2].estimate < SURE]
    shown = [
        Markup("<bdi>{}</bdi> over <bdi>{}</bdi> {}").format(one, other, numbers.show(found))
        for one, other, found in (close or pairs)[-MOST if close else -1 :]
    ]
    lead = (
        "Probability that the mean customer of one group spends more in the next year than that of another, where "
        "it is not sure: {}."
        if close
        else "Of any two groups it is sure whose mean customer spends more in the next year; the closest pair: {}."
    )
    return Markup(lead).format(Markup("; ").join(shown))


def _pairs(results: Results) -> list[tuple[str, str, Statistic]]:
    shown = [(g.name, g.population) for g in groups(results)]
    found = [
        (one, other, statistic)
        for one, population in shown
        for other, against in shown
        if (statistic := results.evidence.find("probability_worth_more", population, against)) is not None
    ]
    return sorted((each for each in found if each[2].estimate >= 0.5), key=lambda each: -each[2].estimate)
