"""How many, how much, how long? The plain counts of a study, each with its window and definition."""

import numpy as np

from coterie.engine import Engine
from coterie.features.columns import days_of
from coterie.measure.intervals import median_interval, share_interval
from coterie.terms import CustomerTable, Dataset, Estimate, Statistic, Timeline, Window, as_money

TOTALS = """
SELECT count(DISTINCT customer_id), COALESCE(sum(orders), 0), COALESCE(sum(all_lines), 0), COALESCE(sum(net), 0),
       COALESCE(sum(gross), 0)
FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
"""
REPEATERS = """
SELECT COALESCE(sum(CASE WHEN days >= 2 THEN 1 ELSE 0 END), 0),
       COALESCE(sum(CASE WHEN days = 0 THEN 1 ELSE 0 END), 0),
       COALESCE(sum(CASE WHEN days = 0 THEN net ELSE 0 END), 0)
FROM (
    SELECT customer_id, sum(CASE WHEN lines > 0 THEN 1 ELSE 0 END) AS days, sum(net) AS net
    FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of GROUP BY customer_id
) AS each
"""


def evidence(engine: Engine, dataset: Dataset, table: CustomerTable, timeline: Timeline | None) -> list[Statistic]:
    """Statistics of everyone together, over the window of the table.

    Returns    customers, orders, lines, revenue (net), gross_revenue, returns_value, days, repeat_share (with Wilson's
               interval), median_recency_days, returns_only_customers with returns_only_value where there are any,
               customers_without_order of the customers table, and coverage:<attribute> for each of its columns.
    """
    window = str(table.window) if table.window else ""
    customers = Statistic(
        "customers", "everyone", len(table), n=len(table), unit="customers", window=window, definition=_WHO
    )
    made = [customers]
    if dataset.has("customers"):
        made += _coverage(table, window)
    if timeline is not None and table.window is not None and dataset.has("orders"):
        made += _of_orders(engine, table, table.window)
        if dataset.has("customers"):
            made.append(_without_order(engine, table.window))
    return made


_WHO = "Customers in the customer table: with orders, those with at least one order in the window."


def _of_orders(engine: Engine, table: CustomerTable, days: Window) -> list[Statistic]:
    window = str(days)
    everybody, orders, lines, net, gross = (int(v) for v in engine.one(TOTALS, **days_of(days)))
    repeaters, returners, returned = (int(v) for v in engine.one(REPEATERS, **days_of(days)))
    buyers = everybody - returners

    def plain(metric: str, value: float, n: int, unit: str, definition: str) -> Statistic:
        return Statistic(metric, "everyone", value, n=n, unit=unit, window=window, definition=definition)

    made = [
        plain("orders", orders, orders, "orders", "Different orders with at least one line that is no return."),
        plain("lines", lines, lines, "rows", "Accepted order lines, returns included."),
        plain("revenue", as_money(net), lines, "currency", "Value of all accepted lines, returns taken off."),
        plain("gross_revenue", as_money(gross), lines, "currency", "Value of the lines that are no returns."),
        plain("returns_value", as_money(gross - net), lines, "currency", "Value of the returned lines."),
        plain("days", days.days, orders, "days", "Days in the window, both ends included."),
        Statistic.of(
            "repeat_share",
            "everyone",
            share_interval(repeaters, buyers),
            buyers,
            unit="share",
            window=window,
            definition="Share of customers who bought on two or more different days.",
        ),
    ]
    if "recency_days" in table.columns:
        made.append(_recency(table, window))
    if returners:
        text = "Customers whose lines in the window are all returns; they are in no segment."
        made.append(plain("returns_only_customers", returners, everybody, "customers", text))
        made.append(plain("returns_only_value", as_money(returned), returners, "currency", "Value of their lines."))
    return made


def _recency(table: CustomerTable, window: str) -> Statistic:
    return Statistic.of(
        "median_recency_days",
        "everyone",
        median_interval(table.columns["recency_days"]),
        len(table),
        unit="days",
        window=window,
        definition="Median over customers of the days from their last purchase to the as-of day.",
    )


def _coverage(table: CustomerTable, window: str) -> list[Statistic]:
    own = [t for t in table.traits if t.source.startswith("customers.") and not t.edges]
    return [
        Statistic.of(
            f"coverage:{t.name}",
            "everyone",
            Estimate(_known(table, t.name) / len(table) if len(table) else 0.0),
            len(table),
            unit="share",
            window=window,
            definition=f"Share of customers whose {t.label} is known.",
        )
        for t in own
    ]


def _known(table: CustomerTable, name: str) -> int:
    values = table.columns[name]
    if values.dtype == object:
        return sum(v is not None for v in values)
    return int((~(np.isnat(values) if values.dtype.kind == "M" else np.isnan(values))).sum())


def _without_order(engine: Engine, days: Window) -> Statistic:
    sql = """SELECT count(*) FROM customers AS c WHERE NOT EXISTS (
                 SELECT 1 FROM purchase_days AS p
                 WHERE p.customer_id = c.customer_id AND p.orders > 0
                 AND p.ordered_on >= $start AND p.ordered_on <= $as_of)"""
    missing = int(engine.one(sql, **days_of(days))[0])
    return Statistic(
        "customers_without_order",
        "everyone",
        missing,
        n=engine.count("customers"),
        unit="customers",
        window=str(days),
        definition="Customers of the customers table without an order in the window; they are in no segment.",
    )
