"""Which few tables carry everything that traits are made of? One pass over the lines, then no more.

A line is a *purchase line* when it is no return and its amount is not negative; all other lines are return lines. An
*order* is a distinct order id of a customer with at least one purchase line; it counts on the first day on which it
has one. A *purchase day* is a day with at least one purchase line. Returns lower net value and make neither.
"""

from dataclasses import replace

from coterie.engine import Engine, Step
from coterie.terms import Dataset

_PRODUCTS = "count(DISTINCT CASE WHEN bought THEN COALESCE(product_id, product) END)"
_SUMS = f"""CAST(sum(CASE WHEN bought THEN 1 ELSE 0 END) AS BIGINT) AS lines,
               count(*) AS all_lines,
               CAST(sum(amount) AS BIGINT) AS net,
               CAST(sum(CASE WHEN bought THEN amount ELSE 0 END) AS BIGINT) AS gross,
               CAST(sum(CASE WHEN bought AND discount <> 0 THEN amount ELSE 0 END) AS BIGINT) AS discounted,
               sum(CASE WHEN bought THEN quantity END) AS units,
               {_PRODUCTS} AS products,
               min(CASE WHEN bought THEN EXTRACT(HOUR FROM ordered_at) END) AS hour,
               max(CASE WHEN ordered_at > CAST(ordered_on AS TIMESTAMP) THEN 1 ELSE 0 END) AS timed"""
_SUMMED = "lines, all_lines, net, gross, discounted, units, products, hour, timed"
_LINES = """SELECT customer_id, order_id, ordered_on, ordered_at, amount, discount, quantity, product_id, product,
                   amount >= 0 AND NOT COALESCE(is_return, FALSE) AS bought
            FROM orders"""

WHOLE_ORDERS = Step(
    "whole_orders",
    f"""
    SELECT customer_id, order_id, min(ordered_on) AS first_on, max(ordered_on) AS last_on,
               {_SUMS}
    FROM ({_LINES}) AS each_line
    GROUP BY customer_id, order_id
    """,
    "One row per order: its first and last day, lines, pieces, distinct products and value.",
)

SPLIT_ORDERS = Step(
    "split_orders",
    f"""
    SELECT customer_id, order_id, ordered_on,
               {_SUMS}
    FROM (
        SELECT each_line.*
        FROM ({_LINES}) AS each_line JOIN whole_orders AS o
        ON o.customer_id = each_line.customer_id AND o.order_id = each_line.order_id
        WHERE o.first_on < o.last_on
    ) AS split_lines
    GROUP BY customer_id, order_id, ordered_on
    """,
    "One row per day of an order that runs over several days, which few do: the same counts of that day.",
)

ORDER_DAYS = Step(
    "order_days",
    f"""
    SELECT customer_id, order_id, first_on AS ordered_on, {_SUMMED},
           CASE WHEN lines > 0 THEN 1 ELSE 0 END AS orders
    FROM whole_orders
    WHERE first_on = last_on
    UNION ALL
    SELECT customer_id, order_id, ordered_on, {_SUMMED},
           CASE WHEN lines > 0 AND row_number() OVER (
               PARTITION BY customer_id, order_id ORDER BY CASE WHEN lines > 0 THEN 0 ELSE 1 END, ordered_on
           ) = 1 THEN 1 ELSE 0 END AS orders
    FROM split_orders
    """,
    "One row per order and day: its lines, pieces, distinct products and value; the order counts on its first day.",
    keep=False,
)

# Without order numbers all lines of a customer and day are one order, and nothing has to be split.
ORDER_DAYS_WITHOUT_IDS = replace(
    ORDER_DAYS,
    keep=True,
    sql=f"""
    SELECT summed.*,
           CASE WHEN lines > 0 THEN 1 ELSE 0 END AS orders
    FROM (
        SELECT customer_id, ordered_on,
               {_SUMS}
        FROM ({_LINES}) AS each_line
        GROUP BY customer_id, ordered_on
    ) AS summed
    """,
)


def order_days(ids: bool, named: bool) -> tuple[Step, ...]:
    """The steps of ``order_days`` for what the order lines carry.

    ids      order numbers.
    named    articles. Different ones cost more than all other counts of an order together: without names none is made.
    """
    steps = (WHOLE_ORDERS, SPLIT_ORDERS, ORDER_DAYS) if ids else (ORDER_DAYS_WITHOUT_IDS,)
    return steps if named else tuple(replace(step, sql=step.sql.replace(_PRODUCTS, "0")) for step in steps)


PURCHASE_DAYS = Step(
    "purchase_days",
    """
    SELECT days.*,
           CASE WHEN lines > 0 THEN max(CASE WHEN lines > 0 THEN ordered_on END) OVER (
               PARTITION BY customer_id ORDER BY ordered_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) END AS previous_on
    FROM (
        SELECT customer_id, ordered_on,
               CAST(sum(orders) AS BIGINT) AS orders,
               CAST(sum(lines) AS BIGINT) AS lines,
               CAST(sum(all_lines) AS BIGINT) AS all_lines,
               CAST(sum(net) AS BIGINT) AS net,
               CAST(sum(gross) AS BIGINT) AS gross,
               CAST(sum(discounted) AS BIGINT) AS discounted
        FROM order_days
        GROUP BY customer_id, ordered_on
    ) AS days
    """,
    "One row per customer and day with any line: orders begun, lines, net and gross value. It is a purchase day when "
    "it has a purchase line (lines > 0); then it also has the purchase day before it.",
)

