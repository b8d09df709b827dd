"""What is a usual order, when is it placed, what comes back? Size, value, hours, returns and discounts."""

from coterie.engine import Engine, Step
from coterie.features.columns import Block, days_of, read
from coterie.terms import Dataset, Trait, Window
from coterie.terms.mapping import Group

# Days are counted from a Monday, so that 5 and 6 are Saturday and Sunday in every dialect.
BASKETS = Step(
    "baskets",
    """
    SELECT customer_id,
           CAST(floor(CAST(sum(net) AS DOUBLE) / sum(orders) + 0.5e0) AS BIGINT) AS average_order_value,
           CAST(sum(lines) AS DOUBLE) / sum(orders) AS basket_lines,
           CAST(sum(products) AS DOUBLE) / sum(orders) AS basket_products,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN lines > 0 THEN CAST(units AS DOUBLE) END)
               AS basket_units,
           CASE WHEN sum(gross) > 0 AND sum(net) < 0 THEN 1.0e0
                WHEN sum(gross) > 0 THEN CAST(sum(gross) - sum(net) AS DOUBLE) / sum(gross) END AS return_share,
           CASE WHEN sum(gross) > 0 THEN CAST(sum(discounted) AS DOUBLE) / sum(gross) END AS discount_share,
           CAST(sum(CASE WHEN date_diff('day', DATE '1900-01-01', ordered_on) % 7 >= 5 THEN orders ELSE 0 END)
               AS DOUBLE) / sum(orders) AS weekend_share,
           CAST(sum(CASE WHEN hour >= 5 AND hour < 12 THEN orders ELSE 0 END) AS DOUBLE) / sum(orders)
               AS morning_share,
           CAST(sum(CASE WHEN hour >= 12 AND hour < 17 THEN orders ELSE 0 END) AS DOUBLE) / sum(orders)
               AS afternoon_share,
           CAST(sum(CASE WHEN hour >= 17 OR hour < 5 THEN orders ELSE 0 END) AS DOUBLE) / sum(orders)
               AS evening_share
    FROM order_days
    WHERE ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY customer_id
    HAVING sum(orders) > 0
    """,
    "One row per customer: value, lines, products and pieces of an order, shares of orders by weekend and time of "
    "day, share of the value bought that was returned, share bought on discount.",
)

TIMED = "SELECT count(*), COALESCE(sum(timed), 0) FROM order_days WHERE ordered_on >= $start AND ordered_on <= $as_of"

STEPS = (BASKETS,)

_TIED = ("revenue", "orders")


def _number(name: str, label: str, unit: str, meaning: str, derived: tuple[str, ...] = ()) -> Trait:
    group: Group = "value" if unit == "currency" else "behavioural"
    return Trait(name, label, group, "numeric", unit, meaning, "orders", derived=derived)


VALUE = _number(
    "average_order_value",
    "Average order value",
    "currency",
    "Revenue, returns taken off, over the number of orders; rounded to 1/10,000 of the currency.",
    _TIED,
)
LINES = _number("basket_lines", "Lines an order", "lines", "Mean number of lines bought in an order.", _TIED)
PRODUCTS = _number(
    "basket_products", "Different products an order", "products", "Mean number of different products an order.", _TIED
)
UNITS = _number(
    "basket_units",
    "Pieces in a usual order",
    "pieces",
    "Median number of pieces bought in an order; the median, because goods sold by weight or volume distort a mean.",
    _TIED,
)
RETURNS = _number(
    "return_share",
    "Share of purchases returned",
    "share",
    "Value of returned goods over the value bought; 1 also where more came back than was bought in these days.",
    ("revenue",),
)
DISCOUNTS = _number(
    "discount_share",
    "Share bought on discount",
    "share",
    "Value of the lines with a discount over the value of all lines bought.",
)
WEEKEND = _number(
    "weekend_share", "Orders at the weekend", "share", "Share of the orders placed on a Saturday or Sunday."
)
HOURS = (
    _number("morning_share", "Orders in the morning", "share", "Share of the orders placed from 5:00 to 11:59."),
    _number("afternoon_share", "Orders in the afternoon", "share", "Share of the orders placed from 12:00 to 16:59."),
    _number(
        "evening_share", "Orders in the evening or at night", "share", "Share of the orders placed from 17:00 to 4:59."
    ),
)


def baskets(engine: Engine, dataset: Dataset, window: Window) -> Block:
    """Traits of the orders of each customer with an order in the window, sorted by id.

    Hours are left out where fewer than half of the orders carry a time of day: midnight then means "not known".
    """
    everything = (VALUE, LINES, PRODUCTS, UNITS, RETURNS, DISCOUNTS, WEEKEND, *HOURS)
    block = read(engine, BASKETS, everything, window)
    unwanted = _unmapped(dataset)
    orders, timed = engine.one(TIMED, **days_of(window))
    if 2 * timed < orders:
        unwanted |= {t.name for t in HOURS}
    wanted = [t for t in block.traits if t.name not in unwanted]
    return Block({t.name: block.columns[t.name] for t in wanted}, tuple(wanted))


def _unmapped(dataset: Dataset) -> set[str]:
    def has(*names: str) -> bool:
        return any(dataset.has_column("orders", name) for name in names)

    needs = {
        UNITS.name: has("quantity"),
        PRODUCTS.name: has("product_id", "product"),
        DISCOUNTS.name: has("discount"),
    }
    return {name for name, there in needs.items() if not there}
