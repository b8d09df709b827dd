"""What did customers do after the day on which we looked? Pasts and futures, for choosing and for judging."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from coterie.engine import Engine, Step
from coterie.features.columns import days_of
from coterie.features.later import bought_later
from coterie.features.rfm import rfm
from coterie.terms import MONEY_SCALE, CustomerTable, Slice, Timeline, Window

FUTURE = Step(
    "future",
    """
    SELECT b.customer_id,
           CAST(COALESCE(sum(f.net), 0) AS BIGINT) AS spend,
           CAST(COALESCE(sum(f.orders), 0) AS BIGINT) AS orders,
           CAST(COALESCE(sum(CASE WHEN f.orders > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS days,
           min(b.recent_days) AS recent_days, min(b.recent_spend) AS recent_spend
    FROM (
        SELECT customer_id,
               CAST(sum(CASE WHEN ordered_on > $since AND orders > 0 THEN 1 ELSE 0 END) AS BIGINT) AS recent_days,
               CAST(sum(CASE WHEN ordered_on > $since THEN net ELSE 0 END) AS BIGINT) AS recent_spend
        FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY customer_id HAVING sum(orders) > 0
    ) AS b
    LEFT JOIN purchase_days AS f
        ON f.customer_id = b.customer_id AND f.ordered_on > $as_of AND f.ordered_on <= $until
    GROUP BY b.customer_id
    """,
    "One row per customer with an order by the as-of day: net value, orders and purchase days in the days after it, "
    "and the same of as many days before.",
)

STEPS = (FUTURE,)


def slices(engine: Engine, timeline: Timeline) -> tuple[tuple[Slice, ...], Slice | None]:
    """The inner slices, one an origin, and the outer slice of the days kept apart.

    engine      holds the compact tables (see ``prepare``).
    timeline    its origins make the inner slices; its past and holdout the outer one, None where there is none.

    Returns   slices with the forming traits (recency, orders, revenue) as of the end of their past, the outer one with
              what was bought of each category, where there are categories. Net spend may be
              below zero where more came back than was bought. Customers without an order by then are absent.
    """
    start = timeline.whole.start
    inner = tuple(_slice(engine, Window(start, end), timeline.future_of(end)) for end in timeline.origins)
    if timeline.past is None or timeline.holdout is None:
        return inner, None
    outer = _slice(engine, timeline.past, timeline.holdout)
    return inner, replace(outer, bought=bought_later(engine, outer))


def _slice(engine: Engine, past: Window, future: Window) -> Slice:
    if future.start != past.as_of + timedelta(days=1):
        raise ValueError(f"the future {future} does not follow the past {past}")
    block = rfm(engine, past)
    engine.run(FUTURE, **days_of(past), until=future.as_of, since=past.as_of - timedelta(days=future.days))
    found = engine.collect(f"SELECT * FROM {FUTURE.name}", order_by=["customer_id"])
    engine.drop(FUTURE.name)
    return Slice(
        past=CustomerTable(found["customer_id"], block.columns, block.traits, past),
        future=future,
        spend=found["spend"].astype(np.float64) / MONEY_SCALE,
        orders=found["orders"].astype(np.float64),
        days=found["days"].astype(np.float64),
        recent_days=found["recent_days"].astype(np.float64),
        recent_spend=found["recent_spend"].astype(np.float64) / MONEY_SCALE,
    )
