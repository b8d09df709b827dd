"""At what rhythm do they buy? The usual gap between purchase days, how regular it is, how long they have been here."""

from coterie.engine import Engine, Step
from coterie.features.columns import Block, read
from coterie.terms import Trait, Window

RHYTHM = Step(
    "rhythm",
    """
    SELECT customer_id,
           count(*) AS purchase_days,
           date_diff('day', min(ordered_on), $as_of) AS tenure_days,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS median_gap_days,
           CASE WHEN count(gap) >= 2 THEN
               pow(CAST(count(gap) * sum(gap * gap) - sum(gap) * sum(gap) AS DOUBLE), 0.5e0) / sum(gap)
           END AS gap_variation
    FROM (
        SELECT customer_id, ordered_on,
               CASE WHEN previous_on >= $start THEN date_diff('day', previous_on, ordered_on) END AS gap
        FROM purchase_days
        WHERE lines > 0 AND ordered_on >= $start AND ordered_on <= $as_of
    ) AS gaps
    GROUP BY customer_id
    """,
    "One row per customer: purchase days, days since the first, the median gap between them, and the gaps' standard "
    "deviation over their mean (from whole numbers, so that it is exact).",
)

STEPS = (RHYTHM,)

TRAITS = (
    Trait(
        "purchase_days",
        "Days with a purchase",
        "behavioural",
        "numeric",
        "days",
        "Number of different days on which something was bought.",
        "orders",
        derived=("orders",),
    ),
    Trait(
        "tenure_days",
        "Days since the first order",
        "behavioural",
        "numeric",
        "days",
        "Days from the first purchase to the as-of day.",
        "orders",
        derived=("recency_days", "orders"),
    ),
    Trait(
        "median_gap_days",
        "Usual days between purchases",
        "behavioural",
        "numeric",
        "days",
        "Median number of days from one purchase day to the next; unknown for customers with one purchase day.",
        "orders",
        derived=("recency_days", "orders"),
    ),
    Trait(
        "gap_variation",
        "Irregularity of the days between purchases",
        "behavioural",
        "numeric",
        "",
        "Standard deviation of the days between purchases over their mean: 0 is clockwork, 1 is chance, above 1 comes "
        "in bursts; unknown below three purchase days.",
        "orders",
        derived=("recency_days", "orders"),
    ),
)


def rhythm(engine: Engine, window: Window) -> Block:
    """Purchase days, tenure, usual gap and its regularity of each customer with an order in the window, by id."""
    return read(engine, RHYTHM, TRAITS, window)
