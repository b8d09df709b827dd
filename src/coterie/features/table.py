"""Who are the customers? All traits of everybody in one table, as of one day."""

from collections.abc import Sequence
from dataclasses import replace

from coterie.engine import Columns, Engine, ident
from coterie.features.attributes import attributes
from coterie.features.bands import with_bands
from coterie.features.baskets import baskets
from coterie.features.channels import channels
from coterie.features.columns import Block, joined
from coterie.features.given import with_given
from coterie.features.naming import unused
from coterie.features.rfm import buyers, rfm
from coterie.features.rhythm import rhythm
from coterie.features.stages import stages
from coterie.features.tastes import tastes
from coterie.features.ties import with_ties
from coterie.features.visits import days_seen, visits
from coterie.terms import CustomerTable, Dataset, Window

ATTRIBUTES_OF_BUYERS = """
SELECT b.customer_id AS {key}, c.* FROM (
    SELECT customer_id FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY customer_id HAVING sum(orders) > 0
) AS b LEFT JOIN customers AS c ON c.customer_id = b.customer_id
"""
_KEY = "the id of the customer"  # no attribute is called so: their names hold no blanks


def customer_table(
    engine: Engine, dataset: Dataset, window: Window | None, *, crowd_gap: float | None = None
) -> CustomerTable:
    """One row a customer with every trait that the data allow, sorted by id.

    engine     holds the accepted rows and the compact tables (see ``prepare``).
    dataset    says which columns are mapped and how attributes are ordered and banded.
    window     the days the traits are computed from; ``window.as_of`` is "today". None where there are no orders: then
               the customers table alone makes the traits (and events, as of their last day, where there are any).
    crowd_gap  days between orders of customers at large, for the stage of who ordered once; None: of these customers.

    Returns    with orders: a row for each customer with an order in the window, attributes and visits joined to them
               (missing where unknown). Recency, orders and revenue form segments. Without orders: a row for each
               customer of the customers table; behavioural and value attributes form, and numbers under names that
               nobody knows.
    """
    with_orders = window is not None and dataset.has("orders")
    seen = window if with_orders else days_seen(engine)
    found: Columns
    blocks: list[Block] = []
    if with_orders and window is not None:
        found = buyers(engine, window)
        blocks = [
            rfm(engine, window),
            rhythm(engine, window),
            baskets(engine, dataset, window),
            tastes(engine, dataset, window),
            channels(engine, window),
        ]
        so_far = joined(blocks)
        before = CustomerTable(found["customer_id"], so_far.columns, so_far.traits)
        blocks.append(stages(engine, window, before, crowd_gap))
    else:
        found = engine.collect("SELECT customer_id FROM customers", order_by=["customer_id"])
    if seen is not None:
        blocks.append(visits(engine, dataset, seen, buyers=with_orders))
    if dataset.has("customers"):
        blocks.append(_clear_of(blocks, _attributes(engine, dataset, window if with_orders else None)))
    block = joined(blocks)
    table = CustomerTable(found["customer_id"], block.columns, block.traits, window)
    return with_ties(with_given(with_bands(table, dataset.mapping.bands)))


def _attributes(engine: Engine, dataset: Dataset, window: Window | None) -> Block:
    if window is None:
        found = engine.collect("SELECT * FROM customers", order_by=["customer_id"])
    else:
        sql = ATTRIBUTES_OF_BUYERS.format(key=ident(_KEY))
        found = engine.collect(sql, order_by=[_KEY], start=window.start, as_of=window.as_of)
        found.pop(_KEY)
    found.pop("customer_id")
    source = dataset.mapping.sources.get("customers")
    names = {name: original for original, name in source.attributes} if source else {}
    return attributes(
        found,
        sources=names,
        ordered=dataset.mapping.ordered,
        as_of=window.as_of if window else None,
        forming=window is None,
        groups=dataset.mapping.traits,
    )


def _clear_of(blocks: Sequence[Block], block: Block) -> Block:
    """The same block with every name changed that a trait of the orders or events already has."""
    taken = {name for other in blocks for name in other.columns}
    called = {name: unused(f"customer_{name}" if name in taken else name, taken) for name in block.columns}
    traits = tuple(
        replace(t, name=called[t.name], derived=tuple(called.get(d, d) for d in t.derived)) for t in block.traits
    )
    return Block({called[name]: values for name, values in block.columns.items()}, traits)
