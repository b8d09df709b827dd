"""Where do the customers stand? How many ordered how recently and how often."""

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.bands import (
    ORDER_BANDS,
    ORDER_EDGES,
    RECENCY_BANDS,
    RECENCY_EDGES,
    banded,
    counted,
    recency_orders,
)
from coterie.report.figures.heat import heat
from coterie.terms import Results


def recency_frequency_table(results: Results) -> Table:
    """Customers in each band of days since the last order and number of orders."""
    grid = _grid(results)
    rows: tuple[tuple[Shown, ...], ...] = tuple(
        (band, *(Cell(v, f"customers/recency={i}/orders={j}", "customers") for j, v in enumerate(row)))
        for i, (band, row) in enumerate(zip(RECENCY_BANDS, grid, strict=bool(grid)))
    )
    return Table(("Last order", *ORDER_BANDS), rows)


def recency_frequency(results: Results) -> go.Figure:
    """A heat map of customer counts: days since the last order against number of orders.

    Raises    ValueError where the study has no orders.
    """
    grid = _grid(results)
    if not grid:
        raise ValueError("this study has no orders, so recency and frequency cannot be drawn")
    return heat(grid, RECENCY_BANDS, ORDER_BANDS, "Last order", "Orders so far")


def _grid(results: Results) -> list[list[int]]:
    columns = recency_orders(results)
    if columns is None:
        return []
    shape = (len(RECENCY_BANDS), len(ORDER_BANDS))
    return counted(banded(columns[0], RECENCY_EDGES), banded(columns[1], ORDER_EDGES), shape)
