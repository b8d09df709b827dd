"""Of which pure types is a customer a blend? The form of non-negative matrix factorisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from coterie.methods.forms.form import CHUNK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

SWEEPS = 40


@dataclass(frozen=True)
class Archetypes:
    """Pure types as rows of non-negative traits: a customer is about a sum of them with non-negative weights.

    low, span    prepared traits are put to (value - low) / span, 0 to 1; values beyond are set to the bound.
    parts        the types, each of length 1.
    The weights are found by cyclic coordinate descent from zero (Cichocki and Phan 2009, HALS), 40 sweeps; the share of
    a type is its weight over the sum of weights, and the label is the largest.

    >>> pure = Archetypes((0.0, 0.0), (1.0, 1.0), ((1.0, 0.0), (0.0, 1.0)))
    >>> pure.memberships(np.array([[0.9, 0.1]])).round(2).tolist()
    [[0.9, 0.1]]
    """

    no_sql: ClassVar[str] = f"its shares are found in {SWEEPS} rounds, each on the one before, not by a formula"

    low: tuple[float, ...]
    span: tuple[float, ...]
    parts: tuple[tuple[float, ...], ...]

    @property
    def k(self) -> int:
        """Number of types."""
        return len(self.parts)

    def labels(self, x: "Floats") -> "Labels":
        """The type with the largest weight of each row of prepared traits."""
        parts = [np.argmax(self._weights(x[i : i + CHUNK]), axis=0) for i in range(0, len(x), CHUNK)]
        return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, dtype=np.int64)

    def memberships(self, x: "Floats") -> "Floats | None":
        """Share of each type; rows sum to 1. Who has nothing of any has the same share of all."""
        parts = [self._shares(x[i : i + CHUNK]) for i in range(0, len(x), CHUNK)]
        return np.concatenate(parts) if parts else np.empty((0, self.k))

    def reorder(self, order: Sequence[int]) -> "Archetypes":
        """The same types in another order."""
        return Archetypes(self.low, self.span, tuple(self.parts[i] for i in order))

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "archetypes",
            "low": list(self.low),
            "span": list(self.span),
            "parts": [list(p) for p in self.parts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Archetypes":
        """The form that ``to_json`` described."""
        parts = tuple(tuple(float(v) for v in p) for p in data["parts"])
        return cls(tuple(float(v) for v in data["low"]), tuple(float(v) for v in data["span"]), parts)

    def _weights(self, x: "Floats") -> "Floats":
        columns = [np.clip((x[:, j] - a) / b, 0, 1) for j, (a, b) in enumerate(zip(self.low, self.span, strict=True))]
        toward = [_sum(len(x), zip(columns, part, strict=True)) for part in self.parts]
        like = [[float(sum(a * b for a, b in zip(p, q, strict=True))) for q in self.parts] for p in self.parts]
        # In the order of the types themselves, so that renumbering them moves nobody.
        turn = sorted(range(self.k), key=lambda g: self.parts[g])
        weight = np.zeros((self.k, len(x)))
        for _ in range(SWEEPS):
            for g in turn:
                others = _sum(len(x), [(weight[j], like[g][j]) for j in turn if j != g])
                weight[g] = np.maximum((toward[g] - others) / max(like[g][g], 1e-12), 0)
        return weight

    def _shares(self, x: "Floats") -> "Floats":
        weight = self._weights(x)
        total = reduce(np.add, list(weight))
        shares = np.where(total > 0, weight / np.where(total > 0, total, 1), 1 / self.k)
        return np.ascontiguousarray(shares.T)


def _sum(n: int, terms: Any) -> "Floats":
    """Sum of column times factor, column after column: the same bits for one customer as for many."""
    found = np.zeros(n)
    for column, factor in terms:
        found += column * factor
    return found
