"""How did the shop go, month by month? Revenue, orders, and who bought: newcomers, and those who came back."""

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.theme import ACCENT, MUTED, axis, chart
from coterie.terms import Results
from coterie.terms.cohorts import ShopMonths
from coterie.terms.numbers import MONTHS as NAMES
from coterie.terms.numbers import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]

MOST = 24  # months drawn and told; the stored table holds all
PALE = 0.45
GONE = (("silent", "Fell silent", "customers"), ("churn", "Share of customers", "share"))
TOLD = (
    ("revenue", "Revenue", "currency"),
    ("orders", "Orders", "orders"),
    ("customers", "Customers", "customers"),
    ("joined", "For the first time", "customers"),
)


def months_table(results: Results) -> Table:
    """Month by month: revenue, orders, customers, newcomers and, with a value model, who fell silent."""
    found = results.months
    if found is None or not found.months:
        return Table((), ())
    columns = TOLD + (GONE if found.silent is not None else ())
    rows: list[tuple[Shown, ...]] = []
    for i in _last(found):
        where = f"months/month={found.months[i].isoformat()}"
        values = [(float(getattr(found, name)[i]), name, unit) for name, _, unit in columns]
        cells = [Cell(v, f"{where}/{name}", unit) if v == v else None for v, name, unit in values]
        rows.append((_told(found, i), *cells))
    return Table(("Month", *(head for _, head, _ in columns)), tuple(rows))


def months(results: Results) -> go.Figure:
    """Bars a month in three panels: revenue, orders, customers with the newcomers among them filled.

    Raises    ValueError where the study has no orders.
    """
    found = results.months
    if found is None or not found.months:
        raise ValueError("this study has no orders to draw by month")
    at = _last(found)
    newcomers, back = found.joined, found.customers - found.joined
    traces = [
        _bars(found, at, found.revenue, "", "currency", "y3", ACCENT),
        _bars(found, at, found.orders, " orders", "orders", "y2", ACCENT),
        _bars(found, at, newcomers, " for the first time", "customers", "y", ACCENT),
        _bars(found, at, back, " came back", "customers", "y", MUTED),
    ]
    return chart(
        traces,
        height=520,
        barmode="stack",
        bargap=0.25,
        xaxis=axis(type="date", showgrid=False, anchor="y", tickformat="%b %y", nticks=8),
        yaxis=axis("Customers", domain=[0, 0.27], tickformat="~s"),
        yaxis2=axis("Orders", domain=[0.365, 0.635], tickformat="~s"),
        yaxis3=axis("Revenue", domain=[0.73, 1], tickformat="~s"),
        phone={"xaxis.nticks": 4},
    )


def _bars(found: ShopMonths, at: list[int], values: "AnyArray", word: str, unit: str, on: str, colour: str) -> go.Bar:
    return go.Bar(
        x=[found.months[i].isoformat() for i in at],
        y=[round(float(values[i]), 4) for i in at],
        yaxis=on,
        marker={"color": colour, "opacity": [1.0 if found.whole[i] else PALE for i in at]},
        hovertext=[f"{_told(found, i)}: {number(float(values[i]), unit)}{word}" for i in at],
        hoverinfo="text",
    )


def _last(found: ShopMonths) -> list[int]:
    return list(range(len(found.months)))[-MOST:]


def _told(found: ShopMonths, i: int) -> str:
    """ "Dec 2011", and whether that is only a part of it."""
    day = found.months[i]
    return f"{NAMES[day.month - 1]} {day.year}{'' if found.whole[i] else ' (in part)'}"
