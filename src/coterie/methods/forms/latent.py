"""Which kind of customer gives these answers? The form of latent class analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal
from coterie.methods.forms.choice import likeliest, posterior
from coterie.methods.forms.expressions import posterior_layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Latent:
    """Sizes of the classes and, for each, how likely each level of each trait is.

    cuts      for each trait its cut points, ascending: a value's level is the number of cut points at or below it.
    chances   [class][trait][level], the last sums to 1.
    The classes are taken to be independent of everything else (local independence, Lazarsfeld and Henry 1968); a
    missing trait, or a category that was not known, says nothing about the class.

    >>> two = Latent((0.5, 0.5), ((0.5,),), (((0.9, 0.1),), ((0.2, 0.8),)))
    >>> two.memberships(np.array([[1.0]])).round(3).tolist()
    [[0.111, 0.889]]
    """

    weights: tuple[float, ...]
    cuts: tuple[tuple[float, ...], ...]
    chances: tuple[tuple[tuple[float, ...], ...], ...]

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.weights)

    def levels(self, x: "Floats") -> "Labels":
        """Level of each trait of each row; -1 for missing."""
        found = np.full(x.shape, -1, dtype=np.int64)
        for j, cuts in enumerate(self.cuts):
            level = np.searchsorted(np.asarray(cuts), x[:, j], side="right")
            found[:, j] = np.where(np.isnan(x[:, j]), -1, level)
        return found

    def labels(self, x: "Floats") -> "Labels":
        """The most likely class of each row of raw traits."""
        return likeliest(self.logs, x)

    def memberships(self, x: "Floats") -> "Floats | None":
        """Probability of each class given the traits; rows sum to 1."""
        return posterior(self.logs, x, self.k)

    def reorder(self, order: Sequence[int]) -> "Latent":
        """The same classes in another order."""
        return Latent(tuple(self.weights[i] for i in order), self.cuts, tuple(self.chances[i] for i in order))

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: level of each trait, sums of logs, the ``label`` of the highest and every ``membership_g``."""
        levels = {}
        for j, (x, cuts) in enumerate(zip(inputs, self.cuts, strict=True)):
            whens = "".join(f" when {x} >= {literal(c)} then {i}" for i, c in reversed(list(enumerate(cuts, 1))))
            levels[f"_level_{j}"] = f"case when {x} is null then -1{whens} else 0 end"
        logs = {}
        for g, (weight, traits) in enumerate(zip(self.weights, self.chances, strict=True)):
            terms = [_log(weight), *(_told(f"_level_{j}", chances) for j, chances in enumerate(traits))]
            logs[f"_log_{g}"] = " + ".join(terms)
        return (levels, *posterior_layers(logs)) if levels else posterior_layers(logs)

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "latent",
            "weights": list(self.weights),
            "cuts": [list(c) for c in self.cuts],
            "chances": [[list(t) for t in each] for each in self.chances],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Latent":
        """The form that ``to_json`` described."""
        return cls(
            tuple(float(w) for w in data["weights"]),
            tuple(tuple(float(v) for v in c) for c in data["cuts"]),
            tuple(tuple(tuple(float(v) for v in t) for t in each) for each in data["chances"]),
        )

    def logs(self, x: "Floats") -> "Floats":
        """Log of class size times chance of the row's traits, shape (classes, rows)."""
        level = self.levels(x)
        found = np.empty((self.k, len(x)))
        for g, (weight, traits) in enumerate(zip(self.weights, self.chances, strict=True)):
            total = np.full(len(x), np.log(weight))
            for j, chances in enumerate(traits):
                total += np.append(np.log(chances), 0.0)[level[:, j]]  # the last one is read by -1
            found[g] = total
        return found


def _told(level: str, chances: Sequence[float]) -> str:
    """SQL: the log of the chance of a level; nothing where it is not known."""
    whens = " ".join(f"when {i} then {_log(chance)}" for i, chance in enumerate(chances))
    return f"case {level} {whens} else 0.0e0 end"


def _log(chance: float) -> str:
    return literal(float(np.log(chance)))
