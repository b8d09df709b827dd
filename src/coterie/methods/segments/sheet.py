"""What do the methods read of a customer table? Ids, forming traits, recency-frequency-monetary, and value."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.methods.forms import matrix
from coterie.terms import CustomerTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RFM = ("recency_days", "orders", "revenue")
NUMBERS = ("numeric", "ordered", "flag")


@dataclass(frozen=True)
class Sheet:
    """Arrays of one length, rows as in the table (ids ascending).

    x         forming traits, shape (customers, traits), NaN for missing.
    rfm       recency, orders, revenue; None where the table has no orders.
    value     the trait that orders groups by worth; None where nothing measures value. ``worth`` is its name.
    """

    ids: "NDArray[np.object_]"
    forming: tuple[str, ...]
    x: "Floats"
    rfm: "Floats | None"
    value: "Floats | None"
    worth: str = ""

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, keep: "NDArray[np.int64]") -> "Sheet":
        """Those rows."""
        rfm = None if self.rfm is None else self.rfm[keep]
        value = None if self.value is None else self.value[keep]
        return Sheet(self.ids[keep], self.forming, self.x[keep], rfm, value, self.worth)

    def sample(self, most: int, seed: int) -> "NDArray[np.int64]":
        """Positions of at most that many customers, drawn by the hash of their ids, ascending."""
        if len(self) <= most:
            return np.arange(len(self))
        rank = hash_rank(self.ids, seed, "sample")
        return np.sort(np.argsort(rank, kind="stable")[:most])


def forming_of(table: CustomerTable) -> tuple[str, ...]:
    """Forming traits that are numbers, ordered levels or flags, in order."""
    return tuple(t.name for t in table.traits if t.forming and t.kind in NUMBERS and t.name in table.columns)


def value_of(table: CustomerTable) -> str:
    """The trait that measures worth: revenue, else the first numeric value trait, else ""."""
    if "revenue" in table.columns:
        return "revenue"
    return next((t.name for t in table.traits if t.group == "value" and t.kind == "numeric"), "")


def sheet_of(table: CustomerTable, forming: tuple[str, ...], value: str) -> Sheet:
    """The sheet of a table."""
    rfm = matrix(table, RFM) if all(name in table.columns for name in RFM) else None
    values = matrix(table, (value,))[:, 0] if value else None
    return Sheet(np.asarray(table.ids, dtype=object), forming, matrix(table, forming), rfm, values, value)
