"""What would histories look like if a model held to the letter? Customers drawn one by one from its story."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Simulated:
    """Drawn histories and what came after them.

    x, t_x, T   as in :class:`coterie.terms.BtydSummary`, times exact.
    later       purchases in the time ahead.
    alive       whether the customer is still there at T.
    """

    x: "Floats"
    t_x: "Floats"
    T: "Floats"
    later: "Floats"
    alive: "NDArray[np.bool_]"


def simulate(
    model: str, params: Mapping[str, float], T: "Floats", ahead: float, generator: np.random.Generator
) -> Simulated:
    """Histories of customers of age T, and their purchases in the time ahead.

    model    bg_nbd, mbg_nbd or pareto_nbd; ``params`` its four parameters.
    T        age of each customer; ``ahead`` a length of time in the same unit, at least 0.

    >>> cdnow = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    >>> seen = simulate("bg_nbd", cdnow, np.full(5, 39.0), 39.0, np.random.default_rng(1))
    >>> bool(np.all(seen.t_x <= seen.T)), bool(seen.alive[seen.x == 0].all())
    (True, True)
    """
    n = len(T)
    rate = generator.gamma(params["r"], 1 / params["alpha"], n)
    end = np.full(n, np.inf)  # when she leaves
    leaves = np.zeros(n)  # with which probability after a purchase
    if model == "pareto_nbd":
        mu = np.maximum(generator.gamma(params["s"], 1 / params["beta"], n), 1e-300)
        end = generator.exponential(1.0, n) / mu
    else:
        leaves = generator.beta(params["a"], params["b"], n)
    if model == "mbg_nbd":
        end[generator.random(n) < leaves] = 0.0
    now, x, t_x, later = (np.zeros(n) for _ in range(4))
    active = np.flatnonzero(end > 0)
    while len(active):
        now[active] += generator.exponential(1 / np.maximum(rate[active], 1e-300))
        active = active[now[active] <= np.minimum(T[active] + ahead, end[active])]
        before = active[now[active] <= T[active]]
        x[before] += 1
        t_x[before] = now[before]
        later[active[now[active] > T[active]]] += 1
        gone = generator.random(len(active)) < leaves[active]
        end[active[gone]] = now[active[gone]]
        active = active[~gone]
    return Simulated(x, t_x, T, later, end > T)
