"""How far may one customer's value turn out from what is expected? Predictive bounds of the realised value.

Recipe, for ``DRAWS`` = 499 draws that all customers share:
1. Parameters: the seven log parameters from the normal distribution of their estimates (no more than four standard
   errors away), so that what is not known of them is in the bounds.
2. Still there: yes where a uniform number, stratified over the draws, falls below P(alive) under these parameters.
3. Rate: lambda = g / (alpha + T), g a stratified gamma(r + x) number shared by customers of equal x.
4. Leaving, as the purchase model has it (:mod:`coterie.methods.value.fates`): the purchase after which she leaves,
   geometric with p ~ beta(a, b + x), or the time she stays, exponential with mu ~ gamma(s, beta + T).
5. Purchases: arrivals of one unit-rate Poisson process while she stays, no more than the number of step 4.
6. Spend: the sum of so many gamma(p) numbers, over nu ~ gamma(q + p x, v + x z).
7. Discount: purchases lie evenly over the part of the horizon in which they fall; their sum takes its mean factor.
The bounds are the 50th smallest and largest of the 499 values, which for independent draws hold 80 %.

A customer's draws depend on seed, x and draw alone, so shuffled rows give the same bounds, equal customers equal ones,
and one customer alone those that she has in a crowd; that all share the draws makes no difference to the bounds of one,
and bounds of several are never added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv

from coterie.engine import seed_of
from coterie.methods.value.fates import Fates
from coterie.methods.value.fitting import covariance_of, model_of, names_of, root_of
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
    names = names_of(fit)
    logs = np.log([fit.params[name] for name in names]) + normal @ root_of(covariance_of(fit))
    draws = dict(zip(names, np.exp(logs.T), strict=True))
    draws["q"] = np.maximum(draws["q"], LEAST_Q)
    return draws


@dataclass(frozen=True)
class _Draws:
    """Everything random, made once; rows are draws.

    x, known     distinct values that the columns of the tables stand for.
    log_odds     logit of the uniform number of step 2.
    fates        step 2 and 4, as the purchase model has them; ``last`` the purchase after which she leaves, by x.
    g            step 3, by x.
    arrivals     step 5; ``spent`` the sums of step 6 by number of purchases; ``per`` 1 / gamma(q + p x) by known x.
    """

    params: Mapping[str, "Floats"]
    x: "Floats"
    known: "Floats"
    log_odds: "Floats"
    fates: Fates
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
        r, alpha, p = (params[name][:, None] for name in ("r", "alpha", "p"))
        uniform = _stratified(shared)
        of_x, first = np.unique(x, return_index=True)  # rows are sorted by x, then t_x, then T
        of_known = np.unique(known)
        fates = model_of(fit).fates(fit.params, params, seed, purpose)
        stratified, spending = _tables(of_x, of_known, params, seed, purpose)
        g = gammaincinv(r + of_x, stratified)
        busiest = float(np.max(g * time / (alpha + np.minimum.reduceat(T, first))))
        size = int(min(MOST, busiest + 6 * np.sqrt(busiest) + 10))
        spending_of, arriving = (
            np.random.Generator(np.random.PCG64(seed_of(seed, f"{what} draws, {purpose}"))) for what in ("sum", "time")
        )
        # Purchase by purchase, so that a customer alone, who needs fewer, gets the first of the same numbers.
        spent = np.zeros((DRAWS, size + 1))
        np.cumsum(spending_of.standard_gamma(p.T, (size, DRAWS)).T, axis=1, out=spent[:, 1:])
        return cls(
            params=params,
            x=of_x,
            known=of_known,
            log_odds=np.log1p(-uniform) - np.log(uniform),
            fates=fates,
            g=g,
            last=fates.last(of_x),
            arrivals=np.cumsum(np.ascontiguousarray(arriving.standard_exponential((size, DRAWS)).T), axis=1),
            spent=spent,
            per=1 / spending,
        )

    def values(
        self, x: "Floats", t_x: "Floats", T: "Floats", known: "Floats", total: "Floats", time: float, rate: float
    ) -> "Floats":
        """Realised values, one row a draw, one column a customer."""
        at, at_known = np.searchsorted(self.x, x), np.searchsorted(self.known, known)
        out, fate = np.zeros((DRAWS, len(x))), self.fates.of(x, t_x, T)
        for s, (alpha, v) in enumerate(zip(self.params["alpha"], self.params["v"], strict=True)):
            stays = fate.reach(s, time)
            reach = self.g[s, at] * stays / (alpha + T)
            buys = np.flatnonzero((fate.odds(s) < self.log_odds[s]) & (reach >= self.arrivals[s, 0]))
            arrived = np.searchsorted(self.arrivals[s], reach[buys], side="right")
            made = np.minimum(arrived, self.last[s, at[buys]])
            value = self.spent[s, made] * (v + total[buys]) * self.per[s, at_known[buys]]
            if rate > 0:
                length = stays if isinstance(stays, float) else stays[buys]
                half = rate * length / 2 * (made + 1) / (arrived + 1)
                value *= np.exp(-half) * (1 + half * half / 6)  # the mean of exp(-u) over 0 to 2 half, to fourth order
            out[s, buys] = value
        return out


def _tables(
    of_x: "Floats", of_known: "Floats", params: Mapping[str, "Floats"], seed: int, purpose: str
) -> tuple["Floats", "Floats"]:
    """Stratified uniforms by x, gamma(q + p x) by known x; each x has its own generator."""
    uniform, spending = np.empty((DRAWS, len(of_x))), np.empty((DRAWS, len(of_known)))
    for i, x in enumerate(of_x):
        own = np.random.Generator(np.random.PCG64(seed_of(seed, f"value draws by x, {purpose}", f"{x:g}")))
        uniform[:, i] = _stratified(own)
    for i, x in enumerate(of_known):
        own = np.random.Generator(np.random.PCG64(seed_of(seed, f"spend draws by x, {purpose}", f"{x:g}")))
        spending[:, i] = own.standard_gamma(params["q"] + params["p"] * x)
    return uniform, spending


def _stratified(generator: np.random.Generator) -> "Floats":
    """Uniform numbers, one in each of ``DRAWS`` equal parts of (0, 1), in random order."""
    return np.asarray((generator.permutation(DRAWS) + generator.uniform(0.001, 0.999, DRAWS)) / DRAWS)
