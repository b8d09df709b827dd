"""Customers of two regions, of whom those of one buy faster, with what came later: histories, slice and table."""

from dataclasses import replace
from datetime import date

import numpy as np

from coterie.methods.value import estimate, fixed_traits
from coterie.methods.value.simulating import simulate
from coterie.terms import BtydSummary, CustomerTable, Horizon, Slice, TimeUnit, Trait, Window

PAST, LATER = Window(date(2023, 1, 1), date(2024, 6, 23)), Window(date(2024, 6, 24), date(2024, 12, 20))
YEAR = Horizon(12)
PARAMS = {"r": 0.6, "alpha": 30.0, "a": 0.7, "b": 2.4}


def world(buying: float, customers: int = 3000):
    """Customers of two regions, of whom the second buys faster; and one number that means nothing."""
    rng = np.random.default_rng([int(100 * buying), customers])
    halves = [
        simulate("bg_nbd", {**PARAMS, "alpha": 60.0 * np.exp(-shift)}, rng.uniform(20, 200, customers // 2), 180.0, rng)
        for shift in (0.0, buying)
    ]
    x, t_x, T, later = (np.concatenate([getattr(h, n) for h in halves]) for n in ("x", "t_x", "T", "later"))
    ids = np.array([f"c{i:05d}" for i in range(customers)], dtype=object)
    spend = np.where(x > 0, rng.gamma(6.0, 5.0, customers), np.nan)
    past = BtydSummary(ids, x, t_x, T, spend, PAST, TimeUnit.DAY)
    region = np.array(["south"] * (customers // 2) + ["north"] * (customers // 2), dtype=object)
    region[:5] = None
    traits = (
        Trait("region", "Region", "demographic", "categorical", source="customers.region"),
        Trait("age", "Age", "demographic", "numeric", source="customers.age"),
        Trait("orders", "Orders", "behavioural", "numeric", source="orders"),
    )
    columns = {"region": region, "age": rng.normal(40, 10, customers), "orders": x + 1}
    table = CustomerTable(ids, columns, traits, PAST)
    return past, Slice(table, LATER, later * 30.0, later, days=later), table


def valued(buying: float, kept_apart: np.ndarray | None = None):
    """What they are worth by a model that may know the region, chosen on one earlier day.

    kept_apart    days with an order on the days kept apart; None: as after the earlier day.
    """
    past, later, table = world(buying, 1500)
    outer = later if kept_apart is None else replace(later, spend=kept_apart * 30.0, orders=kept_apart, days=kept_apart)
    fixed = fixed_traits(table, ["region"])
    return past, table, estimate(past, past, outer, [(past, later)], horizon=YEAR, model="bg_nbd", fixed=fixed)
