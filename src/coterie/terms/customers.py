"""Who are the customers? One row a customer, every column a trait that says what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from coterie.terms.calendar import Window
from coterie.terms.mapping import Group

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]

Kind = Literal["numeric", "ordered", "categorical", "date", "flag", "constant", "id"]


@dataclass(frozen=True)
class Trait:
    """One column of the customer table.

    name        column name, snake case, unique.
    label       what it is called on a page: "Days since the last order".
    unit        "days", "orders", "currency", "share", "years", "" for none.
    meaning     one sentence with the exact definition.
    source      where it comes from: "orders", "customers.Income", "events".
    levels      ordered and categorical traits: the levels, ordered ones from low to high.
    forming     whether it may form segments when nobody says otherwise.
    derived     names of traits it is computed from or nearly determined by: where one of those formed a segment, this
                one may describe it but is never a finding about it.
    sensitive   demographics that describe but do not form unless switched on.
    edges       inner band edges where it is also used in bands, ascending, in its own unit.
    given       whether it is a grouping that somebody made before: it is compared with ours and never forms them.
    """

    name: str
    label: str
    group: Group
    kind: Kind
    unit: str = ""
    meaning: str = ""
    source: str = ""
    levels: tuple[str, ...] = ()
    forming: bool = False
    derived: tuple[str, ...] = ()
    sensitive: bool = False
    edges: tuple[float, ...] = ()
    given: bool = False


@dataclass(frozen=True)
class CustomerTable:
    """One row a customer, sorted by ``ids``; arrays of one length.

    ids       text, unique, ascending.
    columns   trait name -> values. numeric and flag (0/1): float64 with NaN for missing; ordered: float64 index into
              ``levels`` with NaN; categorical: object array of text with None; date: datetime64[D] with NaT.
              Money is in currency units here.
    window    the days the traits were computed from, None for tables without orders.
    """

    ids: "AnyArray"
    columns: Mapping[str, "AnyArray"]
    traits: tuple[Trait, ...]
    window: Window | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def trait(self, name: str) -> Trait:
        """The trait of that name; KeyError if there is none."""
        for trait in self.traits:
            if trait.name == name:
                return trait
        raise KeyError(name)

    @property
    def forming(self) -> tuple[str, ...]:
        """Names of the traits that form segments by default, in order."""
        return tuple(t.name for t in self.traits if t.forming)

    def rows(self, keep: "AnyArray") -> "CustomerTable":
        """The customers at those positions (ascending)."""
        return replace(self, ids=self.ids[keep], columns={name: values[keep] for name, values in self.columns.items()})

    def with_columns(self, columns: Mapping[str, "AnyArray"], traits: Sequence[Trait]) -> "CustomerTable":
        """The same customers with further traits."""
        return replace(self, columns={**self.columns, **columns}, traits=(*self.traits, *traits))


@dataclass(frozen=True)
class Slice:
    """Customers as they stood on one day, and what they did in the days after.

    past      traits as of ``past.window.as_of``; only customers with an order by then.
    future    the days after it on which they are judged.
    spend     net spend in ``future``, currency units, one per row of ``past``, 0 for none.
    orders    orders in ``future``, one per row of ``past``.
    days      days with an order in ``future``, one per row of ``past``: what value models forecast, which take several
              orders of one day as one purchase. None where they were not counted.
    recent_days, recent_spend    days with an order and net spend in the last days of ``past``, as many as ``future``
                has: what comes if the last period is repeated. None where they were not counted.
    bought      category -> value bought of it in ``future``, before returns, currency units, one per row of ``past``:
                the largest categories of the past, and all others together. Empty without categories.
    """

    past: CustomerTable
    future: Window
    spend: "AnyArray"
    orders: "AnyArray"
    days: "AnyArray | None" = None
    recent_days: "AnyArray | None" = None
    recent_spend: "AnyArray | None" = None
    bought: Mapping[str, "AnyArray"] = field(default_factory=dict)
