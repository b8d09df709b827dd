"""Customer tables with planted groups, for tests of methods that take tables."""

from datetime import date

import numpy as np

from coterie.methods.segments.candidates import Candidate
from coterie.methods.segments.registry import methods
from coterie.terms import CustomerTable, Slice, Trait, Window

RFM = (
    Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days", forming=True),
    Trait("orders", "Orders", "behavioural", "numeric", "orders", forming=True),
    Trait("revenue", "Revenue", "value", "numeric", "currency", forming=True),
)
WINDOW = Window(date(2022, 1, 1), date(2022, 12, 31))
FUTURE = Window(date(2023, 1, 1), date(2023, 3, 31))


def ids(n: int) -> np.ndarray:
    return np.array([f"c{i:06d}" for i in range(n)], dtype=object)


def table(recency, orders, revenue, traits=RFM) -> CustomerTable:
    columns = {"recency_days": recency, "orders": orders, "revenue": revenue}
    arrays = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
    return CustomerTable(ids(len(arrays["orders"])), arrays, traits, WINDOW)


def planted(n: int = 300, seed: int = 0) -> tuple[CustomerTable, np.ndarray]:
    """Three kinds of customers, far apart: frequent, one-time lately, one-time long ago."""
    rng = np.random.default_rng(seed)
    kind = np.arange(n) % 3
    recency = np.choose(kind, [rng.integers(0, 10, n), rng.integers(5, 25, n), rng.integers(250, 330, n)])
    orders = np.choose(kind, [rng.integers(15, 22, n), np.ones(n, int), np.ones(n, int)])
    revenue = np.choose(kind, [rng.normal(900, 60, n), rng.normal(60, 6, n), rng.normal(20, 2, n)]).round(2)
    return table(recency, orders, revenue), kind


def way(method: str, k: int) -> Candidate:
    """A method of finding groups, as a candidate."""
    return Candidate(method, k, "found", way=methods()[method])


def noise(n: int = 300, seed: int = 0) -> CustomerTable:
    rng = np.random.default_rng(seed)
    return table(rng.integers(0, 365, n), rng.integers(1, 20, n), rng.uniform(1, 500, n).round(2))


def future(past: CustomerTable, mean, seed: int = 1) -> Slice:
    """What they spend next: exponential with the mean of each customer."""
    rng = np.random.default_rng(seed)
    spend = rng.exponential(np.maximum(np.broadcast_to(mean, len(past)), 1e-9)).round(2)
    return Slice(past, FUTURE, spend, (spend > 0).astype(np.float64))
