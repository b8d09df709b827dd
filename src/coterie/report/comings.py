"""When did customers come, and when may they leave? A figure by month, from the customers table of a finished study."""

import json
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from coterie.report.figures.theme import ACCENT, MUTED, axis, chart
from coterie.terms.numbers import number

COMINGS = ("joined_on", "leaving_on")
NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MOST = 24  # months drawn and told, around the last day of the study


def comings(came: Mapping[str, int], leave: Mapping[str, int], until: str) -> dict[str, Any] | None:
    """Customers who came and who may leave in each month, as a figure of ``figures.json``.

    came, leave    month ("2011-12") -> customers; nobody is left out.
    until          month of the last day of the study.
    Returns        None where no month is known.

    >>> comings({"2011-11": 3, "2011-12": 1}, {"2012-01": 2}, "2011-12")["caption"]
    '1 customer came in Dec 2011, 3 in the month before. After it, 2 may leave: bars below the line.'
    >>> comings({}, {}, "") is None
    True
    """
    if not came and not leave:
        return None
    months = _months(min((*came, *leave)), max((*came, *leave)))
    last = months.index(until) if until in months else len(months) - 1
    start = max(0, last - 2 * MOST // 3)
    shown = months[start : start + MOST]
    rows = [(month, came.get(month, 0), leave.get(month, 0)) for month in shown]
    figure = _drawn(rows, until)
    return {
        "name": "comings",
        "title": "Who came, and who may leave",
        "caption": _caption(came, leave, until),
        "height": int(figure.layout.height),
        "wide": True,
        "plot": json.loads(figure.to_json(engine="json")),
        "table": {
            "head": ["Month", "Came", "May leave"],
            "rows": [
                [{"text": _told(month)}, _cell("joined_on", month, first), _cell("leaving_on", month, second)]
                for month, first, second in rows
            ],
        },
    }


def _caption(came: Mapping[str, int], leave: Mapping[str, int], until: str) -> str:
    now, before = came.get(until, 0), came.get(_next(until, -1), 0) if until else 0
    ahead = sum(n for month, n in leave.items() if month > until)
    noun = "customer" if now == 1 else "customers"
    first = (
        f"{number(now, 'customers')} {noun} came in {_told(until)}, {number(before, 'customers')} in the month before."
    )
    return f"{first} After it, {number(ahead, 'customers')} may leave: bars below the line."


def _drawn(rows: list[tuple[str, int, int]], until: str) -> go.Figure:
    months = [f"{month}-01" for month, _, _ in rows]
    traces = [
        go.Bar(
            x=months,
            y=[sign * count for count in counts],
            marker={"color": colour},
            hovertext=[
                f"{_told(row[0])}: {number(count, 'customers')} {word}" for row, count in zip(rows, counts, strict=True)
            ],
            hoverinfo="text",
        )
        for counts, sign, colour, word in (
            ([first for _, first, _ in rows], 1, ACCENT, "came"),
            ([second for _, _, second in rows], -1, MUTED, "may leave"),
        )
    ]
    today = {"type": "line", "x0": f"{until}-15", "x1": f"{until}-15", "y0": 0, "y1": 1, "yref": "paper",
             "line": {"color": MUTED, "width": 1.5, "dash": "dot"}}  # fmt: skip
    return chart(
        traces,
        height=300,
        barmode="relative",
        bargap=0.25,
        shapes=[today] if until else [],
        xaxis=axis(type="date", showgrid=False, tickformat="%b %y", nticks=8),
        yaxis=axis("Customers a month", tickformat="~s"),
        phone={"xaxis.nticks": 4},
    )


def _cell(column: str, month: str, value: int) -> dict[str, Any]:
    return {"cell": f"customers/{column}={month}/count", "text": number(value, "customers"), "value": float(value)}


def _months(first: str, last: str) -> list[str]:
    out = [first]
    while out[-1] < last:
        out.append(_next(out[-1]))
    return out


def _told(month: str) -> str:
    """ "Dec 2011"."""
    return f"{NAMES[int(month[5:7]) - 1]} {month[:4]}"


def _next(month: str, step: int = 1) -> str:
    at = int(month[:4]) * 12 + int(month[5:7]) - 1 + step
    return f"{at // 12:04d}-{at % 12 + 1:02d}"
