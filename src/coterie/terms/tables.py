"""Which tables do we know, and what are their columns called?

A *kind* of source has canonical columns. Money columns are integers of 1/10,000 of the currency
(:data:`coterie.terms.MONEY_SCALE`), quantities are decimals with three places, days are dates, moments are timestamps
without a zone (as written in the source).
"""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["id", "text", "money", "quantity", "moment", "number", "flag"]


@dataclass(frozen=True)
class Column:
    """A canonical column: its type, what it means in plain words, and whether a source must have it."""

    name: str
    type: ColumnType
    asks: str  # the question a mapping page asks: "Who bought?"
    required: bool = False


@dataclass(frozen=True)
class TableSpec:
    """A kind of source: its canonical columns and what one row is."""

    kind: str
    row: str
    columns: tuple[Column, ...]
    open: bool = False  # further columns are kept as attributes

    def column(self, name: str) -> Column | None:
        """The canonical column of that name, or None."""
        return next((c for c in self.columns if c.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the canonical columns, in order."""
        return tuple(c.name for c in self.columns)


ORDERS = TableSpec(
    "orders",
    "one line of an order",
    (
        Column("customer_id", "id", "Who bought?", required=True),
        Column("order_id", "id", "Which order?"),
        Column("ordered_at", "moment", "When?", required=True),
        Column("quantity", "quantity", "How many?"),
        Column("unit_price", "money", "At what price each?"),
        Column("amount", "money", "How much for the line?"),
        Column("discount", "money", "How much was taken off?"),
        Column("product_id", "id", "Which article number?"),
        Column("product", "text", "Which product?"),
        Column("category", "text", "Which category?"),
        Column("channel", "text", "Through which channel?"),
        Column("currency", "text", "In which currency?"),
        Column("status", "text", "Paid, refunded, cancelled, a test?"),
        Column("cancelled_at", "moment", "Cancelled when?"),
        # Cells of the order as a whole, as shop exports write them on its first line. They settle the lines' amounts.
        Column("order_subtotal", "money", "What did the whole order come to, before shipping and tax?"),
        Column("order_discount", "money", "How much was taken off the whole order?"),
        Column("refunded", "money", "How much of the order was paid back?"),
        Column("payment", "text", "Paid by which method?"),
        Column("tags", "text", "Marked with which words?"),
    ),
)
CUSTOMERS = TableSpec(
    "customers", "one customer", (Column("customer_id", "id", "Which customer?", required=True),), open=True
)
EVENTS = TableSpec(
    "events",
    "one thing done on the site or in the app",
    (
        Column("customer_id", "id", "Who?", required=True),
        Column("session_id", "id", "In which visit?"),
        Column("event", "text", "What was done?"),
        Column("occurred_at", "moment", "When?", required=True),
        Column("page", "text", "On which page?"),
        Column("value", "money", "Worth how much?"),
    ),
)
RESPONSES = TableSpec(
    "responses",
    "one answer to one survey item",
    (
        Column("customer_id", "id", "Who answered?", required=True),
        Column("item", "text", "Which question?", required=True),
        Column("answer", "text", "Which answer?", required=True),
    ),
)
TEXTS = TableSpec(
    "texts",
    "one review, chat or ticket",
    (
        Column("customer_id", "id", "Who wrote?"),
        Column("product_id", "id", "About which article?"),
        Column("written_at", "moment", "When?"),
        Column("text", "text", "What was written?", required=True),
        Column("rating", "number", "How many stars?"),
        Column("channel", "text", "Where?"),
    ),
)
TOUCHES = TableSpec(
    "touches",
    "one contact of a campaign with its outcome",
    (
        Column("customer_id", "id", "Who was contacted?", required=True),
        Column("campaign_id", "id", "By which campaign?"),
        Column("arm", "text", "In which arm of the test?"),
        Column("channel", "text", "Through which channel?"),
        Column("sent_at", "moment", "When?"),
        Column("cost", "money", "At what cost?"),
        Column("opened", "flag", "Opened?"),
        Column("clicked", "flag", "Clicked?"),
        Column("converted", "flag", "Bought?"),
        Column("revenue", "money", "Bought for how much?"),
    ),
)
PRODUCTS = TableSpec(
    "products",
    "one product",
    (
        Column("product_id", "id", "Which article number?", required=True),
        Column("product", "text", "Called what?"),
        Column("category", "text", "In which category?"),
    ),
    open=True,
)

SPECS: dict[str, TableSpec] = {
    spec.kind: spec for spec in (CUSTOMERS, ORDERS, EVENTS, RESPONSES, TEXTS, TOUCHES, PRODUCTS)
}
