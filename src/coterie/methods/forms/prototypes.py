"""Which typical customer is nearest, in numbers and categories together? The form of k-prototypes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal
from coterie.methods.forms.choice import nearest
from coterie.methods.forms.expressions import nearest_layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Prototypes:
    """One prototype a group: a mean for each number and the commonest code for each category.

    Distance = sum of squared gaps of the numbers + weight x number of categories that differ (Huang 1998, equation 1).
    A customer equally near to two belongs to the one with the lower number.

    levels    categories of each column, 0 for a number.

    >>> two = Prototypes(((0.0, 0.0), (0.0, 1.0)), (0, 2), 1.0)
    >>> two.labels(np.array([[5.0, 1.0], [5.0, 0.0]])).tolist()
    [1, 0]
    """

    centres: tuple[tuple[float, ...], ...]
    levels: tuple[int, ...]
    weight: float

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.centres)

    def labels(self, x: "Floats") -> "Labels":
        """The nearest prototype of each row: prepared numbers, codes of categories."""
        return nearest(self.distances, x)

    def memberships(self, x: "Floats") -> "Floats | None":
        """None: each customer belongs to one prototype."""
        return None

    def reorder(self, order: Sequence[int]) -> "Prototypes":
        """The same prototypes in another order."""
        return Prototypes(tuple(self.centres[i] for i in order), self.levels, self.weight)

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: the distance to each prototype, then the ``label`` of the nearest."""
        far = {}
        for g, centre in enumerate(self.centres):
            terms = []
            for x, middle, levels in zip(inputs, centre, self.levels, strict=True):
                gap = f"({x} - {literal(middle)})"
                other = f"case when {x} = {literal(middle)} then 0.0e0 else {literal(self.weight)} end"
                terms.append(other if levels else f"{gap} * {gap}")
            far[f"_distance_{g}"] = " + ".join(terms) or "0.0e0"
        return nearest_layers(far)

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "prototypes",
            "centres": [list(c) for c in self.centres],
            "levels": list(self.levels),
            "weight": self.weight,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Prototypes":
        """The form that ``to_json`` described."""
        centres = tuple(tuple(float(v) for v in c) for c in data["centres"])
        return cls(centres, tuple(int(v) for v in data["levels"]), float(data["weight"]))

    def distances(self, x: "Floats") -> "Floats":
        """Distance of each row to each prototype, shape (groups, rows)."""
        found = np.zeros((self.k, len(x)))
        columns = np.ascontiguousarray(x.T)
        for g, centre in enumerate(self.centres):
            for column, middle, levels in zip(columns, centre, self.levels, strict=True):
                gap = column - middle
                found[g] += self.weight * (gap != 0) if levels else gap * gap
        return found
