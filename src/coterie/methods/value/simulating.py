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


def simulate_opportunities(
    params: Mapping[str, float], n: "Floats", generator: np.random.Generator
) -> tuple["Floats", "Floats"]:
    """Opportunities taken, and the number of the last one, of supporters under BG/BB.

    params     alpha, beta, gamma, delta; n the opportunities of each, at least 1.
    Returns    x and t_x, 0 <= x <= t_x <= n, t_x = 0 for x = 0.

    >>> x, t_x = simulate_opportunities(
    ...     {"alpha": 1.2, "beta": 0.75, "gamma": 0.66, "delta": 2.8}, np.full(50, 6.0), np.random.default_rng(1)
    ... )
    >>> bool(np.all((x <= t_x) & (t_x <= 6)))
    True
    """
    takes = generator.beta(params["alpha"], params["beta"], len(n))
    leaves = np.maximum(generator.beta(params["gamma"], params["delta"], len(n)), 1e-12)
    lived = np.minimum(generator.geometric(leaves) - 1.0, n)
    steps = np.arange(1, int(n.max()) + 1)
    taken = (generator.random((len(n), len(steps))) < takes[:, None]) & (steps <= lived[:, None])
    return taken.sum(axis=1).astype(np.float64), np.asarray((taken * steps).max(axis=1), dtype=np.float64)


def simulate_spend(params: Mapping[str, float], x: "Floats", generator: np.random.Generator) -> "Floats":
    """Mean spend of x purchases of each customer under gamma-gamma; NaN for x = 0.

    >>> simulate_spend({"p": 6.25, "q": 3.74, "v": 15.44}, np.array([0.0, 3.0]), np.random.default_rng(1)).shape
    (2,)
    """
    level = generator.gamma(params["q"], 1 / params["v"], len(x))
    total = generator.gamma(params["p"] * np.maximum(x, 1.0)) / level
    return np.where(x > 0, total / np.maximum(x, 1.0), np.nan)
