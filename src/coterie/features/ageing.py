"""What would the customers look like some days later, had they done nothing since?

Only time goes by: days since the last order, the first order or the last visit grow, and so do ages. Nothing else does.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.terms import BtydSummary, CustomerTable, SavedCustomers, TimeUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DAYS = ("recency_days", "tenure_days")
SINCE = "days_since_"
YEAR = 365.25


def aged(table: CustomerTable, days: int) -> CustomerTable:
    """The same customers that many days later, had they done nothing.

    days    at least 0.

    >>> from coterie.terms import Trait
    >>> recency = Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days")
    >>> aged(CustomerTable(np.array(["a"]), {"recency_days": np.array([3.0])}, (recency,)), 30).columns
    {'recency_days': array([33.])}
    """
    columns = dict(table.columns)
    for trait in table.traits:
        if trait.name in DAYS or (trait.name.startswith(SINCE) and trait.unit == "days"):
            columns[trait.name] = columns[trait.name] + days
        elif trait.name == "age" and trait.derived:
            columns[trait.name] = columns[trait.name] + np.floor(days / YEAR)
    return replace(table, columns=columns)


def states_of(older: SavedCustomers, newer: SavedCustomers, days: int) -> dict[str, SavedCustomers]:
    """The customers of both studies as they were ("old"), as they would be had they done nothing ("aged"), and as they
    are ("new"): three tables of the same customers in the same order.

    days    between the two studies, at least 0.
    """
    shared = set(older.table.ids.tolist()) & set(newer.table.ids.tolist())
    old, new = (
        each.rows(np.array([i for i, who in enumerate(each.table.ids.tolist()) if who in shared], dtype=np.int64))
        for each in (older, newer)
    )
    return {"old": old, "aged": replace(old, table=aged(old.table, days)), "new": new}


def summary_of(table: CustomerTable, values: Mapping[str, "Floats"], unit: TimeUnit) -> BtydSummary | None:
    """x, t_x, T and mean repeat spend of the customers of a saved table; None where it lacks them.

    values    the saved values, with ``mean_repeat_spend`` (NaN where there is none).
    x is purchase days less 1, T the days since the first order, t_x those less the days since the last one.
    """
    needed = ("purchase_days", *DAYS)
    if table.window is None or "mean_repeat_spend" not in values or any(n not in table.columns for n in needed):
        return None
    purchase, recency, tenure = (table.columns[name].astype(np.float64) for name in needed)
    return BtydSummary(
        ids=table.ids,
        x=purchase - 1,
        t_x=np.where(purchase > 1, tenure - recency, 0.0) / unit.days,
        T=tenure / unit.days,
        spend=values["mean_repeat_spend"],
        window=table.window,
        unit=unit,
    )
