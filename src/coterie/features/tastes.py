"""What do they buy, how widely, and how dear? Shares of categories, their spread, price level within a category."""

from collections.abc import Sequence
from dataclasses import replace

from coterie.engine import Engine, Step
from coterie.features.columns import Block, days_of, joined, read
from coterie.features.naming import slug, spoken, unused
from coterie.terms import Dataset, Trait, Window

SHOWN = 12
OTHERS = "other categories"

CATEGORY_RANKS = Step(
    "category_ranks",
    """
    SELECT category, gross, row_number() OVER (ORDER BY gross DESC, category) AS place
    FROM (
        SELECT category, CAST(sum(gross) AS BIGINT) AS gross
        FROM category_days
        WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY category
    ) AS totals
    """,
    "One row per category, the one with the highest value bought first; equal values in order of the name.",
)

_SHARES = ",\n           ".join(
    f"CASE WHEN total > 0 THEN CAST(sum(CASE WHEN place = {place} THEN gross ELSE 0 END) AS DOUBLE) / total END "
    f"AS share_{place}"
    for place in range(1, SHOWN + 1)
)

TASTES = Step(
    "tastes",
    f"""
    SELECT customer_id,
           {_SHARES},
           CASE WHEN total > 0 THEN CAST(sum(CASE WHEN place > {SHOWN} THEN gross ELSE 0 END) AS DOUBLE) / total END
               AS share_other,
           CASE WHEN total > 0 THEN
               CAST(sum(CASE WHEN gross > 0 THEN CAST(floor(-1e9 * (CAST(gross AS DOUBLE) / total)
                   * ln(CAST(gross AS DOUBLE) / total) + 0.5e0) AS BIGINT) ELSE 0 END) AS DOUBLE) / 1e9
           END AS category_entropy,
           count(CASE WHEN gross > 0 THEN place END) AS categories
    FROM (
        SELECT b.customer_id, r.place, t.gross, sum(t.gross) OVER (PARTITION BY b.customer_id) AS total
        FROM (
            SELECT customer_id FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
            GROUP BY customer_id HAVING sum(orders) > 0
        ) AS b
        LEFT JOIN (
            SELECT customer_id, category, CAST(sum(gross) AS BIGINT) AS gross
            FROM category_days
            WHERE ordered_on >= $start AND ordered_on <= $as_of
            GROUP BY customer_id, category
        ) AS t ON t.customer_id = b.customer_id
        LEFT JOIN category_ranks AS r ON r.category = t.category
    ) AS bought
    GROUP BY customer_id, total
    """,
    "One row per customer: share of the value bought in each of the largest categories and in all others, the entropy "
    "of all shares (each term rounded to 1e-9, so that the sum is exact), number of categories.",
)

PRICES = Step(
    "category_prices",
    """
    SELECT category, CAST(floor(CAST(sum(gross) AS DOUBLE) / CAST(sum(units) AS DOUBLE) + 0.5e0) AS BIGINT) AS price
    FROM category_days
    WHERE units > 0 AND ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY category
    """,
    "One row per category: the mean price of a piece, in 1/10,000 of the currency.",
)

PRICE_LEVEL = Step(
    "price_level",
    """
    SELECT b.customer_id,
           CASE WHEN sum(d.units * p.price) > 0
                THEN CAST(sum(d.gross) AS DOUBLE) / CAST(sum(d.units * p.price) AS DOUBLE) END AS price_level
    FROM (
        SELECT customer_id FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY customer_id HAVING sum(orders) > 0
    ) AS b
    LEFT JOIN category_days AS d
        ON d.customer_id = b.customer_id AND d.units > 0 AND d.ordered_on >= $start AND d.ordered_on <= $as_of
    LEFT JOIN category_prices AS p ON p.category = d.category
    GROUP BY b.customer_id
    """,
    "One row per customer: what was paid over what the same pieces cost at the mean price of their categories.",
)

STEPS = (CATEGORY_RANKS, TASTES, PRICES, PRICE_LEVEL)

ENTROPY = Trait(
    "category_entropy",
    "Spread over categories",
    "behavioural",
    "numeric",
    "",
    "Entropy of the shares of all categories, -sum p ln p: 0 buys from one category only, higher is more varied.",
    "orders",
    derived=("orders",),
)
CATEGORIES = Trait(
    "categories",
    "Different categories",
    "behavioural",
    "numeric",
    "categories",
    "Number of categories from which something was bought.",
    "orders",
    derived=("orders", "revenue"),
)
LEVEL = Trait(
    "price_level",
    "Price level within categories",
    "behavioural",
    "numeric",
    "ratio",
    "Value bought over what the same pieces would cost at the mean price of their categories: 1.10 chooses articles "
    "10 % dearer than usual.",
    "orders",
)


def tastes(engine: Engine, dataset: Dataset, window: Window) -> Block:
    """Shares of the largest categories, their spread, and the price level, sorted by id; empty without categories.

    The twelve categories with the highest value in the window have a trait each, the rest are one trait together.
    """
    if not engine.has("category_days"):
        return Block({}, ())
    engine.run(CATEGORY_RANKS, **days_of(window))
    names = [row[0] for row in engine.rows("SELECT category FROM category_ranks ORDER BY place")]
    if not names:
        return Block({}, ())
    by_place = _shares(names)
    raw = read(engine, TASTES, [*by_place, ENTROPY, CATEGORIES], window)
    blocks = [_named(raw, names)]
    engine.drop(CATEGORY_RANKS.name)
    if dataset.has_column("orders", "quantity"):
        engine.run(PRICES, **days_of(window))
        blocks.append(read(engine, PRICE_LEVEL, [LEVEL], window))
        engine.drop(PRICES.name)
    return joined(blocks)


def _shares(names: Sequence[str]) -> list[Trait]:
    shown = [_share(f"share_{place}", name) for place, name in enumerate(names[:SHOWN], 1)]
    return [*shown, _share("share_other", OTHERS)] if len(names) > SHOWN else shown


def _share(name: str, category: str) -> Trait:
    what = "all categories that are not among the largest" if category == OTHERS else f"the category {category}"
    return Trait(
        name,
        f"Share spent on {spoken(category)}",
        "behavioural",
        "numeric",
        "share",
        f"Value bought in {what} over the value bought in all categories, before returns.",
        "orders",
    )


def _named(raw: Block, names: Sequence[str]) -> Block:
    """The same block with the places replaced by names made from the categories, unique and readable."""
    called: dict[str, str] = {}
    taken: set[str] = set()
    for place, name in enumerate(names[:SHOWN], 1):
        called[f"share_{place}"] = unused(f"category_share_{slug(name)}", taken)
    called["share_other"] = unused("category_share_other_categories", taken)
    columns = {called.get(name, name): values for name, values in raw.columns.items()}
    return Block(columns, tuple(replace(t, name=called.get(t.name, t.name)) for t in raw.traits))
