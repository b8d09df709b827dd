"""Which yes-or-no questions lead to a group? The form of a decision tree, in the traits' own units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

Path = tuple[tuple[int, str, float], ...]  # (trait, "<", ">=", "=" or "!=", threshold or code) from root to leaf


@dataclass(frozen=True)
class Tree:
    """Nodes as parallel lists; node 0 is the root.

    trait       trait asked about, -1 at a leaf.
    threshold   a customer goes left where the value is below it, right otherwise; of a trait in ``coded`` it is the
                code of a word: right are those who have it, left all others.
    left, right the next node; -1 at a leaf.
    group       the group of a leaf (of an inner node: its largest group).
    fill        for each trait the value that stands in for a missing one.
    groups      number of groups.
    coded       traits that are categories, read as codes; -1 stands in for a missing one.
    """

    trait: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    group: tuple[int, ...]
    fill: tuple[float, ...]
    groups: int
    coded: tuple[int, ...] = ()

    @property
    def k(self) -> int:
        """Number of groups."""
        return self.groups

    def leaves(self, x: "Floats") -> "Labels":
        """The leaf of each row of raw traits."""
        filled = np.where(np.isnan(x), np.asarray(self.fill), x)
        trait, threshold = np.asarray(self.trait), np.asarray(self.threshold)
        left, right = np.asarray(self.left), np.asarray(self.right)
        of_words = np.isin(trait, self.coded)
        node = np.zeros(len(x), dtype=np.int64)
        while True:
            asking = np.flatnonzero(trait[node] >= 0)
            if not len(asking):
                return node
            here = node[asking]
            value, cut = filled[asking, trait[here]], threshold[here]
            below = np.where(of_words[here], value != cut, value < cut)
            node[asking] = np.where(below, left[here], right[here])

    def labels(self, x: "Floats") -> "Labels":
        """The group of each row of raw traits."""
        return np.asarray(np.asarray(self.group, dtype=np.int64)[self.leaves(x)])

    def memberships(self, x: "Floats") -> "Floats | None":
        """None: each customer ends in one leaf."""
        return None

    def paths(self) -> dict[int, Path]:
        """For each leaf the questions that lead to it."""
        found: dict[int, Path] = {}
        waiting: list[tuple[int, Path]] = [(0, ())]
        while waiting:
            node, path = waiting.pop()
            if self.trait[node] < 0:
                found[node] = path
                continue
            ask = (self.trait[node], self.threshold[node])
            no, yes = ("!=", "=") if ask[0] in self.coded else ("<", ">=")
            waiting.append((self.right[node], (*path, (ask[0], yes, ask[1]))))
            waiting.append((self.left[node], (*path, (ask[0], no, ask[1]))))
        return dict(sorted(found.items()))

    def reorder(self, order: Sequence[int]) -> "Tree":
        """The same tree with its groups renumbered."""
        new = {old: i for i, old in enumerate(order)}
        group = tuple(new[g] for g in self.group)
        return replace(self, group=group)

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: one nested question that ends with the ``label``."""
        return ({"label": self._asked(0, inputs)},)

    def _asked(self, node: int, inputs: Sequence[str]) -> str:
        trait = self.trait[node]
        if trait < 0:
            return str(self.group[node])
        left, right = self._asked(self.left[node], inputs), self._asked(self.right[node], inputs)
        value = f"coalesce({inputs[trait]}, {literal(self.fill[trait])})"
        compared = "<>" if trait in self.coded else "<"
        return f"case when {value} {compared} {literal(self.threshold[node])} then {left} else {right} end"

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "tree",
            "trait": list(self.trait),
            "threshold": list(self.threshold),
            "left": list(self.left),
            "right": list(self.right),
            "group": list(self.group),
            "fill": list(self.fill),
            "groups": self.groups,
            **({"coded": list(self.coded)} if self.coded else {}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Tree":
        """The form that ``to_json`` described."""
        return cls(
            tuple(int(v) for v in data["trait"]),
            tuple(float(v) for v in data["threshold"]),
            tuple(int(v) for v in data["left"]),
            tuple(int(v) for v in data["right"]),
            tuple(int(v) for v in data["group"]),
            tuple(float(v) for v in data["fill"]),
            int(data["groups"]),
            tuple(int(v) for v in data.get("coded", ())),
        )
