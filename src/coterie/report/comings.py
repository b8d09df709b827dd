"""When did customers come, and when did they fall silent? A figure by month, from the customers of a finished study."""

import json
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from coterie.report.figures.theme import ACCENT, MUTED, axis, chart
from coterie.terms.numbers import number

COMINGS = ("joined_on", "leaving_on")
NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MOST = 24  # months drawn and told, up to the last day of the study


def comings(came: Mapping[str, int], gone: Mapping[str, int], until: str) -> dict[str, Any] | None:
    """Customers who came and who fell silent in each month, as a figure of ``figures.json``.

    came     month ("2011-12") -> customers by their first order.
    gone     the same by the day since which they are more likely gone than not (``leaving_on``), up to today.
    until    month of the last day of the study.
    Returns  None where no month is known.

    >>> comings({"2011-11": 3, "2011-12": 1}, {"2011-12": 2}, "2011-12")["caption"]
    'In all 4 came. 2 have been silent for so long that they are more likely gone than not: bars below the line.'
    >>> comings({}, {}, "") is None
    True
    """
    if not came and not gone:
        return None
    months = _months(min((*came, *gone)), max((*came, *gone)))
    last = months.index(until) if until in months else len(months) - 1
    shown = months[max(0, last + 1 - MOST) : last + 1]
    rows = [(month, came.get(month, 0), gone.get(month, 0)) for month in shown]
    figure = _drawn(rows)
    return {
        "name": "comings",
        "title": "Who came, and who fell silent",
        "caption": _caption(came, gone),
        "height": int(figure.layout.height),
        "wide": True,
        "plot": json.loads(figure.to_json(engine="json")),
        "table": {
            "head": ["Month", "Came", "Fell silent"],
            "rows": [
                [{"text": _told(month)}, _cell("joined_on", month, first), _cell("leaving_on", month, second)]
                for month, first, second in rows
            ],
        },
    }


def _caption(came: Mapping[str, int], gone: Mapping[str, int]) -> str:
    first, second = (number(sum(each.values()), "customers") for each in (came, gone))
    return (
        f"In all {first} came. {second} have been silent for so long that they are more likely gone than not: bars "
        "below the line."
    )


def _drawn(rows: list[tuple[str, int, int]]) -> go.Figure:
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
            ([second for _, _, second in rows], -1, MUTED, "fell silent"),
        )
    ]
    return chart(
        traces,
        height=300,
        barmode="relative",
        bargap=0.25,
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


def _next(month: str) -> str:
    at = int(month[:4]) * 12 + int(month[5:7])
    return f"{at // 12:04d}-{at % 12 + 1:02d}"
