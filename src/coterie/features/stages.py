"""Where does each customer stand by her own pace? New, active, returned, slipping or lapsed."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import Engine, Step
from coterie.features.columns import Block, days_of
from coterie.terms import CustomerTable, Trait, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STAGE = "lifecycle_stage"
STAGES = ("new", "active", "returned", "slipping", "lapsed")
SLIPPING, LAPSED, BREAK = 2.0, 4.0, 3.0  # usual gaps since the last order, and before it
WEEK = 7.0  # days: no pace counts as quicker, for who buys daily is not lost after a few days away

LAST_GAP = Step(
    "last_gap",
    """
    SELECT customer_id, CASE WHEN previous_on >= $start THEN date_diff('day', previous_on, ordered_on) END AS gap
    FROM (
        SELECT customer_id, ordered_on, previous_on,
               row_number() OVER (PARTITION BY customer_id ORDER BY ordered_on DESC) AS back
        FROM purchase_days
        WHERE lines > 0 AND ordered_on >= $start AND ordered_on <= $as_of
    ) AS days
    WHERE back = 1
    """,
    "One row per customer: the days between the last two days on which something was bought.",
)

STEPS = (LAST_GAP,)

TRAIT = Trait(
    STAGE,
    "Lifecycle stage",
    "behavioural",
    "categorical",
    meaning="By the customer's own median gap between purchase days, or everyone's where there is one purchase day, "
    "and a week at least: lapsed when the last order is more than four such gaps ago, slipping when more than two; of "
    "the others new with one purchase day, returned when the last gap was at least three usual ones, else active.",
    source="orders",
    levels=STAGES,
    derived=("recency_days", "orders"),
)


def usual_gap(table: CustomerTable) -> float:
    """Days that the customers of a table usually let pass between two purchase days; NaN where nobody came back."""
    gap = np.asarray(table.columns.get("median_gap_days", ()), dtype=np.float64)
    known = gap[~np.isnan(gap)]
    return float(np.median(known)) if len(known) else np.nan


def stages(engine: Engine, window: Window, table: CustomerTable, crowd: float | None = None) -> Block:
    """The stage of each customer of the table, missing where no usual gap is known; empty where nobody has one.

    crowd    days, stands in for the gap of who has one purchase day; None: everyone's in this table.
    """
    if not {"recency_days", "purchase_days"} <= table.columns.keys():
        return Block({}, ())
    engine.run(LAST_GAP, **days_of(window))
    found = engine.collect(f"SELECT * FROM {LAST_GAP.name}", order_by=["customer_id"])
    engine.drop(LAST_GAP.name)
    last = dict(zip(found["customer_id"].tolist(), found["gap"].astype(np.float64).tolist(), strict=True))
    before = np.array([last.get(each, np.nan) for each in table.ids.tolist()], dtype=np.float64)
    recency, days = table.columns["recency_days"], table.columns["purchase_days"]
    gap = table.columns.get("median_gap_days", np.full(len(table), np.nan))
    told = stage_of(recency, gap, days, before, usual_gap(table) if crowd is None else crowd)
    return Block({STAGE: told}, (TRAIT,)) if any(each is not None for each in told.tolist()) else Block({}, ())


def stage_of(
    recency: "Floats", gap: "Floats", days: "Floats", last_gap: "Floats", crowd: float
) -> "NDArray[np.object_]":
    """The stage of each customer; None where no usual gap is known.

    recency, gap, last_gap    days since the last purchase day, median and last gap between them; NaN for no gap.
    days                      purchase days.
    crowd                     days, the usual gap of who has none of her own.

    >>> each = np.array([[5.0, 25, 90, 5, 5], [10, 10, 10, np.nan, 10], [3, 3, 3, 1, 4], [9, 9, 9, np.nan, 40]])
    >>> stage_of(*each, crowd=10.0)
    array(['active', 'slipping', 'lapsed', 'new', 'returned'], dtype=object)
    """
    usual = np.maximum(np.where(np.isnan(gap), crowd, gap), WEEK)
    late = recency / usual
    rules = [np.isnan(late), late > LAPSED, late > SLIPPING, days <= 1, (days > 2) & (last_gap >= BREAK * usual)]
    place = np.select(rules, [5, 4, 3, 0, 2], 1)
    told: NDArray[np.object_] = np.array([*STAGES, None], dtype=object)[place]
    return told
