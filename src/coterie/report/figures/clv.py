"""How is the expected value spread over customers? How many are worth how much."""

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from coterie.report.facts import Cell, Table, money_unit, worth_label
from coterie.report.figures.theme import ACCENT, MUTED, axis, chart, wrapped
from coterie.terms import Results
from coterie.terms.numbers import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = (1.0, 2.0, 5.0)
MOST = 9  # bars


def clv_table(results: Results) -> Table:
    """Customers and summed expected value in each band of a customer's expected value."""
    rows = tuple(
        (band, Cell(n, f"customers/clv={i}/count", "customers"), Cell(total, f"customers/clv={i}/sum", "currency"))
        for i, (band, n, total) in enumerate(_bands(results))
    )
    return Table((worth_label(results), "Customers", "Together"), rows)


def clv(results: Results) -> go.Figure:
    """Bars: number of customers in each band of expected value over the horizon.

    Raises    ValueError where no value was estimated.
    """
    bands = _bands(results)
    if not bands:
        raise ValueError("this study estimated no value, so its distribution cannot be drawn")
    bars = go.Bar(
        x=[wrapped(b, 9) for b, _, _ in bands],
        y=[n for _, n, _ in bands],
        marker={"color": ACCENT},
        cliponaxis=False,
        text=[number(n, "customers") for _, n, _ in bands],
        textposition="outside",
        textfont={"size": 12, "color": MUTED},
        hovertext=[
            f"{b}<br>{number(n, 'customers')} customers<br>together {number(t, 'currency')}" for b, n, t in bands
        ],
        hoverinfo="text",
    )
    return chart(
        [bars],
        height=290,
        bargap=0.25,
        xaxis=axis(
            f"{worth_label(results)} from a customer{money_unit(results)}", showgrid=False, type="category", tickangle=0
        ),
        yaxis=axis(visible=False, rangemode="tozero"),
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        phone={"xaxis.tickfont.size": 9, "xaxis.tickangle": -60},
    )


def _bands(results: Results) -> list[tuple[str, int, float]]:
    if results.value is None or not len(results.value.clv):
        return []
    values = np.sort(results.value.clv[np.isfinite(results.value.clv)])
    if not len(values):
        return []
    edges = _edges(values)
    place = np.searchsorted(edges, values, side="right")
    bands = [
        (_name(edges, i), int((place == i).sum()), float(round(values[place == i].sum(), 2)))
        for i in range(len(edges) + 1)
    ]
    return bands[next(i for i, (_, n, _) in enumerate(bands) if n) :]


def _edges(values: "NDArray[np.float64]") -> list[float]:
    """Steps of 1, 2, 5 that reach the 99th percentile, from the top down, at most MOST - 1."""
    top = max(float(np.quantile(values, 0.99)), 1e-2)
    power = int(np.floor(np.log10(top)))
    ladder = [s * 10.0**p for p in range(power - 3, power + 1) for s in _STEPS]
    return [float(f"{e:.6g}") for e in ladder if e <= top][-(MOST - 1) :] or [top]


def _name(edges: list[float], i: int) -> str:
    if i == 0:
        return f"under {number(edges[0], 'exact')}"
    if i == len(edges):
        return f"{number(edges[-1], 'exact')} or more"
    return f"{number(edges[i - 1], 'exact')} to {number(edges[i], 'exact')}"
