"""Which dense place does a customer lie in, if any? The form of DBSCAN and HDBSCAN."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Step, literal
from coterie.methods.forms.form import CHUNK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Reach:
    """Points that stand for dense places, each with its group and how far it reaches, in prepared units.

    A customer belongs to the group of the nearest point within whose reach the customer lies; who lies within none
    belongs to ``outside``, the group of those in no dense place. Equally near: the point with the lower number.

    >>> Reach(((0.0,), (9.0,)), (0, 1), (1.0, 1.0), 2).labels(np.array([[0.5], [4.0], [9.5]])).tolist()
    [0, 2, 1]
    """

    points: tuple[tuple[float, ...], ...]
    groups: tuple[int, ...]
    reach: tuple[float, ...]
    outside: int

    @property
    def k(self) -> int:
        """Number of groups, the outside one included."""
        return max((*self.groups, self.outside)) + 1

    def labels(self, x: "Floats") -> "Labels":
        """The group of each row of prepared traits."""
        parts = [self._labels(x[i : i + CHUNK]) for i in range(0, len(x), CHUNK)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)

    def memberships(self, x: "Floats") -> "Floats | None":
        """None: each customer lies in one place."""
        return None

    def reorder(self, order: Sequence[int]) -> "Reach":
        """The same places with their groups renumbered."""
        new = {old: i for i, old in enumerate(order)}
        return Reach(self.points, tuple(new[g] for g in self.groups), self.reach, new[self.outside])

    def to_steps(self, inputs: Sequence[str], source: str) -> tuple[Step, ...]:
        """SQL steps: the points as rows, each customer's nearest within reach, and the ``label`` it gives."""
        if not self.points:
            return (Step("placed", f"select *, {self.outside} as label from {source}", "There is no dense place."),)
        names = [f"_at_{j}" for j in range(len(inputs))]
        far = " + ".join(f"({x} - {name}) * ({x} - {name})" for x, name in zip(inputs, names, strict=True)) or "0.0e0"
        within = f"select customer_id, _place, _belongs, _reach, {far} as _far from {source} cross join places"
        ranked = (
            "select customer_id, _belongs, row_number() over (partition by customer_id order by _far, _place) as _turn "
            "from gaps where _far <= _reach"
        )
        best = f"select customer_id, _belongs from ({ranked}) as ranked where _turn = 1"
        label = (
            f"select {source}.*, coalesce(nearest._belongs, {self.outside}) as label from {source} "
            f"left join nearest on nearest.customer_id = {source}.customer_id"
        )
        return (
            Step("places", self._places(names), "Points that stand for dense places: their group, reach^2, where."),
            Step("gaps", within, "How far each customer is from each point, squared.", keep=False),
            Step("nearest", best, "The nearest point within whose reach she lies; of equally near ones the first."),
            Step("placed", label, "The group of that point, or that of those in no dense place.", keep=False),
        )

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "reach",
            "points": [list(p) for p in self.points],
            "groups": list(self.groups),
            "reach": list(self.reach),
            "outside": self.outside,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reach":
        """The form that ``to_json`` described."""
        return cls(
            tuple(tuple(float(v) for v in p) for p in data["points"]),
            tuple(int(g) for g in data["groups"]),
            tuple(float(r) for r in data["reach"]),
            int(data["outside"]),
        )

    def _places(self, names: Sequence[str]) -> str:
        rows = [
            f"({', '.join([str(i), str(group), literal(reach * reach), *(literal(v) for v in point)])})"
            for i, (point, group, reach) in enumerate(zip(self.points, self.groups, self.reach, strict=True))
        ]
        columns = ", ".join(["_place", "_belongs", "_reach", *names])
        return f"select {columns} from (values {', '.join(rows)}) as written ({columns})"

    def _labels(self, x: "Floats") -> "Labels":
        found = np.full(len(x), self.outside, dtype=np.int64)
        nearest = np.full(len(x), np.inf)
        columns = np.ascontiguousarray(x.T)
        for point, group, reach in zip(self.points, self.groups, self.reach, strict=True):
            far = np.zeros(len(x))
            for column, middle in zip(columns, point, strict=True):
                gap = column - middle
                far += gap * gap
            closer = (far < nearest) & (far <= reach * reach)
            found[closer] = group
            nearest[closer] = far[closer]
        return found
