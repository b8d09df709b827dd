"""How has the chance that one customer is still one gone? A line that falls while she stays away."""

import plotly.graph_objects as go

from coterie.report.facts import Cell, Table
from coterie.report.figures.theme import ACCENT, INK, axis, chart
from coterie.terms.cohorts import AliveHistory
from coterie.terms.numbers import day, number


def alive_history_table(history: AliveHistory) -> Table:
    """P(alive) on the days with an order and on the last day."""
    wanted = [i for i, bought in enumerate(history.bought.tolist()) if bought or i == len(history.days) - 1]
    rows = tuple(
        (
            day(history.days[i].astype(object)),
            "order" if history.bought[i] else "last day of the study",
            Cell(float(history.p_alive[i]), f"history/{history.days[i]}/p_alive", "share"),
        )
        for i in wanted
    )
    return Table(("Day", "What", "Still a customer"), rows)


def alive_history(history: AliveHistory) -> go.Figure:
    """P(alive) day by day, with a mark on each day with an order."""
    x, y = [str(d) for d in history.days], [round(v, 6) for v in history.p_alive.tolist()]
    marks = [i for i, bought in enumerate(history.bought.tolist()) if bought]
    line = go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"width": 2, "color": ACCENT},
        hovertext=[f"{d}: {number(v, 'share')}" for d, v in zip(x, y, strict=True)],
        hoverinfo="text",
    )
    orders = go.Scatter(
        x=[x[i] for i in marks],
        y=[y[i] for i in marks],
        mode="markers",
        marker={"size": 8, "color": INK},
        hovertext=[f"order on {x[i]}" for i in marks],
        hoverinfo="text",
    )
    return chart(
        [line, orders],
        height=300,
        xaxis=axis(type="date", showgrid=False, nticks=6),
        yaxis=axis("Probability of still being a customer", range=[-0.02, 1.05], tickformat=".0%"),
        phone={"yaxis.title.text": "", "xaxis.nticks": 4},
    )
