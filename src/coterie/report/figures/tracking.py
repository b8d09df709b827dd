"""Does the model keep track of the orders? Actual beside expected by week, and their running sums."""

from itertools import accumulate

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.theme import ACCENT, LINE, MUTED, axis, chart
from coterie.terms import Results
from coterie.terms.cohorts import Tracking
from coterie.terms.numbers import number


def tracking_table(results: Results) -> Table:
    """Repeat orders that came and that the model expects, week by week and in all."""
    found = results.tracking
    if found is None or not found.starts:
        return Table((), ())
    rows: tuple[tuple[Shown, ...], ...] = tuple(
        (
            f"{start.isoformat()}{' (kept apart)' if held else ''}",
            *(Cell(v, f"tracking/week={start.isoformat()}/{name}", "orders") for name, v in cells),
        )
        for start, held, *cells in zip(
            found.starts, found.held.tolist(), *([(n, v) for v in values] for n, values in _lines(found)), strict=True
        )
    )
    return Table(("Week from", "Came", "Expected", "Came so far", "Expected so far"), rows)


def tracking(results: Results) -> go.Figure:
    """Above the repeat orders of each week, below their sum so far; the days kept apart are shaded.

    Raises    ValueError where the study has no model to track.
    """
    found = results.tracking
    if found is None or not found.starts:
        raise ValueError("this study has no model of orders to track")
    x = [start.isoformat() for start in found.starts]
    traces = []
    for k, (name, values) in enumerate(_lines(found)):
        came = k % 2 == 0
        word = "came" if came else "expected"
        traces.append(
            go.Scatter(
                x=x,
                y=[round(v, 4) for v in values],
                mode="lines",
                line={"width": 2, "color": ACCENT if came else MUTED, "dash": "solid" if came else "dot"},
                yaxis="y" if k < 2 else "y2",
                hovertext=[f"week from {w}: {number(v, 'orders')} {word}" for w, v in zip(x, values, strict=True)],
                hoverinfo="text",
                name=name,
            )
        )
    return chart(
        traces,
        height=430,
        shapes=_held(found, x),
        xaxis=axis(type="date", showgrid=False, anchor="y2", tickformat="%b %y", nticks=8),
        yaxis=axis("Orders a week", domain=[0.55, 1], rangemode="tozero"),
        yaxis2=axis("Orders so far", domain=[0, 0.43], rangemode="tozero"),
        phone={"xaxis.nticks": 4},
    )


def _lines(found: Tracking) -> tuple[tuple[str, list[float]], ...]:
    actual, expected = found.actual.tolist(), found.expected.tolist()
    return (
        ("actual", actual),
        ("expected", expected),
        ("actual_so_far", list(accumulate(actual))),
        ("expected_so_far", list(accumulate(expected))),
    )


def _held(found: Tracking, x: list[str]) -> list[dict[str, object]]:
    """The shade over the days kept apart."""
    held = [each for each, inside in zip(x, found.held.tolist(), strict=True) if inside]
    if not held:
        return []
    return [
        {
            "type": "rect", "xref": "x", "yref": "paper", "x0": held[0], "x1": x[-1], "y0": 0, "y1": 1,
            "fillcolor": LINE, "line": {"width": 0}, "layer": "below",
        }
    ]  # fmt: skip
