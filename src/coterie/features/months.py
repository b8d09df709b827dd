"""How did the shop go, month by month? Orders, net value, who bought, who came; and the days of every customer."""

from datetime import date, timedelta

import numpy as np

from coterie.engine import Columns, Engine, Step
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

VISIT_MONTHS = Step(
    "visit_months",
    """
    SELECT month, CAST(sum(visits) AS BIGINT) AS visits
    FROM (
        SELECT EXTRACT(YEAR FROM occurred_on) * 12 + EXTRACT(MONTH FROM occurred_on) - 1 AS month, visits
        FROM visit_days WHERE occurred_on >= $start AND occurred_on <= $as_of
    ) AS days
    GROUP BY month
    """,
    "One row per calendar month: visits to the site or app begun in it.",
)

STEPS = (SHOP_MONTHS, CUSTOMER_DAYS, VISIT_MONTHS)


def shop_months(engine: Engine, window: Window) -> ShopMonths:
    """Every calendar month of the window, those without an order included.

    engine    holds the compact tables (see ``prepare``); afterwards also the view ``customer_days``, which whoever
              writes the study reads.
    """
    engine.run(CUSTOMER_DAYS, **days_of(window))
    engine.run(FIRST_DAYS, **days_of(window))
    first, last = _span(window)
    found = _filled(engine, SHOP_MONTHS, window, ("orders", "net", "customers", "joined"))
    engine.drop(FIRST_DAYS.name)
    starts = tuple(date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1))
    return ShopMonths(
        months=starts,
        orders=found["orders"],
        revenue=found["net"].astype(np.float64) / MONEY_SCALE,
        customers=found["customers"],
        joined=found["joined"],
        whole=np.array([window.start <= each and _end(each) <= window.as_of for each in starts]),
        visits=_filled(engine, VISIT_MONTHS, window, ("visits",))["visits"] if engine.has("visit_days") else None,
    )


def customer_days_of(engine: Engine, customer: str) -> Columns:
    """The days in order on which one customer bought or brought something back.

    engine    after :func:`shop_months`.
    """
    sql = """SELECT ordered_on, orders, lines, returned_lines, revenue, bought FROM customer_days
             WHERE customer_id = $customer"""
    return engine.collect(sql, order_by=["ordered_on"], customer=customer)


def _filled(
    engine: Engine, step: Step, window: Window, names: tuple[str, ...]
) -> "dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]":
    """The columns of a step by month, 0 in a month that it lacks."""
    engine.run(step, **days_of(window))
    found = engine.collect(f"SELECT * FROM {step.name}", order_by=["month"])
    engine.drop(step.name)
    first, last = _span(window)
    out = {}
    for name in names:
        out[name] = np.zeros(last - first + 1, dtype=np.int64)
        out[name][found["month"].astype(np.int64) - first] = found[name].astype(np.int64)
    return out


def _span(window: Window) -> tuple[int, int]:
    """The first and the last month of the window, counted from year 0."""
    first, last = (day.year * 12 + day.month - 1 for day in (window.start, window.as_of))
    return first, last


def _end(start: date) -> date:
    """The last day of the month that begins on a day."""
    return (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
