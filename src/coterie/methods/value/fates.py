"""What may become of a customer who is still there? Draws of how long she stays.

Both kinds of leaving meet the same sampler of :mod:`coterie.methods.value.intervals`: after so many purchases
(BG/NBD, MBG/NBD), or after so much time (Pareto/NBD). A row of every table is one draw, shared by all customers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from coterie.engine import seed_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

NEVER = 2**31


class Fates(Protocol):
    """Every draw, for any customers."""

    def last(self, of_x: "Floats") -> "Ints":
        """After how many further purchases she leaves, one row a draw, one column a distinct x, at least 1."""

    def reach(self, draw: int, time: float, T: "Floats") -> "Floats | float":
        """For how much of ``time`` each of some customers stays."""


@dataclass(frozen=True)
class BetaGeometricFates:
    """Leaving after a purchase with probability p ~ beta(a, b + x + coins)."""

    draws: Mapping[str, "Floats"]
    coins: int
    seed: int
    purpose: str

    def last(self, of_x: "Floats") -> "Ints":
        """Geometric with p; each x has its own generator, so that who else is there makes no difference."""
        a, b = self.draws["a"], self.draws["b"]
        out = np.empty((len(a), len(of_x)), dtype=np.int64)
        for i, x in enumerate(of_x):
            own = np.random.Generator(np.random.PCG64(seed_of(self.seed, f"leaving by x, {self.purpose}", f"{x:g}")))
            p = np.clip(own.beta(a, b + x + self.coins), 1e-12, 1 - 1e-12)
            out[:, i] = np.minimum(np.ceil(np.log(own.random(len(a))) / np.log1p(-p)), float(NEVER)).astype(np.int64)
        return np.maximum(out, 1)

    def reach(self, draw: int, time: float, T: "Floats") -> float:
        """All of it: time alone makes nobody leave."""
        return time


@dataclass(frozen=True)
class ParetoFates:
    """Leaving after an exponential time with rate mu ~ gamma(s, beta + T).

    stays    the times for beta + T = 1, one a draw.
    """

    draws: Mapping[str, "Floats"]
    stays: "Floats"

    @classmethod
    def make(cls, draws: Mapping[str, "Floats"], seed: int, purpose: str) -> "ParetoFates":
        """Draw the times."""
        own = np.random.Generator(np.random.PCG64(seed_of(seed, f"leaving in time, {purpose}")))
        shape = draws["s"]
        stays = own.standard_exponential(len(shape)) / np.maximum(own.standard_gamma(shape), 1e-300)
        return cls(draws, np.minimum(stays, 1e12))

    def last(self, of_x: "Floats") -> "Ints":
        """No number of purchases makes her leave."""
        return np.full((len(self.draws["s"]), len(of_x)), NEVER, dtype=np.int64)

    def reach(self, draw: int, time: float, T: "Floats") -> "Floats":
        """Until she leaves, or to the end."""
        return np.asarray(np.minimum(time, (self.draws["beta"][draw] + T) * self.stays[draw]))
