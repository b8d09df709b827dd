"""What may become of a customer? Draws of whether she is still there, and of how long she stays.

Both kinds of leaving meet the same sampler of :mod:`coterie.methods.value.intervals`: after so many purchases
(BG/NBD, MBG/NBD), or after so much time (Pareto/NBD). A row of every table is one draw, shared by all customers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from coterie.engine import seed_of
from coterie.methods.value import pareto_nbd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

NEVER = 2**31
STEP = 1e-4  # of a log parameter, for the gradient of the log odds


class Fate(Protocol):
    """Some customers under every draw."""

    def odds(self, draw: int) -> "Floats":
        """Log odds that each has left by T."""

    def reach(self, draw: int, time: float) -> "Floats | float":
        """For how much of ``time`` each stays, if she is there at T."""


class Fates(Protocol):
    """Every draw, for any customers."""

    def last(self, of_x: "Floats") -> "Ints":
        """After how many further purchases she leaves, one row a draw, one column a distinct x, at least 1."""

    def of(self, x: "Floats", t_x: "Floats", T: "Floats") -> Fate:
        """The draws for some customers."""


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

    def of(self, x: "Floats", t_x: "Floats", T: "Floats") -> Fate:
        """The draws for some customers."""
        of_x, at = np.unique(x, return_inverse=True)
        a, b, tossed = self.draws["a"][:, None], self.draws["b"][:, None], of_x + self.coins
        with np.errstate(divide="ignore"):
            gone = np.where(tossed > 0, np.log(a / np.where(tossed > 0, b + tossed - 1, 1.0)), -np.inf)
        return _BetaGeometricFate(self.draws["r"], self.draws["alpha"], gone, at, x, t_x, T)


@dataclass(frozen=True)
class _BetaGeometricFate:
    r: "Floats"
    alpha: "Floats"
    gone: "Floats"  # ln(a / (b + x + coins - 1)) by draw and distinct x
    at: "Ints"
    x: "Floats"
    t_x: "Floats"
    T: "Floats"

    def odds(self, draw: int) -> "Floats":
        r, alpha = self.r[draw], self.alpha[draw]
        power = (r + self.x) * np.log((alpha + self.T) / (alpha + self.t_x))
        return np.asarray(self.gone[draw, self.at] + power)

    def reach(self, draw: int, time: float) -> float:
        return time


@dataclass(frozen=True)
class ParetoFates:
    """Leaving after an exponential time with rate mu ~ gamma(s, beta + T).

    The log odds of having left are an integral; they follow a change of the four log parameters along their gradient at
    the estimates, which is exact to first order and spares an integral for every draw and customer.
    """

    centre: Mapping[str, float]
    draws: Mapping[str, "Floats"]
    seed: int
    purpose: str

    def last(self, of_x: "Floats") -> "Ints":
        """No number of purchases makes her leave."""
        return np.full((len(self.draws["s"]), len(of_x)), NEVER, dtype=np.int64)

    def of(self, x: "Floats", t_x: "Floats", T: "Floats") -> Fate:
        """The draws for some customers."""
        at = pareto_nbd.odds_of_gone(self.centre, x, t_x, T)
        slopes = np.zeros((4, len(x)))
        known = np.isfinite(at)
        for i, name in enumerate(pareto_nbd.NAMES):
            up, down = (
                pareto_nbd.odds_of_gone(
                    {**self.centre, name: self.centre[name] * float(np.exp(h))}, x[known], t_x[known], T[known]
                )
                for h in (STEP, -STEP)
            )
            slopes[i, known] = (up - down) / (2 * STEP)
        moves = np.stack([np.log(self.draws[name] / self.centre[name]) for name in pareto_nbd.NAMES], axis=1)
        own = np.random.Generator(np.random.PCG64(seed_of(self.seed, f"leaving in time, {self.purpose}")))
        shape = self.draws["s"]
        stays = np.minimum(own.standard_exponential(len(shape)) / np.maximum(own.standard_gamma(shape), 1e-300), 1e12)
        return _ParetoFate(self.draws["beta"], at, moves, slopes, stays, T)


@dataclass(frozen=True)
class _ParetoFate:
    beta: "Floats"
    at: "Floats"
    moves: "Floats"
    slopes: "Floats"
    stays: "Floats"
    T: "Floats"

    def odds(self, draw: int) -> "Floats":
        return np.asarray(self.at + self.moves[draw] @ self.slopes)

    def reach(self, draw: int, time: float) -> "Floats":
        return np.asarray(np.minimum(time, (self.beta[draw] + self.T) * self.stays[draw]))
