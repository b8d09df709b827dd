"""Which bell is a customer most likely from? The form of a Gaussian mixture."""

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
class Mixture:
    """Weights, means and inverse Cholesky factors of the covariances, one a group, in prepared units.

    With L the lower Cholesky factor of a covariance, ``whitening`` holds the rows of its inverse W (lower
    triangular): log density = log det W - |W (x - mean)|^2 / 2 - d log(2 pi) / 2.
    """

    weights: tuple[float, ...]
    means: tuple[tuple[float, ...], ...]
    whitening: tuple[tuple[tuple[float, ...], ...], ...]

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.weights)

    def labels(self, x: "Floats") -> "Labels":
        """The most likely group of each row of prepared traits."""
        return likeliest(self.logs, x)

    def memberships(self, x: "Floats") -> "Floats | None":
        """Posterior probability of each group (Bishop 2006, equation 9.13); rows sum to 1."""
        return posterior(self.logs, x, self.k)

    def reorder(self, order: Sequence[int]) -> "Mixture":
        """The same mixture with its groups in another order."""
        return Mixture(
            tuple(self.weights[i] for i in order),
            tuple(self.means[i] for i in order),
            tuple(self.whitening[i] for i in order),
        )

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: whitened gaps, log densities, the ``label`` of the highest, and each ``membership_g``."""
        gaps, logs = {}, {}
        for g, (weight, mean, white) in enumerate(zip(self.weights, self.means, self.whitening, strict=True)):
            for row, factors in enumerate(white):
                terms = [f"({inputs[j]} - {literal(mean[j])}) * {literal(factors[j])}" for j in range(row + 1)]
                gaps[f"_gap_{g}_{row}"] = " + ".join(terms)
            height = float(np.log(weight) + sum(np.log(factors[row]) for row, factors in enumerate(white)))
            far = " + ".join(f"_gap_{g}_{row} * _gap_{g}_{row}" for row in range(len(white))) or "0.0e0"
            logs[f"_log_{g}"] = f"{literal(height)} - ({far}) / 2.0e0"
        return gaps, *posterior_layers(logs)

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "mixture",
            "weights": list(self.weights),
            "means": [list(m) for m in self.means],
            "whitening": [[list(row) for row in w] for w in self.whitening],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Mixture":
        """The form that ``to_json`` described."""
        return cls(
            tuple(float(w) for w in data["weights"]),
            tuple(tuple(float(v) for v in m) for m in data["means"]),
            tuple(tuple(tuple(float(v) for v in row) for row in w) for w in data["whitening"]),
        )

    def logs(self, x: "Floats") -> "Floats":
        """Log of weight times density of each group, without the term d log(2 pi) / 2; shape (groups, rows)."""
        found = np.empty((self.k, len(x)))
        columns = np.ascontiguousarray(x.T)
        for g, (weight, mean, white) in enumerate(zip(self.weights, self.means, self.whitening, strict=True)):
            gaps = [column - middle for column, middle in zip(columns, mean, strict=True)]
            far = np.zeros(len(x))
            for row, factors in enumerate(white):
                part = gaps[0] * factors[0]
                for j in range(1, row + 1):
                    part += gaps[j] * factors[j]
                far += part * part
            height = np.log(weight) + sum(np.log(factors[row]) for row, factors in enumerate(white))
            found[g] = height - far / 2
        return found
