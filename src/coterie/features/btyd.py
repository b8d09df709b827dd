"""When did they come back, and for how long were they watched? The x, t_x, T that value models read.

Fader, Hardie and Lee (2005, "Counting your customers the easy way", Marketing Science 24): x counts *repeat purchase
days*, t_x is the time of the last of them since the first purchase, T the time from the first purchase to the as-of
day. Several orders of one day are one purchase. This is not marketing's recency and frequency: see
:mod:`coterie.features.rfm`.
"""

import numpy as np

from coterie.engine import Engine, Step
from coterie.features.columns import days_of
from coterie.terms import MONEY_SCALE, BtydSummary, TimeUnit, Window

BTYD = Step(
    "btyd",
    """
    SELECT customer_id,
           count(*) - 1 AS x,
           date_diff('day', min(ordered_on), max(ordered_on)) AS t_x,
           date_diff('day', min(ordered_on), $as_of) AS age,
           CAST(sum(CASE WHEN previous_on >= $start THEN net ELSE 0 END) AS BIGINT) AS repeat_spend
    FROM purchase_days
    WHERE lines > 0 AND ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY customer_id
    """,
    "One row per customer with a purchase by the as-of day: repeat purchase days, days from the first to the last, "
    "days from the first to the as-of day, net value of the repeat days.",
)

# The first day's value rides behind its date in one number, since the smallest date alone does not say which it was.
_DATED = (
    "CAST(date_diff('day', DATE '1970-01-01', {day}) AS DECIMAL(18, 0)) * CAST(1000000000000000000 AS DECIMAL(19, 0))"
)

BTYD_OF_LINES = Step(
    "btyd",
    f"""
    SELECT customer_id,
           count(*) - 1 AS x,
           date_diff('day', min(ordered_on), max(ordered_on)) AS t_x,
           date_diff('day', min(ordered_on), $as_of) AS age,
           CAST(sum(net) - (min(dated) - {_DATED.format(day="min(ordered_on)")}) AS BIGINT) AS repeat_spend
    FROM (
        SELECT customer_id, ordered_on, CAST(sum(amount) AS BIGINT) AS net,
               {_DATED.format(day="ordered_on")} + CAST(sum(amount) AS BIGINT) AS dated
        FROM orders
        WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY customer_id, ordered_on
        HAVING max(CASE WHEN amount >= 0 AND NOT COALESCE(is_return, FALSE) THEN 1 ELSE 0 END) = 1
    ) AS days
    GROUP BY customer_id
    """,
    BTYD.why,
)

STEPS = (BTYD, BTYD_OF_LINES)


def btyd_summary(engine: Engine, window: Window, unit: TimeUnit) -> BtydSummary:
    """x, t_x, T and mean repeat spend of each customer with a purchase in the window, sorted by id.

    engine    holds the compact tables (see ``prepare``).
    window    both ends included; T runs to ``window.as_of``.
    unit      days, or weeks of exactly 7 days: a week is days / 7 and never rounded, because a time that is rounded
              up shifts the estimates by many standard errors.

    Returns   x >= 0; 0 <= t_x <= T; ``spend`` is the mean net value of the x repeat purchase days in currency units
              (what came back on the same day is taken off), NaN where x is 0 or the mean is not above zero.
    """
    return _summary(engine, BTYD, window, unit)


def btyd_of_lines(engine: Engine, window: Window, unit: TimeUnit) -> BtydSummary:
    """The same straight from the accepted order lines: less work where nothing but the summary is wanted.

    engine    holds ``orders``; no compact table is needed.
    """
    return _summary(engine, BTYD_OF_LINES, window, unit)


def _summary(engine: Engine, step: Step, window: Window, unit: TimeUnit) -> BtydSummary:
    engine.run(step, **days_of(window))
    found = engine.collect(f"SELECT * FROM {step.name}", order_by=["customer_id"])
    engine.drop(step.name)
    x = found["x"].astype(np.float64)
    total = found["repeat_spend"].astype(np.float64) / MONEY_SCALE
    spend = np.full(len(x), np.nan)
    paying = (x > 0) & (total > 0)
    spend[paying] = total[paying] / x[paying]
    return BtydSummary(
        ids=found["customer_id"],
        x=x,
        t_x=found["t_x"].astype(np.float64) / unit.days,
        T=found["age"].astype(np.float64) / unit.days,
        spend=spend,
        window=window,
        unit=unit,
    )
