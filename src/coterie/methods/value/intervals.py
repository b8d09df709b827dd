"""How far may one customer's value turn out from what is expected? Predictive bounds of the realised value.

Recipe, for ``DRAWS`` = 499 draws that all customers share:
1. Parameters: the seven log parameters from the normal distribution of their estimates (no more than four standard
   errors away), so that what is not known of them is in the bounds.
2. Still there: yes where a uniform number, stratified over the draws, falls below P(alive) under these parameters.
3. Rate: lambda = g / (alpha + T), g a stratified gamma(r + x) number shared by customers of equal x.
4. Leaving: p ~ beta(a, b + x), and the purchase after which she leaves, geometric with p.
5. Purchases: arrivals of one unit-rate Poisson process within lambda t, no more than the number of step 4.
6. Spend: the sum of so many gamma(p) numbers, over nu ~ gamma(q + p x, v + x z).
7. Discount: purchases lie evenly over the part of the horizon in which they fall; their sum takes its mean factor.
The bounds are the 50th smallest and largest of the 499 values, which for independent draws hold 80 %.

A customer's draws depend on seed, x and draw alone, so shuffled rows give the same bounds and equal customers equal
ones; that all share the draws makes no difference to the bounds of one, and bounds of several are never added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv

from coterie.engine import seed_of
from coterie.methods.value.fitting import NAMES, covariance_of, root_of
from coterie.methods.value.gamma_gamma import LEAST_Q, known_spend
from coterie.methods.value.lifetime import Histories
from coterie.methods.value.unique_rows import distinct
from coterie.terms import ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DRAWS = 499
RANK = 49  # (DRAWS + 1) x 10 % - 1: the order statistics that enclose 80 %
FARTHEST = 4.0  # standard errors
MOST = 4096  # purchases of one customer within the horizon; more are cut
ROWS = 8192


def predictive_bounds(
    fit: ValueFit, histories: Histories, *, time: float, rate: float, seed: int, purpose: str
) -> tuple["Floats", "Floats"]:
    """Bounds of the 80 % predictive interval of each customer's discounted spend within ``time``.

    time      length of the horizon in the unit of T.
    rate      continuous discount rate in the same unit: ln(1 + yearly rate) / units a year; 0 for none.
    seed      of the study; ``purpose`` keeps different uses apart.
    Returns   low and high in currency units, 0 <= low <= high, in the order of the histories.
    """
    known, total = known_spend(histories.x, histories.spend)
    first, at = distinct(histories.x, histories.t_x, histories.T, known, total)
    x, t_x, T, known, total = (c[first] for c in (histories.x, histories.t_x, histories.T, known, total))
    draws = _Draws.make(fit, x, T, known, time, seed, purpose)
    low, high = np.empty(len(x)), np.empty(len(x))
    for start in range(0, len(x), ROWS):
        cut = slice(start, start + ROWS)
        values = draws.values(x[cut], t_x[cut], T[cut], known[cut], total[cut], time, rate)
        values = np.partition(np.ascontiguousarray(values.T), (RANK, DRAWS - 1 - RANK), axis=1)
        low[cut], high[cut] = values[:, RANK], values[:, DRAWS - 1 - RANK]
    return low[at], high[at]


def parameter_draws(fit: ValueFit, count: int, generator: np.random.Generator) -> Mapping[str, "Floats"]:
    """Draws of the seven parameters from the normal distribution of their logarithms."""
    normal = np.clip(generator.standard_normal((count, 7)), -FARTHEST, FARTHEST)
    logs = np.log([fit.params[name] for name in NAMES]) + normal @ root_of(covariance_of(fit))
    draws = dict(zip(NAMES, np.exp(logs.T), strict=True))
    draws["q"] = np.maximum(draws["q"], LEAST_Q)
    return draws


@dataclass(frozen=True)
class _Draws:
    """Everything random, made once; rows are draws.

    x, known     distinct values that the columns of the tables stand for.
    log_odds     logit of the uniform number of step 2.
    gone         ln(a / (b + x - 1)), -inf for x = 0.
    g, last      step 3 and 4, by x.
    arrivals     step 5; ``spent`` the sums of step 6 by number of purchases; ``per`` 1 / gamma(q + p x) by known x.
    """

    params: Mapping[str, "Floats"]
    x: "Floats"
    known: "Floats"
    log_odds: "Floats"
    gone: "Floats"
    g: "Floats"
    last: "Ints"
    arrivals: "Floats"
    spent: "Floats"
    per: "Floats"

    @classmethod
    def make(
        cls, fit: ValueFit, x: "Floats", T: "Floats", known: "Floats", time: float, seed: int, purpose: str
    ) -> "_Draws":
        shared = np.random.Generator(np.random.PCG64(seed_of(seed, f"value draws, {purpose}")))
        params = parameter_draws(fit, DRAWS, shared)
        r, alpha, a, b, p = (params[name][:, None] for name in NAMES[:5])
        uniform = _stratified(shared)
        of_x, first = np.unique(x, return_index=True)  # rows are sorted by x, then t_x, then T
        of_known = np.unique(known)
        stratified, leaving, spending = _tables(of_x, of_known, params, seed, purpose)
        g = gammaincinv(r + of_x, stratified)
        busiest = float(np.max(g * time / (alpha + np.minimum.reduceat(T, first))))
        size = int(min(MOST, busiest + 6 * np.sqrt(busiest) + 10))
        spent = np.zeros((DRAWS, size + 1))
        np.cumsum(shared.standard_gamma(p, (DRAWS, size)), axis=1, out=spent[:, 1:])
        with np.errstate(divide="ignore"):
            gone = np.where(of_x > 0, np.log(a / np.where(of_x > 0, b + of_x - 1, 1.0)), -np.inf)
        return cls(
            params=params,
            x=of_x,
            known=of_known,
            log_odds=np.log1p(-uniform) - np.log(uniform),
            gone=gone,
            g=g,
            last=leaving,
            arrivals=np.cumsum(shared.standard_exponential((DRAWS, size)), axis=1),
            spent=spent,
            per=1 / spending,
        )

    def values(
        self, x: "Floats", t_x: "Floats", T: "Floats", known: "Floats", total: "Floats", time: float, rate: float
    ) -> "Floats":
        """Realised values, one row a draw, one column a customer."""
        at, at_known = np.searchsorted(self.x, x), np.searchsorted(self.known, known)
        out = np.zeros((DRAWS, len(x)))
        for s, (r, alpha, v) in enumerate(zip(*(self.params[n] for n in ("r", "alpha", "v")), strict=True)):
            aged = alpha + T
            z = self.gone[s, at] + (r + x) * np.log(aged / (alpha + t_x))
            reach = self.g[s, at] * time / aged
            buys = np.flatnonzero((z < self.log_odds[s]) & (reach >= self.arrivals[s, 0]))
            arrived = np.searchsorted(self.arrivals[s], reach[buys], side="right")
            made = np.minimum(arrived, self.last[s, at[buys]])
            value = self.spent[s, made] * (v + total[buys]) * self.per[s, at_known[buys]]
            if rate > 0:
                half = rate * time / 2 * (made + 1) / (arrived + 1)
                value *= np.exp(-half) * (1 + half * half / 6)  # the mean of exp(-u) over 0 to 2 half, to fourth order
            out[s, buys] = value
        return out


def _tables(
    of_x: "Floats", of_known: "Floats", params: Mapping[str, "Floats"], seed: int, purpose: str
) -> tuple["Floats", "Ints", "Floats"]:
    """Stratified uniforms and the last purchase by x, gamma(q + p x) by known x; each x has its own generator."""
    uniform, spending = np.empty((DRAWS, len(of_x))), np.empty((DRAWS, len(of_known)))
    last = np.empty((DRAWS, len(of_x)), dtype=np.int64)
    for i, x in enumerate(of_x):
        own = np.random.Generator(np.random.PCG64(seed_of(seed, f"value draws by x, {purpose}", f"{x:g}")))
        uniform[:, i] = _stratified(own)
        p = np.clip(own.beta(params["a"], params["b"] + x), 1e-12, 1 - 1e-12)
        last[:, i] = np.minimum(np.ceil(np.log(own.random(DRAWS)) / np.log1p(-p)), 2.0**31).astype(np.int64)
    for i, x in enumerate(of_known):
        own = np.random.Generator(np.random.PCG64(seed_of(seed, f"spend draws by x, {purpose}", f"{x:g}")))
        spending[:, i] = own.standard_gamma(params["q"] + params["p"] * x)
    return uniform, np.maximum(last, 1), spending


def _stratified(generator: np.random.Generator) -> "Floats":
    """Uniform numbers, one in each of ``DRAWS`` equal parts of (0, 1), in random order."""
    return np.asarray((generator.permutation(DRAWS) + generator.uniform(0.001, 0.999, DRAWS)) / DRAWS)
