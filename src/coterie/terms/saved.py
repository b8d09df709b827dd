"""What is known of an earlier study? Everything that scores new customers and compares with a later study."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coterie.terms.calendar import Horizon, TimeUnit, Window
from coterie.terms.customers import CustomerTable, Trait
from coterie.terms.mapping import Mapping
from coterie.terms.segments import Rule
from coterie.terms.value import ValueFit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Texts = NDArray[np.object_]


@dataclass(frozen=True)
class SavedValue:
    """The value model of a study: its fit, and what values mean there; ``margin`` None: revenue."""

    model: str
    unit: TimeUnit
    horizon: Horizon
    discount: float
    fit: ValueFit
    margin: float | None = None


@dataclass(frozen=True)
class SavedStudy:
    """A study read back from its folder.

    kinds      kinds of source it was made from.
    window     first and last day of its orders; None for a study of attributes alone.
    traits     the traits of its customer table, with the levels and edges they had.
    segments   (id, name) of each group, in the order of its labels.
    model      what ``methods.forms`` scores with; empty without a segmentation.
    value      None where the data could not carry a value model.
    rules      id of a segment -> the plain filter that stands in for it, for those that have one.
    """

    folder: Path
    version: str
    dataset: str
    kinds: tuple[str, ...]
    mapping: Mapping
    window: Window | None
    traits: tuple[Trait, ...]
    segments: tuple[tuple[str, str], ...] = ()
    model: Dict[str, object] = field(default_factory=dict)
    value: SavedValue | None = None
    currency: str = ""
    seed: int = 0
    dedupe: str = "none"
    rules: Dict[str, Rule] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its segments, in the order of labels."""
        return tuple(each for each, _ in self.segments)

    def days_until(self, later: "SavedStudy") -> int:
        """Days from the as-of day of this study to that of another; 0 where either has no orders."""
        if self.window is None or later.window is None:
            return 0
        return (later.window.as_of - self.window.as_of).days

    def trait(self, name: str) -> Trait:
        """The trait of that name; KeyError if there is none."""
        return next((t for t in self.traits if t.name == name), None) or _no_trait(name)


def _no_trait(name: str) -> Trait:
    raise KeyError(name)


@dataclass(frozen=True)
class SavedCustomers:
    """The customers of a saved study: traits in the forms of a customer table, groups and values beside them.

    labels        position of each customer's segment in ``SavedStudy.segments``, -1 for none.
    values        column name -> values as written: clv, p_alive, expected_orders, mean_repeat_spend.
    changed_on    the day on which each customer's segment last changed (datetime64[D]); None where none was told.
    """

    table: CustomerTable
    labels: "Labels"
    values: Dict[str, "Floats"] = field(default_factory=dict)
    changed_on: "NDArray[np.datetime64] | None" = None

    def rows(self, keep: "Labels") -> "SavedCustomers":
        """The customers at those positions (ascending)."""
        values = {name: each[keep] for name, each in self.values.items()}
        changed = None if self.changed_on is None else self.changed_on[keep]
        return SavedCustomers(self.table.rows(keep), self.labels[keep], values, changed)


@dataclass(frozen=True)
class Placed:
    """Where a saved model puts customers, and how surely.

    labels        -1 where too little is known of a customer.
    probability   of belonging to that group, 0 to 1; NaN where it cannot be told.
    state         "scored", "from what is known" or "not enough data yet", one per customer.
    memberships   shares of all groups where the method is soft or the place is told from what is known; else None.
    notes         sentences about all of them, such as how often such places were right.
    """

    labels: "Labels"
    probability: "Floats"
    state: "Texts"
    memberships: "Floats | None" = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worth:
    """Values of customers by a saved model; arrays in the order of ``ids`` (ascending)."""

    ids: "Texts"
    expected_orders: "Floats"
    p_alive: "Floats"
    clv: "Floats"
    clv_low: "Floats"
    clv_high: "Floats"
