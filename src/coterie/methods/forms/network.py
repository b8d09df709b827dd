"""Where does a customer lie after a small network has squeezed the traits? The form of a neural embedding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal
from coterie.methods.forms.centres import Centres
from coterie.methods.forms.form import CHUNK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

Layer = tuple[tuple[tuple[float, ...], ...], tuple[float, ...]]  # [output][input] weights, [output] offsets


@dataclass(frozen=True)
class Network:
    """Layers of weights, each followed by the hyperbolic tangent, and centres in what the last one gives.

    A customer belongs to the nearest centre there.

    >>> Network(((((1.0,),), (0.0,)),), ((-0.9,), (0.9,))).labels(np.array([[-3.0], [2.0]])).tolist()
    [0, 1]
    """

    layers: tuple[Layer, ...]
    centres: tuple[tuple[float, ...], ...]

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.centres)

    def embedded(self, x: "Floats") -> "Floats":
        """The place of each row of prepared traits, each coordinate in -1 to 1."""
        columns = list(np.ascontiguousarray(x.T))
        for weights, offsets in self.layers:
            following = []
            for row, offset in zip(weights, offsets, strict=True):
                total = np.full(len(x), offset)
                for column, weight in zip(columns, row, strict=True):
                    total += column * weight
                following.append(np.tanh(total))
            columns = following
        return np.column_stack(columns) if columns else np.empty((len(x), 0))

    def labels(self, x: "Floats") -> "Labels":
        """The nearest centre of each row of prepared traits."""
        centres = Centres(self.centres)
        parts = [centres.labels(self.embedded(x[i : i + CHUNK])) for i in range(0, len(x), CHUNK)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)

    def memberships(self, x: "Floats") -> "Floats | None":
        """None: each customer belongs to one centre."""
        return None

    def reorder(self, order: Sequence[int]) -> "Network":
        """The same network with its centres in another order."""
        return Network(self.layers, tuple(self.centres[i] for i in order))

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: for each layer its sums and their hyperbolic tangents, then the distances and the ``label``."""
        found: list[Mapping[str, str]] = []
        names = list(inputs)
        for number, (weights, offsets) in enumerate(self.layers):
            sums = {}
            for unit, (row, offset) in enumerate(zip(weights, offsets, strict=True)):
                terms = [f"{x} * {literal(w)}" for x, w in zip(names, row, strict=True)]
                sums[f"_sum_{number}_{unit}"] = " + ".join([literal(offset), *terms])
            names = [f"_unit_{number}_{unit}" for unit in range(len(offsets))]
            found += [sums, {name: _tanh(total) for name, total in zip(names, sums, strict=True)}]
        return *found, *Centres(self.centres).to_sql(names)

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {
            "form": "network",
            "layers": [{"weights": [list(r) for r in w], "offsets": list(b)} for w, b in self.layers],
            "centres": [list(c) for c in self.centres],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Network":
        """The form that ``to_json`` described."""
        layers = tuple(
            (tuple(tuple(float(v) for v in r) for r in each["weights"]), tuple(float(v) for v in each["offsets"]))
            for each in data["layers"]
        )
        return cls(layers, tuple(tuple(float(v) for v in c) for c in data["centres"]))


def _tanh(value: str) -> str:
    """SQL: the hyperbolic tangent, 1 - 2 / (1 + e^2v), which is 1 to the last digit beyond 20."""
    return (
        f"case when {value} > 20.0e0 then 1.0e0 when {value} < -20.0e0 then -1.0e0 "
        f"else 1.0e0 - 2.0e0 / (1.0e0 + exp(2.0e0 * {value})) end"
    )
