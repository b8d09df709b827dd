"""How did the shop go, month by month? Orders, net value, who bought, who came; and the days of every customer."""

from datetime import date, timedelta

import numpy as np

from coterie.engine import Engine, Step
from coterie.features.columns import days_of
from coterie.features.journeys import FIRST_DAYS
from coterie.terms import MONEY_SCALE, Window
from coterie.terms.cohorts import ShopMonths

SHOP_MONTHS = Step(
    "shop_months",
    """
    SELECT month, CAST(sum(orders) AS BIGINT) AS orders, CAST(sum(net) AS BIGINT) AS net,
           count(DISTINCT buyer) AS customers, CAST(sum(came) AS BIGINT) AS joined
    FROM (
        SELECT EXTRACT(YEAR FROM p.ordered_on) * 12 + EXTRACT(MONTH FROM p.ordered_on) - 1 AS month,
               p.orders, p.net,
               CASE WHEN p.lines > 0 THEN p.customer_id END AS buyer,
               CASE WHEN p.ordered_on = f.first_on THEN 1 ELSE 0 END AS came
        FROM purchase_days AS p LEFT JOIN first_days AS f ON f.customer_id = p.customer_id
        WHERE p.ordered_on >= $start AND p.ordered_on <= $as_of
    ) AS days
    GROUP BY month
    """,
    "One row per calendar month: orders, net value, customers who bought, and those of them for the first time.",
)

CUSTOMER_DAYS = Step(
    "customer_days",
    f"""
    SELECT customer_id, ordered_on, orders, lines, all_lines - lines AS returned_lines,
           CAST(net AS DOUBLE) / {MONEY_SCALE}.0 AS revenue, CAST(gross AS DOUBLE) / {MONEY_SCALE}.0 AS bought
    FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
    """,
    "One row per customer and day with any line: orders begun, lines, value bought, and what is left after returns.",
    keep=False,
)

STEPS = (SHOP_MONTHS, CUSTOMER_DAYS)


def shop_months(engine: Engine, window: Window) -> ShopMonths:
    """Every calendar month of the window, those without an order included.

    engine    holds the compact tables (see ``prepare``); afterwards also the view ``customer_days``, which whoever
              writes the study reads.
    """
    engine.run(CUSTOMER_DAYS, **days_of(window))
    engine.run(FIRST_DAYS, **days_of(window))
    engine.run(SHOP_MONTHS, **days_of(window))
    found = engine.collect(f"SELECT * FROM {SHOP_MONTHS.name}", order_by=["month"])
    engine.drop(SHOP_MONTHS.name)
    engine.drop(FIRST_DAYS.name)
    first, last = (day.year * 12 + day.month - 1 for day in (window.start, window.as_of))
    months = np.arange(first, last + 1)
    at = found["month"].astype(np.int64) - first

    def filled(name: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        out = np.zeros(len(months), dtype=np.int64)
        out[at] = found[name].astype(np.int64)
        return out

    starts = tuple(date(int(month) // 12, int(month) % 12 + 1, 1) for month in months)
    return ShopMonths(
        months=starts,
        orders=filled("orders"),
        revenue=filled("net").astype(np.float64) / MONEY_SCALE,
        customers=filled("customers"),
        joined=filled("joined"),
        whole=np.array([window.start <= each and _end(each) <= window.as_of for each in starts]),
    )


def _end(start: date) -> date:
    """The last day of the month that begins on a day."""
    return (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
