"""How long ago, how often, how much? Marketing's recency, frequency and monetary value of each customer.

Recency is counted from the as-of day back to the last day with a purchase line, frequency in orders (not lines, not
days), monetary value net of returns (Hughes 1994, "Strategic Database Marketing"). The inputs of buy-till-you-die
models share the words but not the definitions: see :mod:`coterie.features.btyd`.
"""

from coterie.engine import Columns, Engine, Step
from coterie.features.columns import Block, days_of, read
from coterie.terms import Trait, Window

RFM = Step(
    "rfm",
    """
    SELECT customer_id,
           date_diff('day', max(CASE WHEN lines > 0 THEN ordered_on END), $as_of) AS recency_days,
           CAST(sum(orders) AS BIGINT) AS orders,
           CAST(sum(net) AS BIGINT) AS revenue
    FROM purchase_days
    WHERE ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY customer_id
    HAVING sum(orders) > 0
    """,
    "One row per customer with an order by the as-of day: days since the last day with a purchase, orders, net value "
    "of all lines including returns.",
)

STEPS = (RFM,)

TRAITS = (
    Trait(
        "recency_days",
        "Days since the last order",
        "behavioural",
        "numeric",
        "days",
        "Days from the last day on which something was bought to the as-of day; 0 means bought on the as-of day.",
        "orders",
        forming=True,
    ),
    Trait(
        "orders",
        "Orders",
        "behavioural",
        "numeric",
        "orders",
        "Number of different orders with at least one line that is no return.",
        "orders",
        forming=True,
    ),
    Trait(
        "revenue",
        "Revenue",
        "value",
        "numeric",
        "currency",
        "Value of everything bought less everything returned; below zero where more came back than was bought.",
        "orders",
        forming=True,
    ),
)


def rfm(engine: Engine, window: Window) -> Block:
    """Recency, orders and revenue of each customer with an order in the window, sorted by id.

    engine    holds the compact tables (see ``prepare``).
    window    both ends included; lines after ``as_of`` have no part in it.

    Returns   recency_days >= 0, orders >= 1, revenue in currency units (of any sign). A customer who only returned
              goods is absent, not zero.
    """
    return read(engine, RFM, TRAITS, window)


def buyers(engine: Engine, window: Window) -> Columns:
    """The ids of the customers with an order in the window, ascending, under ``customer_id``."""
    sql = """SELECT customer_id FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
             GROUP BY customer_id HAVING sum(orders) > 0"""
    return engine.collect(sql, order_by=["customer_id"], **days_of(window))
