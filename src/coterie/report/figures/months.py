"""How did the shop go, month by month? Revenue, orders, and who bought: newcomers, and those who came back."""

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.panels import span, suffix
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
PANEL, BETWEEN, BELOW = 110, 34, 30  # pixels
VISITS = ("visits", "Visits", "visits")
GONE = (("silent", "Fell silent", "customers"), ("churn", "Share of customers", "share"))
TOLD = (
    ("revenue", "Revenue", "currency"),
    ("orders", "Orders", "orders"),
    ("customers", "Customers", "customers"),
    ("joined", "For the first time", "customers"),
)


def months_table(results: Results) -> Table:
    """Month by month: revenue, orders, customers, newcomers and, where they are known, visits and who fell silent."""
    found = results.months
    if found is None or not found.months:
        return Table((), ())
    columns = [each for each in (*TOLD, VISITS, *GONE) if getattr(found, each[0]) is not None]
    rows: list[tuple[Shown, ...]] = []
    for i in _last(found):
        where = f"months/month={found.months[i].isoformat()}"
        values = [(float(getattr(found, name)[i]), name, unit) for name, _, unit in columns]
        cells = [Cell(v, f"{where}/{name}", unit) if v == v else None for v, name, unit in values]
        rows.append((_told(found, i), *cells))
    return Table(("Month", *(head for _, head, _ in columns)), tuple(rows))


def months(results: Results) -> go.Figure:
    """Bars a month, a panel each: revenue, orders, customers with newcomers coloured, the share who fell silent.

    Raises    ValueError where the study has no orders.
    """
    found = results.months
    if found is None or not found.months:
        raise ValueError("this study has no orders to draw by month")
    at = _last(found)
    panels: list[tuple[str, str, list[tuple[AnyArray, str, str, str]]]] = [
        ("Revenue", "~s", [(found.revenue, "", "currency", ACCENT)]),
        ("Orders", "~s", [(found.orders, " orders", "orders", ACCENT)]),
        (
            "Customers",
            "~s",
            [
                (found.joined, " for the first time", "customers", ACCENT),
                (found.customers - found.joined, " who had come before", "customers", MUTED),
            ],
        ),
    ]
    if found.churn is not None:
        panels.append(("Fell silent", "~%", [(found.churn, " of customers fell silent", "share", MUTED)]))
    layout, traces = {}, []
    for k, (title, form, series) in enumerate(panels):
        on = suffix(len(panels) - 1 - k)  # the lowest carries the axis of months
        layout[f"yaxis{on}"] = axis(
            title, domain=span(k, len(panels), PANEL, BETWEEN), tickformat=form, rangemode="tozero"
        )
        traces += [_bars(found, at, values, word, unit, f"y{on}", colour) for values, word, unit, colour in series]
    return chart(
        traces,
        height=(PANEL + BETWEEN) * len(panels) + BELOW,
        barmode="stack",
        bargap=0.25,
        xaxis=axis(type="date", showgrid=False, anchor="y", tickformat="%b %y", nticks=8),
        phone={"xaxis.nticks": 4},
        **layout,
    )


def _bars(found: ShopMonths, at: list[int], values: "AnyArray", word: str, unit: str, on: str, colour: str) -> go.Bar:
    at = [i for i in at if np.isfinite(values[i])]
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
