"""What stands around a chart? A heading, the figure's JSON, a sentence that says it, and its numbers as a table."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup

from coterie.report import figures
from coterie.report.facts import Shown, Table, value_of
from coterie.report.page.numbers import Numbers
from coterie.terms import Results, Statistic


@dataclass(frozen=True)
class Chart:
    """One chart of the page; ``id`` is fixed, so that the same results give the same bytes.

    plain    figure and table for readers that draw it themselves: ``plot`` in Plotly's own terms, ``table`` with what
             each cell says, its number, and the key of its statistic.
    """

    id: str
    title: str
    caption: Markup
    figure: Markup
    height: int
    head: tuple[str, ...]
    rows: tuple[tuple[Markup, ...], ...]
    wide: bool = False
    plain: dict[str, Any] = field(default_factory=dict)


FIRST = (
    ("category", "What customers bring, by the category of their first order"),
    ("product", "What customers bring, by the product of their first order"),
    ("channel", "What customers bring, by the channel of their first order"),
    ("discount", "What customers bring, by whether the first order had a discount"),
    ("segment", "What customers bring, group by group"),
)

_DRAWN: dict[str, tuple[str, Callable[[Results], Any], Callable[[Results], Table]]] = {
    "size-value": ("Size and revenue", figures.size_value, figures.size_value_table),
    "profile": ("What sets the groups apart", figures.profile, figures.profile_table),
    "holdout-spend": ("Spend in the days the model had not seen", figures.holdout_spend, figures.holdout_spend_table),
    "scoreboard": ("Ways of grouping, judged on later spend", figures.scoreboard, figures.scoreboard_table),
    "later": ("What each group did in the days kept apart", figures.later, figures.later_table),
    "later-categories": (
        "What each group bought in the days kept apart",
        figures.later_categories,
        figures.later_categories_table,
    ),
    "stages": ("Groups by lifecycle stage", figures.stages, figures.stages_table),
    "traits": ("Where each group stands, trait by trait", figures.trait_dots, figures.trait_dots_table),
    "criteria": ("How the number of groups was chosen", figures.criteria, figures.criteria_table),
    "map": ("A map of customers", figures.customer_map, figures.customer_map_table),
    "neighbours": ("A map of neighbours", figures.neighbour_map, figures.neighbour_map_table),
    "joins": ("Groups within groups", figures.joins, figures.joins_table),
    "forecasts": ("Ways of forecasting, judged on days kept apart", figures.forecasts, figures.forecasts_table),
    "recency-frequency": ("How recently and how often", figures.recency_frequency, figures.recency_frequency_table),
    "clv": ("How the expected value is spread", figures.clv, figures.clv_table),
    "alive": ("Who is probably still a customer", figures.alive, figures.alive_table),
    "months": ("The shop by month", figures.months, figures.months_table),
    "tracking": ("Orders that came, beside what the model expects", figures.tracking, figures.tracking_table),
    "cohort-retention": ("Who still buys, by month of the first order", figures.retention, figures.retention_table),
    "cohort-value": ("What customers bring, by month of the first order", figures.brought, figures.brought_table),
    **{
        f"value-by-{by}": (title, partial(figures.brought, by=by), partial(figures.brought_table, by=by))
        for by, title in FIRST
    },
}


def chart(
    results: Results, numbers: Numbers, name: str, caption: str, unit: str | None = None, *, wide: bool = False
) -> Chart | None:
    """The chart of that name, or None where the study has nothing to draw."""
    title, draw, tabulate = _DRAWN[name]
    table = tabulate(results)
    if not table:
        return None
    return drawn(name, title, draw(results), table, numbers, caption, unit, wide=wide)


def drawn(
    name: str,
    title: str,
    figure: Any,
    table: Table,
    numbers: Numbers,
    caption: str,
    unit: str | None = None,
    *,
    wide: bool = False,
) -> Chart:
    """A figure with its heading, sentence and table."""
    plot = json.loads(figure.to_json(engine="json"))
    return Chart(
        id=f"chart-{name}",
        title=title,
        caption=Markup("{}").format(caption),
        figure=embedded(plot),
        height=int(figure.layout.height),
        head=table.head,
        rows=tuple(tuple(_cell(numbers, cell, unit, i) for i, cell in enumerate(row)) for row in table.rows),
        wide=wide,
        plain={"plot": plot, "table": plain_table(numbers, table, unit)},
    )


def plain_table(numbers: Numbers, table: Table, unit: str | None = None) -> dict[str, Any]:
    """A table without markup: its head, and of each cell what it says, its number and where that stands."""
    return {"head": list(table.head), "rows": [[_plain(numbers, cell, unit) for cell in row] for row in table.rows]}


def _plain(numbers: Numbers, cell: Shown, unit: str | None) -> dict[str, Any]:
    if cell is None or isinstance(cell, str):
        return {"text": cell or "–"}
    out = {"text": numbers.show(cell, unit).striptags(), "value": value_of(cell)}
    if not isinstance(cell, Statistic):
        return {**out, "cell": cell.where}
    span = numbers.interval(cell, unit).striptags()
    return {**out, "stat": cell.key, **({"interval": span, "low": cell.low, "high": cell.high} if span else {})}


def _cell(numbers: Numbers, cell: Shown, unit: str | None, place: int) -> Markup:
    if isinstance(cell, str):
        return Markup("<bdi>{}</bdi>").format(cell) if place == 0 else numbers.told(cell)
    span = numbers.interval(cell, unit)
    return numbers.show(cell, unit) + (Markup(' <span class="span">{}</span>').format(span) if span else Markup(""))


def embedded(thing: Any) -> Markup:
    """JSON that can stand inside a script element: sorted, and without a character that could end it."""
    text = json.dumps(thing, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, code)
    return Markup(text)
