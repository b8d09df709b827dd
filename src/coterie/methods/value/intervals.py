"""How far may one customer's value turn out from what is expected? Predictive bounds of the realised value.

A customer buys nothing if she has left, and something that depends on x and T alone if she is there, times a level of
spend. So the second part is drawn once for all customers of equal x and T, and the first needs no draws:

1. Parameters: the seven log parameters, ``DRAWS`` = 499 times from the normal distribution of their estimates (no more
   than four standard errors away), so that what is not known of them is in the bounds.
2. Rate: lambda = g / (alpha + T), g a stratified gamma(r + x) number shared by customers of equal x.
3. Leaving, as the purchase model has it (:mod:`coterie.methods.value.fates`): the purchase after which she leaves,
   geometric with p ~ beta(a, b + x), or the time she stays, exponential with mu ~ gamma(s, beta + T).
4. Purchases: arrivals of one unit-rate Poisson process while she stays, no more than the number of step 3.
5. Spend: the sum of so many gamma(p) numbers, over nu ~ gamma(q + p x, v + x z).
6. Discount: purchases lie evenly over the part of the horizon in which they fall; their sum takes its mean factor.
7. Still there: P(alive), its mean over the parameters (cubature of degree three: a step of two standard errors up and
   down each of four independent directions).
A value is A (v + x z), with A the same for all of equal x and T; of A and of A v the sorted draws are kept. The bounds
leave out 10 % at each end: with P = P(alive) they are the quantiles 1 - 0.9 / P (0 where that is below 0) and
1 - 0.1 / P of one who is there, each that of A times x z plus that of A v, which rise and fall together.
The k-th smallest of 499 draws is their quantile k / 500.

A customer's draws depend on seed, x and draw alone, so shuffled rows give the same bounds, equal customers equal ones,
and one customer alone those that she has in a crowd; that all share the draws makes no difference to the bounds of one,
and bounds of several are never added.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv

from coterie.engine import seed_of
from coterie.methods.value.fates import Fates
from coterie.methods.value.fitting import covariance_of, model_of, names_of, root_of
from coterie.methods.value.gamma_gamma import LEAST_Q, known_spend
from coterie.methods.value.kinds import estimated, moves, of_each
from coterie.methods.value.lifetime import Histories, p_alive
from coterie.methods.value.unique_rows import distinct
from coterie.terms import ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DRAWS = 499
OUTSIDE = 0.1  # at each end
FARTHEST = 4.0  # standard errors
LEAST = 1e-12  # of P(alive), so that it can be divided by
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

    def answer(kind: ValueFit, rows: "Ints | slice") -> tuple["Floats", ...]:
        return _bounds(kind, histories.rows(rows), time, rate, seed, purpose)

    low, high = of_each(fit, histories.traits, len(histories.x), answer)
    return low, high


def _bounds(
    fit: ValueFit, histories: Histories, time: float, rate: float, seed: int, purpose: str
) -> tuple["Floats", "Floats"]:
    """The bounds of customers of one kind."""
    x, T = histories.x, histories.T
    known, total = known_spend(x, histories.spend)
    alive = _mean_p_alive(fit, x, histories.t_x, T)
    first, at = distinct(x, T, known)
    x, T, known = (c[first] for c in (x, T, known))
    draws = Draws.make(fit, x, T, known, time, seed, purpose)
    low, high = np.empty(len(at)), np.empty(len(at))
    members = np.argsort(at, kind="stable")
    ends = np.searchsorted(at[members], np.arange(ROWS, len(x) + ROWS, ROWS))
    for block, (begin, end) in enumerate(itertools.pairwise((0, *ends))):
        cut, who = slice(block * ROWS, (block + 1) * ROWS), members[begin:end]
        tables = tuple(np.sort(t, axis=1) for t in draws.values(x[cut], T[cut], known[cut], time, rate))
        rows, spent = at[who] - block * ROWS, total[who]
        low[who] = _quantile(tables, rows, spent, 1 - (1 - OUTSIDE) / alive[who])
        high[who] = _quantile(tables, rows, spent, 1 - OUTSIDE / alive[who])
    return low, high


def _quantile(tables: tuple["Floats", ...], rows: "Ints", spent: "Floats", share: "Floats") -> "Floats":
    """Quantiles of one who is there, from the sorted draws of A and of A v; 0 for a share of 0 and below."""
    place = np.clip(share * (DRAWS + 1) - 1, 0.0, DRAWS - 1.0)
    below = np.minimum(place.astype(np.int64), DRAWS - 2)
    part = place - below
    per, whole = (t[rows, below] * (1 - part) + t[rows, below + 1] * part for t in tables)
    return np.where(share > 0, per * spent + whole, 0.0)


def _mean_p_alive(fit: ValueFit, x: "Floats", t_x: "Floats", T: "Floats") -> "Floats":
    """P(alive) of each customer, the mean over what is not known of the parameters."""
    model = model_of(fit)
    centre = np.log([fit.params[name] for name in model.names])
    steps = 2 * root_of(covariance_of(fit)[:4, :4])  # the root of the number of parameters, 4, times one error
    if not steps.any():
        return np.maximum(p_alive(fit.params, x, t_x, T, model), LEAST)
    moved = [dict(zip(model.names, np.exp(centre + way * step), strict=True)) for step in steps for way in (1, -1)]
    return np.maximum(sum(p_alive(params, x, t_x, T, model) for params in moved) / len(moved), LEAST)


def parameter_draws(fit: ValueFit, count: int, generator: np.random.Generator) -> Mapping[str, "Floats"]:
    """Draws of the seven parameters from the normal distribution of their logarithms."""
    return drawn_parameters(fit, log_draws(fit, count, generator), np.empty(0))


def log_draws(fit: ValueFit, count: int, generator: np.random.Generator) -> "Floats":
    """Draws of everything that was estimated, one a row: log parameters, and effects of traits where there are any."""
    covariance = covariance_of(fit)
    normal = np.clip(generator.standard_normal((count, len(covariance))), -FARTHEST, FARTHEST)
    return np.asarray(estimated(fit) + normal @ root_of(covariance))


def drawn_parameters(fit: ValueFit, drawn: "Floats", z: "Floats") -> Mapping[str, "Floats"]:
    """The seven parameters of customers with traits z under each draw of :func:`log_draws`."""
    logs = drawn @ moves(fit, z).T if fit.design.columns else drawn
    draws = dict(zip(names_of(fit), np.exp(logs.T), strict=True))
    draws["q"] = np.maximum(draws["q"], LEAST_Q)
    return draws


@dataclass(frozen=True)
class Draws:
    """Everything random, made once; rows are draws.

    x, known     distinct values that the columns of the tables stand for.
    fates        step 3, as the purchase model has them; ``last`` the purchase after which she leaves, by x.
    g            step 2, by x.
    arrivals     step 4; ``spent`` the sums of step 5 by number of purchases; ``per`` 1 / gamma(q + p x) by known x.
    """

    params: Mapping[str, "Floats"]
    x: "Floats"
    known: "Floats"
    fates: Fates
    g: "Floats"
    last: "Ints"
    arrivals: "Floats"
    spent: "Floats"
    per: "Floats"

    @classmethod
    def make(
        cls, fit: ValueFit, x: "Floats", T: "Floats", known: "Floats", time: float, seed: int, purpose: str
    ) -> "Draws":
        """The draws of one study: shared by all of its customers, so that equal customers get equal bounds."""
        shared = np.random.Generator(np.random.PCG64(seed_of(seed, f"value draws, {purpose}")))
        params = parameter_draws(fit, DRAWS, shared)
        r, alpha, p = (params[name][:, None] for name in ("r", "alpha", "p"))
        of_x, first = np.unique(x, return_index=True)  # rows are sorted by x, then t_x, then T
        of_known = np.unique(known)
        fates = model_of(fit).fates(params, seed, purpose)
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
            fates=fates,
            g=g,
            last=fates.last(of_x),
            arrivals=np.cumsum(np.ascontiguousarray(arriving.standard_exponential((size, DRAWS)).T), axis=1),
            spent=spent,
            per=1 / spending,
        )

    def values(self, x: "Floats", T: "Floats", known: "Floats", time: float, rate: float) -> tuple["Floats", "Floats"]:
        """A and A v of customers who are there, one row a history, one column a draw: A (v + x z) is her value."""
        at, at_known = np.searchsorted(self.x, x), np.searchsorted(self.known, known)
        out = np.zeros((DRAWS, len(x)))
        for s, alpha in enumerate(self.params["alpha"]):
            stays = self.fates.reach(s, time, T)
            reach = self.g[s, at] * stays / (alpha + T)
            buys = np.flatnonzero(reach >= self.arrivals[s, 0])
            arrived = np.searchsorted(self.arrivals[s], reach[buys], side="right")
            made = np.minimum(arrived, self.last[s, at[buys]])
            value = self.spent[s, made] * self.per[s, at_known[buys]]
            if rate > 0:
                length = stays if isinstance(stays, float) else stays[buys]
                half = rate * length / 2 * (made + 1) / (arrived + 1)
                value *= np.exp(-half) * (1 + half * half / 6)  # the mean of exp(-u) over 0 to 2 half, to fourth order
            out[s, buys] = value
        per = np.ascontiguousarray(out.T)
        return per, per * self.params["v"]


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
