"""How did each customer go on after her first order? Months with their spend, what came first, orders by day."""

from datetime import date, timedelta

import numpy as np

from coterie.engine import Engine, Step
from coterie.features.columns import days_of
from coterie.terms import MONEY_SCALE, Dataset, Window
from coterie.terms.cohorts import Arrivals, Journeys

CUSTOMER_MONTHS = Step(
    "customer_months",
    """
    SELECT customer_id, month, CAST(sum(net) AS BIGINT) AS net, max(bought) AS bought
    FROM (
        SELECT customer_id, EXTRACT(YEAR FROM ordered_on) * 12 + EXTRACT(MONTH FROM ordered_on) - 1 AS month,
               net, CASE WHEN lines > 0 THEN 1 ELSE 0 END AS bought
        FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
    ) AS days
    GROUP BY customer_id, month
    """,
    "One row per customer and calendar month with any line: net value, and whether something was bought.",
)

FIRST_DAYS = Step(
    "first_days",
    """
    SELECT customer_id, min(ordered_on) AS first_on
    FROM purchase_days WHERE lines > 0 AND ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY customer_id
    """,
    "One row per customer: her first purchase day.",
)


def _first(name: str, label: str, table: str) -> Step:
    """What she spent most on, on her first purchase day."""
    text = f"""
    SELECT customer_id, label FROM (
        SELECT o.customer_id, o.{label} AS label,
               row_number() OVER (PARTITION BY o.customer_id ORDER BY o.gross DESC, o.{label}) AS place
        FROM {table} AS o JOIN first_days AS f ON f.customer_id = o.customer_id AND f.first_on = o.ordered_on
    ) AS ranked WHERE place = 1
    """
    why = f"One row per customer: the {label} she spent most on, on her first purchase day; equal ones by name."
    return Step(name, text, why)


FIRST_PRODUCTS = _first("first_products", "product", "first_articles")
FIRST_CATEGORIES = _first("first_categories", "category", "category_days")
FIRST_CHANNELS = _first("first_channels", "channel", "channel_days")

FIRST_DISCOUNTS = Step(
    "first_discounts",
    """
    SELECT o.customer_id, CASE WHEN o.discounted > 0 THEN 'with a discount' ELSE 'at full price' END AS label
    FROM purchase_days AS o JOIN first_days AS f ON f.customer_id = o.customer_id AND f.first_on = o.ordered_on
    """,
    "One row per customer: whether anything was bought with a discount on her first purchase day.",
)

ARRIVALS = Step(
    "arrivals",
    """
    SELECT p.ordered_on,
           CAST(sum(CASE WHEN p.ordered_on = f.first_on THEN 1 ELSE 0 END) AS BIGINT) AS joined,
           CAST(sum(CASE WHEN p.ordered_on > f.first_on THEN 1 ELSE 0 END) AS BIGINT) AS again
    FROM purchase_days AS p JOIN first_days AS f ON f.customer_id = p.customer_id
    WHERE p.lines > 0 AND p.ordered_on >= $start AND p.ordered_on <= $as_of
    GROUP BY p.ordered_on
    """,
    "One row per day: customers who came for the first time, and purchase days of those who had come before.",
)

STEPS = (
    CUSTOMER_MONTHS, FIRST_DAYS, FIRST_PRODUCTS, FIRST_CATEGORIES, FIRST_CHANNELS, FIRST_DISCOUNTS, ARRIVALS,
)  # fmt: skip


