"""What did each group do in the days kept apart? Spend, orders, who came back and who did not, beside everybody."""

import plotly.graph_objects as go

from coterie.report.facts import Group, Shown, Table, groups
from coterie.report.figures.panels import Panel, panel_chart
from coterie.terms import Results, Statistic

FIGURES = (
    ("holdout_spend_mean", "Spend a customer", "currency"),
    ("holdout_orders_mean", "Orders a customer", "orders"),
    ("holdout_repeat_rate", "Ordered again", "share"),
    ("holdout_churn", "Did not order", "share"),
)
DRAWN = ("holdout_spend_mean", "holdout_orders_mean", "holdout_repeat_rate")  # who did not is the rest of who did
CATEGORY = "holdout_category_share:"
CATEGORIES = 6  # that are drawn: those with the largest shares; the table has all


def later_table(results: Results) -> Table:
    """Spend, orders, repeat rate and churn of each segment, with intervals; everybody last."""
    return _table(results, [(m, label) for m, label, _ in FIGURES])


def later(results: Results) -> go.Figure:
    """A panel each for spend, orders and who ordered again; dots with intervals, the dotted line is everybody.

    Raises    ValueError where nothing was held out.
    """
    shown = groups(results)
    panels = [_panel(results, shown, m, label, unit) for m, label, unit in FIGURES if m in DRAWN]
    return _drawn(panels, shown, "this study kept no days apart, so later orders cannot be drawn")


def later_categories_table(results: Results) -> Table:
    """The share of each category in the later spend of each segment, with intervals; everybody last."""
    return _table(results, _categories(results))


def later_categories(results: Results) -> go.Figure:
    """A panel for each of the six largest categories: its share of each segment's later spend, beside everybody's.

    Raises    ValueError where nothing was held out, or the orders name no categories.
    """
    shown = groups(results)
    panels = [_panel(results, shown, m, label, "share") for m, label in _categories(results)[:CATEGORIES]]
    return _drawn(panels, shown, "this study kept no days apart, or its orders name no categories")


def _drawn(panels: list[Panel], shown: tuple[Group, ...], why_not: str) -> go.Figure:
    told = [p for p in panels if any(p.facts)]
    if not told:
        raise ValueError(why_not)
    return panel_chart(told, shown)


def _panel(results: Results, shown: tuple[Group, ...], metric: str, label: str, unit: str) -> Panel:
    facts = tuple(results.evidence.find(metric, g.population) for g in shown)
    return Panel(label, unit, facts, results.evidence.find(metric, "everyone"))


def _table(results: Results, metrics: list[tuple[str, str]]) -> Table:
    find = results.evidence.find
    shown = groups(results)
    known = [(m, label) for m, label in metrics if any(find(m, g.population) for g in shown)]
    rows: list[tuple[Shown, ...]] = [(g.name, *(find(m, g.population) for m, _ in known)) for g in shown]
    if not known:
        return Table((), ())
    rows.append(("Everybody", *(find(m, "everyone") for m, _ in known)))
    return Table(("Segment", *(label for _, label in known)), tuple(rows))


def _categories(results: Results) -> list[tuple[str, str]]:
    """The categories, the one with the largest share of everybody's later spend first."""
    found: dict[str, Statistic] = {}
    for each in results.evidence:
        if each.metric.startswith(CATEGORY) and each.population == "everyone":
            found[each.metric] = each
    order = sorted(found, key=lambda m: (-found[m].estimate, m))
    return [(m, m.removeprefix(CATEGORY)) for m in order]
