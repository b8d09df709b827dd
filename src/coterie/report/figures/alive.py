"""Who is probably still a customer? Probability of being alive against number of orders."""

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.bands import (
    ALIVE_BANDS,
    ALIVE_EDGES,
    ORDER_BANDS,
    ORDER_EDGES,
    banded,
    counted,
    value_orders,
)
from coterie.report.figures.heat import heat
from coterie.terms import Results


def alive_table(results: Results) -> Table:
    """Customers in each band of the probability of being alive and number of orders, surest first."""
    grid = _grid(results)
    rows: tuple[tuple[Shown, ...], ...] = tuple(
        (band, *(Cell(v, f"customers/p_alive={i}/orders={j}", "customers") for j, v in enumerate(row)))
        for i, (band, row) in enumerate(zip(ALIVE_BANDS[::-1], grid, strict=bool(grid)))
    )
    return Table(("Still a customer", *ORDER_BANDS), rows)


def alive(results: Results) -> go.Figure:
    """A heat map of customer counts: probability of still being a customer against number of orders.

    Raises    ValueError where no value was estimated.
    """
    grid = _grid(results)
    if not grid:
        raise ValueError("this study estimated no value, so the chance of being alive cannot be drawn")
    return heat(grid, ALIVE_BANDS[::-1], ORDER_BANDS, "Still a customer", "Orders so far")


def _grid(results: Results) -> list[list[int]]:
    columns = value_orders(results)
    if columns is None:
        return []
    shape = (len(ALIVE_BANDS), len(ORDER_BANDS))
    return counted(banded(columns[0], ALIVE_EDGES), banded(columns[1], ORDER_EDGES), shape)[::-1]
