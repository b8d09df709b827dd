"""How are counts over two bandings drawn? One heat map in one colour, the counts written in."""

from collections.abc import Sequence

import plotly.graph_objects as go

from coterie.report.figures.theme import FAINT, FULL, axis, chart
from coterie.terms.numbers import number


def heat(
    grid: Sequence[Sequence[int]], rows: Sequence[str], columns: Sequence[str], what: str, across: str
) -> go.Figure:
    """A heat map of customer counts; the colour follows the square root, so that small cells stay visible."""
    top = max(max(row) for row in grid) or 1
    trace = go.Heatmap(
        z=[[round((v / top) ** 0.5, 4) for v in row] for row in grid],
        x=list(columns),
        y=list(rows),
        zmin=0,
        zmax=1.35,
        colorscale=[[0, FAINT], [1, FULL]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[number(v, "customers") for v in row] for row in grid],
        texttemplate="%{text}",
        textfont={"size": 12},
        hovertext=[
            [f"{number(v, 'customers')} customers<br>{r}<br>{c}" for c, v in zip(columns, row, strict=True)]
            for r, row in zip(rows, grid, strict=True)
        ],
        hoverinfo="text",
    )
    return chart(
        [trace],
        height=90 + 44 * len(rows),
        xaxis=axis(across, showgrid=False, type="category"),
        yaxis=axis(what, autorange="reversed", showgrid=False, type="category"),
        phone={
            "data.0.textfont.size": 11,
            "xaxis.tickfont.size": 10,
            "yaxis.tickfont.size": 11,
            "yaxis.title.text": "",
            "xaxis.tickangle": -45,
        },
    )
