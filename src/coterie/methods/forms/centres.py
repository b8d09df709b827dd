"""Which centre is nearest? The form of k-means and its kin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal
from coterie.methods.forms.choice import nearest
from coterie.methods.forms.expressions import nearest_layers
from coterie.methods.forms.form import CHUNK, Form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Centres:
    """Points in prepared units, one a group; a customer belongs to the nearest (squared Euclidean distance).

    A customer equally near to two belongs to the one with the lower number.

    merges    of hierarchical grouping, for its picture: the last merges as (a, b, height, customers) with a and b the
              numbers of what was merged, leaves first, as in SciPy's linkage; empty for other methods.

    >>> Centres(((0.0,), (10.0,))).labels(np.array([[1.0], [5.0], [9.0]])).tolist()
    [0, 0, 1]
    """

    centres: tuple[tuple[float, ...], ...]
    merges: tuple[tuple[float, ...], ...] = ()

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.centres)

    def labels(self, x: "Floats") -> "Labels":
        """The nearest centre of each row of prepared traits."""
        return nearest(self.leads, x)

    def memberships(self, x: "Floats") -> "Floats | None":
        """None: each customer belongs to one centre."""
        return None

    def reorder(self, order: Sequence[int]) -> "Centres":
        """The same centres in another order."""
        return Centres(tuple(self.centres[i] for i in order), self.merges)

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: the lead of each centre over the first, then the ``label`` of the nearest."""
        point = ", ".join(["1.0e0", *inputs])
        leads = {"_lead_0": "0.0e0"}
        for g, (start, factors) in enumerate(self._lines[1:], 1):
            line = ", ".join(literal(v) for v in (start, *factors))
            leads[f"_lead_{g}"] = f"list_dot_product([{point}], [{line}])"
        return nearest_layers(leads)

    def distances_in_sql(self, inputs: Sequence[str]) -> Mapping[str, str]:
        """A SQL layer: the squared distance to each centre."""
        far = {}
        for g, centre in enumerate(self.centres):
            gaps = [f"({x} - {literal(c)})" for x, c in zip(inputs, centre, strict=True)]
            far[f"_distance_{g}"] = " + ".join(f"{gap} * {gap}" for gap in gaps) or "0.0e0"
        return far

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        found: dict[str, object] = {"form": "centres", "centres": [list(c) for c in self.centres]}
        return {**found, "merges": [list(m) for m in self.merges]} if self.merges else found

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Centres":
        """The form that ``to_json`` described."""
        merges = tuple(tuple(float(v) for v in m) for m in data.get("merges", ()))
        return cls(tuple(tuple(float(v) for v in c) for c in data["centres"]), merges)

    def leads(self, x: "Floats") -> "Floats":
        """Squared distance of each row to each centre less that to the first, shape (groups, rows).

        |x - c_g|^2 - |x - c_0|^2 = |c_g|^2 - |c_0|^2 - 2 x (c_g - c_0): the nearest is the same, for a third less
        arithmetic, here and in a database.
        """
        found = np.zeros((self.k, len(x)))
        columns = np.ascontiguousarray(x.T)
        for g, (start, factors) in enumerate(self._lines):
            if g:
                found[g] = start
                for column, factor in zip(columns, factors, strict=True):
                    found[g] += column * factor
        return found

    @cached_property
    def _lines(self) -> list[tuple[float, list[float]]]:
        """For each centre where its lead starts, and how it moves with each trait."""
        first = self.centres[0] if self.centres else ()
        return [
            (
                float(sum(c * c - o * o for c, o in zip(centre, first, strict=True))),
                [-2 * (c - o) for c, o in zip(centre, first, strict=True)],
            )
            for centre in self.centres
        ]

    def distances(self, x: "Floats") -> "Floats":
        """Squared distance of each row to each centre, shape (groups, rows)."""
        found = np.zeros((self.k, len(x)))
        columns = np.ascontiguousarray(x.T)
        for g, centre in enumerate(self.centres):
            for column, middle in zip(columns, centre, strict=True):
                gap = column - middle
                found[g] += gap * gap
        return found


@dataclass(frozen=True)
class Gathering:
    """Several sets of as many centres, asked at once: for one customer that takes little longer than one set does.

    starts     where the lead of each centre over its set's first starts, shape (sets, groups, 1).
    factors    how it moves with each trait, shape (traits, sets, groups, 1).
    """

    starts: "Floats"
    factors: "Floats"

    @classmethod
    def of(cls, forms: Sequence[Form]) -> "Gathering | None":
        """The gathering of some forms; None where there are none, or not all are centres of one shape."""
        sets = [form for form in forms if isinstance(form, Centres) and form.centres]
        if len(sets) != len(forms) or len({np.shape(each.centres) for each in sets}) != 1:
            return None
        lines = [each._lines for each in sets]
        starts = np.array([[start for start, _ in each] for each in lines])
        factors = np.array([[moves for _, moves in each] for each in lines])
        return cls(starts[:, :, None], np.ascontiguousarray(np.moveaxis(factors, 2, 0))[..., None])

    def labels(self, x: "Floats") -> "Labels":
        """What each set answers for each row, shape (sets, rows): to the bit what ``Centres.labels`` gives."""
        sets, groups, _ = self.starts.shape
        step = max(1, CHUNK // (sets * groups))
        found = np.empty((sets, len(x)), dtype=np.int64)
        for begin in range(0, len(x), step):
            columns = np.ascontiguousarray(x[begin : begin + step].T)
            leads = self.starts + np.zeros(columns.shape[1])
            for column, factor in zip(columns, self.factors, strict=True):
                leads += column * factor
            leads[:, 0] = 0.0
            found[:, begin : begin + step] = leads.argmin(axis=1)
        return found
