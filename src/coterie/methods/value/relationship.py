"""How does a customer stand with the shop? When she joined, how often she buys, when she leaves, and how strong it is.

*Leaving* is the day on which, without a further order, P(alive) falls below one half; it is found by bisection, because
P(alive) only falls while no order comes. *Strength* is 0 to 100: the mean of four percentiles of a customer among all,
ties in the middle: P(alive), days with a purchase, days since the first order, and expected value.
"""

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from coterie.methods.value.fitting import model_of
from coterie.methods.value.kinds import of_each
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.matching import part
from coterie.methods.value.unique_rows import distinct
from coterie.terms import BtydSummary, ValueFit
from coterie.terms.value import Relationship

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LONGEST = 3652.5  # days after the last order: a customer who would be taken to stay so long has no day of leaving
STEPS = 30


def relationship(summary: BtydSummary, fit: ValueFit, alive: "Floats", worth: "Floats") -> Relationship:
    """How each customer stands as of the last day of the summary.

    alive, worth    P(alive) and expected value of each, in the order of the summary.
    """
    unit = summary.unit.days
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where(summary.x > 0, summary.t_x / summary.x, np.nan) * unit

    def answer(kind: ValueFit, rows: "NDArray[np.int64] | slice") -> tuple["Floats", ...]:
        return (_leaves_at(part(summary, rows), kind),)

    (leaves,) = of_each(fit, summary.traits, len(summary.ids), answer)
    return Relationship(
        age=summary.T * unit,
        average_gap=gap,
        leaving=(leaves - summary.T) * unit,
        strength=strength(alive, summary.x, summary.T, worth),
    )


def strength(*traits: "Floats") -> "Floats":
    """The mean percentile of each customer over some traits, 0 to 100; ties stand in the middle.

    >>> strength(np.array([1.0, 2.0, 3.0]), np.array([5.0, 5.0, 9.0])).round(2).tolist()
    [12.5, 37.5, 100.0]
    """
    n = len(traits[0])
    if n < 2:
        return np.full(n, 50.0)
    return np.asarray(100 * np.mean([(rankdata(np.round(t, 9)) - 1) / (n - 1) for t in traits], axis=0))


def _leaves_at(summary: BtydSummary, fit: ValueFit) -> "Floats":
    """Time since the first order at which P(alive) falls below one half; NaN where not within ten years."""
    first, at = distinct(summary.x, summary.t_x)
    x, t_x = summary.x[first], summary.t_x[first]
    model, longest = model_of(fit), LONGEST / summary.unit.days
    low, high = t_x.copy(), t_x + longest
    never = p_alive(fit.params, x, t_x, high, model) > 0.5
    at_once = p_alive(fit.params, x, t_x, low, model) <= 0.5
    for _ in range(STEPS):
        middle = (low + high) / 2
        stays = p_alive(fit.params, x, t_x, middle, model) > 0.5
        low, high = np.where(stays, middle, low), np.where(stays, high, middle)
    return np.where(never, np.nan, np.where(at_once, t_x, high))[at]
