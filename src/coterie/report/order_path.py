"""When did one customer order, and for how much? Her days as a figure, with all of them as a table."""

import json
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Any

import plotly.graph_objects as go

from coterie.engine import Columns
from coterie.report.figures.theme import ACCENT, BELOW, axis, chart
from coterie.terms.numbers import day, number

DAY = 86_400_000  # milliseconds
BARS = 110  # a bar is at least this part of the whole width, so that one day is seen on a phone too
FIELDS = ("orders", "lines", "returned_lines", "revenue", "bought")


def order_path(days: Columns, until: date | None) -> dict[str, Any]:
    """A customer's orders as a figure of ``figures.json``, with the days beside it.

    days     as :meth:`coterie.ledger.Tables.days_of` gives them, at least one.
    until    the last day of the study, to which the figure reaches.
    Returns  name, title, caption, height, plot and table, the newest day first in the table; ``rows`` in order of days.
    """
    rows = order_days(days)
    figure = _drawn(rows, until)
    return {
        "name": "orders",
        "title": "Order by order",
        "caption": _caption(rows),
        "height": int(figure.layout.height),
        "wide": True,
        "plot": json.loads(figure.to_json(engine="json")),
        "table": {
            "head": ["Day", "Orders", "Articles bought", "Brought back", "Revenue"],
            "rows": [_row(each) for each in reversed(rows)],
        },
        "rows": rows,
    }


def order_days(days: Columns) -> list[dict[str, Any]]:
    """The days of a customer as plain values, in order: day, orders, lines, returned_lines, revenue, bought."""
    return [
        {"day": str(when), **{name: days[name][i].item() for name in FIELDS}}
        for i, when in enumerate(days["ordered_on"])
    ]


def _caption(rows: list[dict[str, Any]]) -> str:
    bought = [each for each in rows if each["lines"]]
    if not bought:
        return "Nothing was bought in these days; things were brought back."
    first, last = _said(bought[0]["day"]), _said(bought[-1]["day"])
    total = number(sum(each["revenue"] for each in rows), "currency")
    if len(bought) == 1:
        return f"One day with an order, {first}, for {total}.{_back(rows)}"
    gaps = [(date.fromisoformat(b["day"]) - date.fromisoformat(a["day"])).days for a, b in pairwise(bought)]
    return (
        f"{number(len(bought), 'whole')} days with an order from {first} to {last}, for {total} in all; the longest "
        f"pause was {number(max(gaps), 'whole')} days.{_back(rows)}"
    )


def _back(rows: list[dict[str, Any]]) -> str:
    return " Below the line: what was brought back." if any(each["returned_lines"] for each in rows) else ""


def _drawn(rows: list[dict[str, Any]], until: date | None) -> go.Figure:
    begin = date.fromisoformat(rows[0]["day"])
    end = max(until or begin, date.fromisoformat(rows[-1]["day"]))
    wide = max(1.0, ((end - begin).days + 1) / BARS)
    traces = []
    for kind, colour, word in (("bought", ACCENT, "bought"), ("back", BELOW, "brought back")):
        there = [(each, _value(each, kind)) for each in rows if _value(each, kind)]
        traces.append(
            go.Bar(
                x=[each["day"] for each, _ in there],
                y=[value for _, value in there],
                width=DAY * wide,
                marker={"color": colour},
                hovertext=[f"{_said(each['day'])}: {number(abs(value), 'currency')} {word}" for each, value in there],
                hoverinfo="text",
            )
        )
    margin = timedelta(days=ceil(wide))
    return chart(
        traces,
        height=260,
        barmode="relative",
        xaxis=axis(type="date", showgrid=False, range=[str(begin - margin), str(end + margin)], nticks=8),
        yaxis=axis("Value of a day", tickformat="~s", rangemode="tozero"),
        phone={"xaxis.nticks": 4, "yaxis.title.text": ""},
    )


def _value(row: dict[str, Any], kind: str) -> float:
    return round(float(row["bought"] if kind == "bought" else row["revenue"] - row["bought"]), 4)


def _row(row: dict[str, Any]) -> list[dict[str, Any]]:
    units = (("orders", "orders"), ("lines", "lines"), ("returned_lines", "lines"), ("revenue", "currency"))
    cells = [
        {"cell": f"customer_days/{row['day']}/{name}", "text": number(row[name], unit), "value": float(row[name])}
        for name, unit in units
    ]
    return [{"text": _said(row["day"])}, *cells]


def _said(iso: str) -> str:
    return day(date.fromisoformat(iso))
