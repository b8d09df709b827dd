"""How much does a customer belong to each centre? The form of fuzzy c-means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import literal
from coterie.methods.forms.centres import Centres
from coterie.methods.forms.choice import nearest
from coterie.methods.forms.expressions import least_layers, within_exp
from coterie.methods.forms.form import CHUNK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Fuzzy:
    """Centres in prepared units and the fuzziness m > 1: larger m, more overlap.

    Membership in group g is 1 / sum over j of (d_g / d_j) ^ (2 / (m - 1)) with d the distance to a centre (Bezdek 1981,
    equation 11.3a). The label is the nearest centre, which is the largest membership.

    >>> Fuzzy(((0.0,), (3.0,)), 2.0).memberships(np.array([[1.0]])).round(2).tolist()
    [[0.8, 0.2]]
    """

    centres: tuple[tuple[float, ...], ...]
    fuzziness: float

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.centres)

    def labels(self, x: "Floats") -> "Labels":
        """The nearest centre of each row of prepared traits."""
        return nearest(Centres(self.centres).distances, x)

    def memberships(self, x: "Floats") -> "Floats | None":
        """Share of each group; rows sum to 1. A customer on a centre belongs to it alone."""
        parts = [self._shares(x[i : i + CHUNK]) for i in range(0, len(x), CHUNK)]
        return np.concatenate(parts) if parts else np.empty((0, self.k))

    def reorder(self, order: Sequence[int]) -> "Fuzzy":
        """The same centres in another order."""
        return Fuzzy(tuple(self.centres[i] for i in order), self.fuzziness)

    def to_sql(self, inputs: Sequence[str]) -> tuple[Mapping[str, str], ...]:
        """SQL layers: distances, the ``label`` of the nearest, closeness to each, and each ``membership_g``."""
        layers = least_layers(Centres(self.centres).distances_in_sql(inputs))
        names = list(layers[0])
        power = literal(1 / (self.fuzziness - 1))
        parts = {
            f"_part_{g}": f"case when {n} <= _least then 1.0e0 when _least <= 0.0e0 then 0.0e0 "
            f"else {within_exp(f'{power} * (ln(_least) - ln({n}))')} end"
            for g, n in enumerate(names)
        }
        total = " + ".join(parts)
        shares = {f"membership_{g}": f"{part} / _total" for g, part in enumerate(parts)}
        return *layers, parts, {"_total": total}, shares

    def to_json(self) -> dict[str, object]:
        """Plain numbers."""
        return {"form": "fuzzy", "centres": [list(c) for c in self.centres], "fuzziness": self.fuzziness}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Fuzzy":
        """The form that ``to_json`` described."""
        return cls(tuple(tuple(float(v) for v in c) for c in data["centres"]), float(data["fuzziness"]))

    def _shares(self, x: "Floats") -> "Floats":
        far = Centres(self.centres).distances(x)
        nearest = far.min(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(far == nearest, 1.0, nearest / far)  # 1 for the nearest, 0 for others where it is 0
        weight = ratio ** (1 / (self.fuzziness - 1))
        # Added group by group: NumPy's own sum may add in another order when there is one customer only.
        return np.ascontiguousarray((weight / reduce(np.add, list(weight))).T)
