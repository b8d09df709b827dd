"""How often will they take an opportunity, and did they leave? BG/BB in discrete time (Fader, Hardie and Shang 2010).

There are n opportunities, such as the years of a charity. While a supporter, one takes each with probability
p ~ beta(alpha, beta), and at the beginning of each one leaves with probability theta ~ beta(gamma, delta). The
likelihood of x taken, the last of them number t_x ("Customer-Base Analysis in a Discrete-Time Noncontractual Setting",
Marketing Science 29(6), 1086-1108, equation 5) is

    L = B(alpha+x, beta+n-x) B(gamma, delta+n) / c
        + sum over i from t_x to n-1 of B(alpha+x, beta+i-x) B(gamma+1, delta+i) / c

with c = B(alpha, beta) B(gamma, delta), the first part for those still there, the others for those who left after
opportunity i. Derivatives are those of a mixture, as in :mod:`coterie.methods.value.pareto_nbd`. Rows are distinct
(x, t_x, n) with counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln, digamma, zeta

from coterie.methods.value.newton import Fitted
from coterie.methods.value.priors import Prior
from coterie.methods.value.searching import search
from coterie.methods.value.unique_rows import UniqueRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = ("alpha", "beta", "gamma", "delta")
WIDEST = 1e4


@dataclass(frozen=True)
class BetaBernoulli:
    """The model as an object, for what fits any model again: :mod:`coterie.methods.value.bootstrap`."""

    name: str = "bg_bb"
    names: tuple[str, ...] = NAMES

    def fit(self, rows: UniqueRows, prior: bool = False) -> Fitted:
        """See :func:`fit`."""
        return fit(rows, prior)


BG_BB = BetaBernoulli()


def fit(rows: UniqueRows, prior: bool = False) -> Fitted:
    """Parameters alpha, beta, gamma and delta with the highest likelihood over unique rows (x, t_x, n).

    rows       ``T`` holds the number of opportunities n, whole numbers of at least 1; x <= t_x <= n.
    prior      whether gamma and delta get the wide prior of :mod:`coterie.methods.value.priors`, around 1.
    Returns    estimates with standard errors; ``converged`` is False where the search did not arrive.
    """
    low, high = np.full(4, -np.log(WIDEST)), np.full(4, np.log(WIDEST))
    belief = Prior.on(np.zeros(4), np.array([False, False, True, True])) if prior else None
    second = np.array([np.nan, np.nan, *np.log([0.05, 5.0])])
    return search(NAMES, Likelihood(rows), np.zeros(4), low, high, second=second, prior=belief)


class Likelihood:
    """The log-likelihood of unique rows with gradient and Hessian in the logarithms of the four parameters."""

    def __init__(self, rows: UniqueRows) -> None:
        self.x, self.t_x, self.n = (c.values[c.at] for c in (rows.x, rows.t_x, rows.T))
        self.count = rows.count

    def __call__(self, theta: "Floats") -> tuple[float, "Floats", "Floats"]:
        """Value, gradient (4) and Hessian (4 x 4) at the log parameters."""
        parameters = np.exp(theta)
        logs, when, gone = _parts(parameters, self.x, self.t_x, self.n)
        highest = logs.max(axis=1)
        share = np.exp(logs - highest[:, None])
        total = share.sum(axis=1)
        share /= total[:, None]
        first, second = _derivatives(parameters, self.x[:, None], when, gone)
        first = np.stack([np.where(share > 0, each, 0.0) for each in first])
        mean = np.einsum("irk,rk->ir", first, share)
        weight = self.count[:, None] * share
        hessian = np.einsum("irk,jrk,rk->ij", first, first, weight) - (mean * self.count) @ mean.T
        for (i, j), values in second.items():
            more = float(np.sum(np.where(share > 0, values, 0.0) * weight))
            hessian[i, j] += more
            if i != j:
                hessian[j, i] += more
        gradient = (mean @ self.count) * parameters
        hessian = hessian * np.outer(parameters, parameters) + np.diag(gradient)
        return float(self.count @ (np.log(total) + highest)), gradient, hessian


def _parts(
    parameters: "Floats", x: "Floats", t_x: "Floats", n: "Floats"
) -> tuple["Floats", "Floats", "NDArray[np.bool_]"]:
    """Logs of the parts of the likelihood, -inf where there is none; the opportunities lived through; who left."""
    alpha, beta, gamma, delta = parameters
    when = np.minimum(np.arange(float(n.max()) + 1)[None, :], n[:, None])  # the column of n itself: still there
    when = np.column_stack([when[:, :-1], n])
    gone = np.ones(when.shape, dtype=bool)
    gone[:, -1] = False
    taken = np.minimum(x[:, None], when)
    logs = betaln(alpha + taken, beta + when - taken) - betaln(alpha, beta)
    logs += betaln(gamma + gone, delta + when) - betaln(gamma, delta)
    steps = np.arange(when.shape[1])[None, :]
    possible = ~gone | ((steps >= t_x[:, None]) & (steps < n[:, None]))
    return np.where(possible, logs, -np.inf), when, gone


def _derivatives(
    parameters: "Floats", x: "Floats", when: "Floats", gone: "NDArray[np.bool_]"
) -> tuple["Floats", dict[tuple[int, int], "Floats"]]:
    """First and second derivatives of the log of each part in alpha, beta, gamma, delta."""
    alpha, beta, gamma, delta = parameters
    x = np.minimum(x, when)
    sums = ((alpha + x, beta + when - x, alpha, beta), (gamma + gone, delta + when, gamma, delta))
    first, second = [], {}
    for at, (p, q, p0, q0) in zip((0, 2), sums, strict=True):
        both = digamma(p + q) - digamma(p0 + q0)
        first += [digamma(p) - digamma(p0) - both, digamma(q) - digamma(q0) - both]
        mixed = zeta(2, p0 + q0) - zeta(2, p + q)
        second[at, at] = zeta(2, p) - zeta(2, p0) + mixed
        second[at + 1, at + 1] = zeta(2, q) - zeta(2, q0) + mixed
        second[at, at + 1] = mixed
    return np.stack(first), second


def odds_of_gone(params: Mapping[str, float], x: "Floats", t_x: "Floats", n: "Floats") -> "Floats":
    """Log odds that a supporter had left by opportunity n; -inf where the last one was taken."""
    logs, _, _ = _parts(np.array([params[name] for name in NAMES]), x, t_x, n)
    left = logs[:, :-1]
    if not left.shape[1]:
        return np.full(len(x), -np.inf)
    highest = np.maximum(left.max(axis=1), -1e300)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(left - highest[:, None]).sum(axis=1)) + highest - logs[:, -1])


def purchases_if_alive(params: Mapping[str, float], x: "Floats", n: "Floats", times: "Floats") -> "Floats":
    """Expected opportunities taken among the next ``times`` of a supporter who is there after n of them.

    The mean of p ~ beta(alpha+x, beta+n-x) times the expected number of opportunities she lives through, the sum over
    k of E[(1-theta)^k] with theta ~ beta(gamma, delta+n).

    times      whole numbers of opportunities, ascending, at least 0.
    Returns    array of shape (rows, times).
    """
    alpha, beta, gamma, delta = (params[name] for name in NAMES)
    steps = np.arange(int(times[-1]))[None, :]
    lived = np.cumprod((delta + n[:, None] + steps) / (gamma + delta + n[:, None] + steps), axis=1)
    reached = np.column_stack([np.zeros(len(x)), np.cumsum(lived, axis=1)])[:, times.astype(np.int64)]
    return np.asarray(((alpha + x) / (alpha + beta + n))[:, None] * reached)
