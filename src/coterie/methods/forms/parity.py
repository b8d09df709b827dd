"""Does another database put everybody into the same segment? And who differs, how near to a border?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.methods.forms.margin import margins
from coterie.methods.forms.model import Model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = Mapping[str, "NDArray[Any]"]

ENOUGH = 0.9999  # share of customers whose segment is the same: the promise


@dataclass(frozen=True)
class Apart:
    """A customer whose segment differs.

    ours, theirs    segment ids in the study and in the answer.
    margin          distance from the border by the traits of the answer; see :func:`.margin.margins`.
    """

    customer: str
    ours: str
    theirs: str
    margin: float


@dataclass(frozen=True)
class Parity:
    """A study against the answer of its statement.

    customers    of the study; ``missing`` of them are not in the answer, ``more`` stand only there.
    apart        who is in another segment, farthest from the border first.
    """

    customers: int
    missing: tuple[str, ...]
    more: tuple[str, ...]
    apart: tuple[Apart, ...]

    @property
    def same(self) -> int:
        """Customers in the same segment."""
        return self.customers - len(self.missing) - len(self.apart)

    @property
    def kept(self) -> bool:
        """Whether nobody is missing or added and at least 99.99 % are in the same segment."""
        return not self.missing and not self.more and self.same >= ENOUGH * self.customers

    def lines(self) -> list[str]:
        """The comparison for a terminal: the shares, then everybody who differs with the margin."""
        share = 100 * self.same / max(self.customers, 1)
        out = [f"{self.same:,} of {self.customers:,} customers ({share:.4f} %) are in the same segment."]
        for count, where in ((len(self.missing), "missing from the answer"), (len(self.more), "not in the study")):
            out += [f"{count:,} customers are {where}."] if count else []
        out += [f"{a.customer}: {a.ours} here, {a.theirs} there, margin {a.margin:.2g}" for a in self.apart]
        return [*out, "A margin of 0 is a border between two segments."] if self.apart else out


def parity(model: Model, ours: "Columns", theirs: "Columns") -> Parity:
    """The study's customers and the answer's, matched by id.

    ours      ``customer_id`` and ``segment`` of the study.
    theirs    the same of the answer, and the traits that the model reads.
    """
    place = {str(c): i for i, c in enumerate(theirs["customer_id"])}
    mine = {str(c): str(s) for c, s in zip(ours["customer_id"], ours["segment"], strict=True)}
    differs = sorted(c for c, s in mine.items() if c in place and str(theirs["segment"][place[c]]) != s)
    rows = np.array([place[c] for c in differs], dtype=np.int64)
    traits = [np.asarray(theirs[t], dtype=np.float64)[rows] for t in model.traits]
    raw = np.column_stack(traits) if traits else np.empty((len(rows), 0))
    gaps = margins(model, raw) if len(rows) else np.empty(0)
    apart = [
        Apart(c, mine[c], str(theirs["segment"][row]), float(gap))
        for c, row, gap in zip(differs, rows, gaps, strict=True)
    ]
    return Parity(
        len(mine),
        tuple(sorted(mine.keys() - place.keys())),
        tuple(sorted(place.keys() - mine.keys())),
        tuple(sorted(apart, key=lambda a: (-a.margin, a.customer))),
    )