def journeys(engine: Engine, dataset: Dataset, window: Window) -> Journeys:
    """The months of every customer with a purchase in the window, and what her first purchase day was about.

    engine     holds the compact tables (see ``prepare``).
    dataset    says which of product, category, channel and discount are mapped.
    """
    engine.run(CUSTOMER_MONTHS, **days_of(window))
    found = engine.collect(f"SELECT * FROM {CUSTOMER_MONTHS.name}", order_by=["customer_id", "month"])
    engine.drop(CUSTOMER_MONTHS.name)
    month, bought = found["month"].astype(np.int64), found["bought"].astype(np.int64) > 0
    ids, who = _positions(found["customer_id"])
    never = np.iinfo(np.int64).max
    first = np.full(len(ids), never)
    np.minimum.at(first, who[bought], month[bought])
    kept, place = first < never, np.cumsum(first < never) - 1  # without those who only brought things back
    rows = kept[who] & (month >= first[who])
    after = window.as_of + timedelta(days=1)
    return Journeys(
        ids=ids[kept],
        first=first[kept],
        who=place[who[rows]],
        month=month[rows],
        spend=found["net"][rows].astype(np.float64) / MONEY_SCALE,
        bought=bought[rows],
        last=after.year * 12 + after.month - 2,
        window=window,
        firsts=_firsts(engine, dataset, window, ids[kept]),
    )


def arrivals(engine: Engine, window: Window, until: date) -> Arrivals:
    """First and repeat purchase days, by day, of the customers who had come by ``until``.

    window    all days; ``until`` is one of them.
    """
    engine.run(FIRST_DAYS, start=window.start, as_of=until)
    engine.run(ARRIVALS, **days_of(window))
    found = engine.collect(f"SELECT * FROM {ARRIVALS.name}", order_by=["ordered_on"])
    engine.drop(ARRIVALS.name)
    engine.drop(FIRST_DAYS.name)
    at = (found["ordered_on"].astype("datetime64[D]") - np.datetime64(window.start)).astype(np.int64)
    joined, again = np.zeros(window.days, dtype=np.int64), np.zeros(window.days, dtype=np.int64)
    joined[at], again[at] = found["joined"], found["again"]
    return Arrivals(window.start, joined, again, until)


def purchase_days_of(
    engine: Engine, customer: str, window: Window
) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """The days in the window on which one customer bought, ascending."""
    sql = """SELECT ordered_on FROM purchase_days
             WHERE customer_id = $customer AND lines > 0 AND ordered_on >= $start AND ordered_on <= $as_of"""
    found = engine.collect(sql, order_by=["ordered_on"], customer=customer, **days_of(window))
    return np.asarray(found["ordered_on"]).astype("datetime64[D]")


def _firsts(
    engine: Engine, dataset: Dataset, window: Window, ids: "np.ndarray[tuple[int], np.dtype[np.object_]]"
) -> "dict[str, np.ndarray[tuple[int], np.dtype[np.object_]]]":
    """The label of each customer by what is mapped and has more than one value."""
    has = {
        "product": (FIRST_PRODUCTS, engine.has("first_articles")),
        "category": (FIRST_CATEGORIES, engine.has("category_days")),
        "channel": (FIRST_CHANNELS, engine.has("channel_days")),
        "discount": (FIRST_DISCOUNTS, _has(dataset, "discount")),
    }
    engine.run(FIRST_DAYS, **days_of(window))
    out = {}
    for by, (step, mapped) in has.items():
        if not mapped:
            continue
        engine.run(step)
        found = engine.collect(f"SELECT * FROM {step.name}", order_by=["customer_id"])
        engine.drop(step.name)
        labels = dict(zip(found["customer_id"].tolist(), found["label"].tolist(), strict=True))
        if len(set(labels.values())) > 1:
            out[by] = np.array([labels.get(i) or "" for i in ids.tolist()], dtype=object)
    engine.drop(FIRST_DAYS.name)
    return out


def _has(dataset: Dataset, column: str) -> bool:
    return dataset.has_column("orders", column)


def _positions(
    ids: "np.ndarray[tuple[int], np.dtype[np.object_]]",
) -> "tuple[np.ndarray[tuple[int], np.dtype[np.object_]], np.ndarray[tuple[int], np.dtype[np.int64]]]":
    """The different ids of a sorted column, and the position of each row in them."""
    if not len(ids):
        return ids, np.zeros(0, dtype=np.int64)
    begins = np.append(True, ids[1:] != ids[:-1])
    return ids[begins], np.cumsum(begins) - 1