FIRST_ARTICLES = Step(
    "first_articles",
    """
    SELECT o.customer_id, o.ordered_on, COALESCE(o.product, o.product_id) AS product,
           CAST(sum(o.amount) AS BIGINT) AS gross
    FROM orders AS o
    JOIN (
        SELECT customer_id, min(ordered_on) AS first_on FROM purchase_days WHERE lines > 0 GROUP BY customer_id
    ) AS f ON f.customer_id = o.customer_id AND f.first_on = o.ordered_on
    WHERE o.amount >= 0 AND NOT COALESCE(o.is_return, FALSE) AND COALESCE(o.product, o.product_id) IS NOT NULL
    GROUP BY o.customer_id, o.ordered_on, COALESCE(o.product, o.product_id)
    """,
    "One row per customer and article of her first purchase day: the value bought, before returns.",
)

PRODUCT_CATEGORIES = Step(
    "product_categories",
    "SELECT product_id, min(category) AS category FROM products WHERE category IS NOT NULL GROUP BY product_id",
    "The category of each article, from the products table.",
)

CATEGORY_DAYS = Step(
    "category_days",
    """
    SELECT customer_id, ordered_on, category,
           CAST(sum(amount) AS BIGINT) AS gross, sum(quantity) AS units
    FROM orders
    WHERE category IS NOT NULL AND amount >= 0 AND NOT COALESCE(is_return, FALSE)
    GROUP BY customer_id, ordered_on, category
    """,
    "One row per customer, day and category: the value and the pieces bought, before returns.",
)

CATEGORY_DAYS_JOINED = Step(
    "category_days",
    """
    SELECT o.customer_id, o.ordered_on, COALESCE(o.category, p.category) AS category,
           CAST(sum(o.amount) AS BIGINT) AS gross, sum(o.quantity) AS units
    FROM orders AS o LEFT JOIN product_categories AS p ON p.product_id = o.product_id
    WHERE COALESCE(o.category, p.category) IS NOT NULL AND o.amount >= 0 AND NOT COALESCE(o.is_return, FALSE)
    GROUP BY o.customer_id, o.ordered_on, COALESCE(o.category, p.category)
    """,
    "One row per customer, day and category: the value and the pieces bought, before returns. The category is the "
    "line's own, else that of its article in the products table.",
)

CHANNEL_DAYS = Step(
    "channel_days",
    """
    SELECT customer_id, ordered_on, channel, CAST(sum(amount) AS BIGINT) AS gross
    FROM orders
    WHERE channel IS NOT NULL AND amount >= 0 AND NOT COALESCE(is_return, FALSE)
    GROUP BY customer_id, ordered_on, channel
    """,
    "One row per customer, day and channel: the value bought, before returns.",
)

EVENT_VISITS = Step(
    "event_visits",
    """
    SELECT customer_id, CAST(occurred_at AS DATE) AS occurred_on, page,
           CASE WHEN before IS NULL THEN 1
                WHEN session_id IS NULL AND before <= occurred_at - INTERVAL '30' MINUTE THEN 1
                ELSE 0 END AS begins
    FROM (
        SELECT customer_id, session_id, occurred_at, page,
               lag(occurred_at) OVER (PARTITION BY customer_id, session_id ORDER BY occurred_at) AS before
        FROM events
    ) AS in_order
    """,
    "One row per event; it begins a visit when it is the first of its session id or, without session ids, when the "
    "event before it is 30 minutes old or older.",
)

VISIT_DAYS = Step(
    "visit_days",
    """
    SELECT customer_id, occurred_on, CAST(sum(begins) AS BIGINT) AS visits, count(*) AS events, count(page) AS pages
    FROM event_visits
    GROUP BY customer_id, occurred_on
    """,
    "One row per customer and day with events: visits begun, events, pages seen.",
)

STEPS = (
    WHOLE_ORDERS,
    SPLIT_ORDERS,
    ORDER_DAYS,
    ORDER_DAYS_WITHOUT_IDS,
    PURCHASE_DAYS,
    FIRST_ARTICLES,
    PRODUCT_CATEGORIES,
    CATEGORY_DAYS,
    CATEGORY_DAYS_JOINED,
    CHANNEL_DAYS,
    EVENT_VISITS,
    VISIT_DAYS,
)


def prepare(engine: Engine, dataset: Dataset) -> None:
    """Make the compact tables that all traits, slices and summaries are computed from.

    engine    holds the accepted rows under the name of their kind.
    dataset   says which columns are mapped; what is not mapped makes no table.

    The tables stand for all days of the data, so that the same pass serves every as-of day.
    """
    if dataset.has("orders"):
        named = dataset.has_column("orders", "product_id") or dataset.has_column("orders", "product")
        engine.run_all((*order_days(dataset.has_column("orders", "order_id"), named), PURCHASE_DAYS))
        if named:
            engine.run(FIRST_ARTICLES)
        if dataset.has_column("products", "category") and dataset.has_column("orders", "product_id"):
            engine.run_all((PRODUCT_CATEGORIES, CATEGORY_DAYS_JOINED))
        elif dataset.has_column("orders", "category"):
            engine.run(CATEGORY_DAYS)
        if dataset.has_column("orders", "channel"):
            engine.run(CHANNEL_DAYS)
    if dataset.has("events"):
        engine.run_all((EVENT_VISITS, VISIT_DAYS))
        engine.drop(EVENT_VISITS.name)
