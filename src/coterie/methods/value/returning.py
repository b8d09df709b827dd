"""When will she be back? The chance of an order within a time, and the time of the next one with an interval.

Of a customer who is there at T, with n = r + x, the chance of at least one purchase within t is

    BG/NBD, MBG/NBD    1 - ((alpha+T) / (alpha+T+t))^n, because one leaves only after a purchase;
    Pareto/NBD         integral from 0 to t of n/(alpha+T) (1 + u/(alpha+T))^-(n+1) (1 + u/(beta+T))^-s du,

the density of the first purchase while she stays. The time of the next order is told given that there is one: its
median and the middle 80 %.
"""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.kinds import of_each
from coterie.methods.value.matching import part
from coterie.terms import BtydSummary, ValueFit
from coterie.terms.value import NextOrder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NODES, WEIGHTS = ((part + shift) / 2 for part, shift in zip(np.polynomial.legendre.leggauss(32), (1, 0), strict=True))
BLOCK = 8192
QUANTILES = (0.1, 0.5, 0.9)
FARTHEST = 3652.5  # days: who does not come back within ten years is taken not to come back


def returns_if_alive(fit: ValueFit, x: "Floats", T: "Floats", time: "float | Floats") -> "Floats":
    """Probability of at least one purchase within ``time`` of a customer who is there at T, 0 to 1.

    time    in the unit of T, at least 0; one for all, or one a customer.
    """
    p = fit.params
    n, aged = p["r"] + x, p["alpha"] + T
    ahead = np.broadcast_to(np.asarray(time, dtype=np.float64), x.shape)
    if fit.model != "pareto_nbd":
        return np.asarray(-np.expm1(-n * np.log1p(ahead / aged)))
    out = np.empty(len(x))
    for start in range(0, len(x), BLOCK):
        cut = slice(start, start + BLOCK)
        a, b = aged[cut, None], p["beta"] + T[cut, None]
        least = np.minimum(a, b / np.maximum(p["s"], 1.0))
        grown = np.exp(np.log1p(ahead[cut, None] / least) * NODES)
        u = least * (grown - 1)
        density = n[cut, None] / a * np.exp(-(n[cut, None] + 1) * np.log1p(u / a) - p["s"] * np.log1p(u / b))
        steps = least * grown * np.log1p(ahead[cut, None] / least) * WEIGHTS
        out[cut] = np.sum(density * steps, axis=1)
    return np.clip(out, 0.0, 1.0)


def next_order(summary: BtydSummary, fit: ValueFit, alive: "Floats") -> NextOrder:
    """When each customer orders next, given that she does within ten years.

    alive    P(alive) of each, in the order of the summary.
    """

    def answer(kind: ValueFit, rows: "NDArray[np.int64] | slice") -> tuple["Floats", ...]:
        some, longest = part(summary, rows), FARTHEST / summary.unit.days
        ever = returns_if_alive(kind, some.x, some.T, longest)
        times = (_time_of(kind, some.x, some.T, q * ever, longest) * summary.unit.days for q in QUANTILES)
        return *times, alive[rows] * ever

    return NextOrder(*of_each(fit, summary.traits, len(summary.ids), answer))


def _time_of(fit: ValueFit, x: "Floats", T: "Floats", chance: "Floats", longest: float) -> "Floats":
    """The time by which the chance of a purchase has grown to so much: in closed form, or by bisection."""
    if fit.model != "pareto_nbd":
        n, aged = fit.params["r"] + x, fit.params["alpha"] + T
        return np.asarray(aged * np.expm1(-np.log1p(-chance) / n))
    low, high = np.full(len(x), np.log(1e-3)), np.full(len(x), np.log(longest))
    for _ in range(40):
        middle = (low + high) / 2
        early = returns_if_alive(fit, x, T, np.exp(middle)) < chance
        low, high = np.where(early, middle, low), np.where(early, high, middle)
    return np.asarray(np.exp((low + high) / 2))
