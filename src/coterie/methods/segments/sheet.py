"""What do the methods read of a customer table? Ids, forming traits, recency-frequency-monetary, and value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.methods.forms import matrix
from coterie.terms import CustomerTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RFM = ("recency_days", "orders", "revenue")
MOST_WORDS = 20  # categories of more words are rather names
NUMBERS = ("numeric", "ordered", "flag")


@dataclass(frozen=True)
class Sheet:
    """Arrays of one length, rows as in the table (ids ascending).

    x         forming traits, shape (customers, traits), NaN for missing.
    rfm       recency, orders, revenue; None where the table has no orders.
    value     the trait that orders groups by worth; None where nothing measures value. ``worth`` is its name.
    codes     categories that may take part in methods for mixed traits, as codes; NaN for missing; ``levels`` are their
              names with the words of each, None and empty where there are none.
    """

    ids: "NDArray[np.object_]"
    forming: tuple[str, ...]
    x: "Floats"
    rfm: "Floats | None"
    value: "Floats | None"
    worth: str = ""
    codes: "Floats | None" = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, keep: "NDArray[np.int64]") -> "Sheet":
        """Those rows."""
        rfm = None if self.rfm is None else self.rfm[keep]
        value = None if self.value is None else self.value[keep]
        codes = None if self.codes is None else self.codes[keep]
        return Sheet(self.ids[keep], self.forming, self.x[keep], rfm, value, self.worth, codes, self.levels)

    @property
    def mixed(self) -> "Floats":
        """Forming traits and, behind them, the codes of categories."""
        return self.x if self.codes is None else np.column_stack([self.x, self.codes])

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


def categories_of(table: CustomerTable, earlier: Sequence[CustomerTable] = ()) -> dict[str, tuple[str, ...]]:
    """Categories that may form groups of mixed traits, with their words: behaviour and attitudes, never sensitive ones.

    earlier    tables of earlier days: a category that one of them lacks cannot be judged and does not take part.
    """
    found: dict[str, tuple[str, ...]] = {}
    forming = set(forming_of(table))
    for t in table.traits:
        kinds = t.kind in ("categorical", "flag") or (t.kind == "ordered" and t.group == "attitudinal")
        if not kinds or t.sensitive or t.given or t.group == "demographic" or (t.forming and t.kind in NUMBERS):
            continue
        if forming & set(t.derived):  # it says again what forms already
            continue
        words = ("no", "yes") if t.kind == "flag" else t.levels
        if 2 <= len(words) <= MOST_WORDS and all(t.name in each.columns for each in (table, *earlier)):
            found[t.name] = words
    return found


def sheet_of(
    table: CustomerTable, forming: tuple[str, ...], value: str, levels: Mapping[str, tuple[str, ...]] | None = None
) -> Sheet:
    """The sheet of a table; ``levels``: the categories that take part, as :func:`categories_of` finds them."""
    rfm = matrix(table, RFM) if all(name in table.columns for name in RFM) else None
    values = matrix(table, (value,))[:, 0] if value else None
    codes = matrix(table, tuple(levels), levels) if levels else None
    ids = np.asarray(table.ids, dtype=object)
    return Sheet(ids, forming, matrix(table, forming), rfm, values, value, codes, levels or {})
