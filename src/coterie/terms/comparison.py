"""What happened between two studies? Who moved from which segment to which, through what, and what it is worth."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coterie.terms.saved import SavedStudy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Texts = NDArray[np.object_]

CAUSES = ("behaviour", "model", "ageing")


@dataclass(frozen=True)
class Groups:
    """The groups of both studies under one numbering: those of the older study first, then those that are new.

    ids     lineage: a group of the newer study has the id of the older group that it continues.
    names   as in the newer study; groups that ended as in the older one.
    before  whether the older study has the group; ``after`` whether the newer one has it.
    likeness  share of customers in both / in either of a continued group, by both models on the same data; NaN else.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    before: tuple[bool, ...]
    after: tuple[bool, ...]
    likeness: tuple[float, ...]

    def name(self, group: int) -> str:
        """The name of a group; of -1, that there is none."""
        return self.names[group] if group >= 0 else "not there"


@dataclass(frozen=True)
class Flow:
    """The customers who were in one group and are in another (or the same, or in none: -1).

    moved          by cause (behaviour, model, ageing), in customers; sums to ``customers`` where they moved, to 0 where
                   they stayed: then a negative number was made good by another cause.
    worth_before, worth_after    their CLV in both studies; None where there is no value model.
    worth_moved    change of their CLV by cause; sums to the change.
    """

    origin: int
    target: int
    customers: int
    moved: tuple[float, float, float]
    worth_before: float | None = None
    worth_after: float | None = None
    worth_moved: tuple[float, float, float] | None = None

    @property
    def change(self) -> float | None:
        """Change of CLV; None without values."""
        if self.worth_before is None or self.worth_after is None:
            return None
        return self.worth_after - self.worth_before


@dataclass(frozen=True)
class Comparison:
    """Two studies of the same customers, compared. Arrays are in the order of ``ids``, everybody of either study.

    days        from the as-of day of the older to that of the newer study.
    origin, target      group of each customer in the older and the newer study, -1 where she is in none.
    moved       share of each cause in each customer's move, shape (customers, 3); rows of movers sum to 1.
    worth_before, worth_after    CLV in both studies, 0 where she is in none; None where there is no value model.
    worth_moved    change of CLV by cause, shape (customers, 3), for customers of both studies.
    horizon_months   of the values.
    """

    older: SavedStudy
    newer: SavedStudy
    days: int
    groups: Groups
    ids: "Texts"
    origin: "Labels"
    target: "Labels"
    moved: "Floats"
    flows: tuple[Flow, ...]
    worth_before: "Floats | None" = None
    worth_after: "Floats | None" = None
    worth_moved: "Floats | None" = None
    horizon_months: int = 0
    notes: tuple[str, ...] = ()
