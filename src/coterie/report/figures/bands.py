"""Into which bands are customers counted for a chart? Fixed, documented edges, so that charts compare over studies."""

from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.report.facts import ORDERS, RECENCY, trait_name
from coterie.terms import Results

if TYPE_CHECKING:
    from numpy.typing import NDArray

RECENCY_EDGES = (31.0, 91.0, 181.0, 366.0)
RECENCY_BANDS = ("up to 30 days", "31 to 90 days", "91 to 180 days", "181 to 365 days", "over 365 days")
ORDER_EDGES = (2.0, 3.0, 5.0, 10.0)
ORDER_BANDS = ("1 order", "2 orders", "3 to 4", "5 to 9", "10 or more")
ALIVE_EDGES = (0.2, 0.4, 0.6, 0.8)
ALIVE_BANDS = ("under 20 %", "20 to 40 %", "40 to 60 %", "60 to 80 %", "80 % or more")


def counted(rows: "NDArray[np.int64]", columns: "NDArray[np.int64]", shape: tuple[int, int]) -> list[list[int]]:
    """How many customers fall into each cell of two bandings."""
    flat = np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1])
    return [[int(v) for v in row] for row in flat.reshape(shape)]


def banded(values: "NDArray[Any]", edges: tuple[float, ...]) -> "NDArray[np.int64]":
    """Number of the band of each value; an edge belongs to the band above it."""
    return np.searchsorted(np.asarray(edges), np.asarray(values, dtype=np.float64), side="right").astype(np.int64)


def recency_orders(results: Results) -> "tuple[NDArray[Any], NDArray[Any]] | None":
    """Recency in days and number of orders of the customers who have both."""
    recency, orders = trait_name(results, RECENCY), trait_name(results, ORDERS)
    if recency is None or orders is None:
        return None
    r, o = (np.asarray(results.table.columns[name], dtype=np.float64) for name in (recency, orders))
    known = ~(np.isnan(r) | np.isnan(o))
    return (r[known], o[known]) if known.any() else None


def value_orders(results: Results) -> "tuple[NDArray[Any], NDArray[Any]] | None":
    """Probability of still being a customer and number of orders, customers who have both."""
    name = trait_name(results, ORDERS)
    if results.value is None or name is None:
        return None
    place = {str(i): row for row, i in enumerate(results.table.ids)}
    rows = np.array([place.get(str(i), -1) for i in results.value.ids], dtype=np.int64)
    known = rows >= 0
    orders = np.asarray(results.table.columns[name], dtype=np.float64)[rows[known]]
    alive = results.value.p_alive[known]
    fine = ~(np.isnan(orders) | np.isnan(alive))
    return (alive[fine], orders[fine]) if fine.any() else None
