"""How often will they buy, and when do they leave, at any moment? Pareto/NBD (Schmittlein, Morrison, Colombo 1987).

While a customer, one buys as a Poisson process with rate lambda ~ gamma(r, alpha), and stays for an exponential time
with rate mu ~ gamma(s, beta). The likelihood of x, t_x, T ("Counting Your Customers: Who Are They and What Will They Do
Next?", Management Science 33(1), 1-24; derived step by step in Fader and Hardie's note of 2005) is

    L = G(r+x)/G(r) alpha^r beta^s { (alpha+T)^-(r+x) (beta+T)^-s
                                     + integral from t_x to T of s (alpha+u)^-(r+x) (beta+u)^-(s+1) du },

the first part for those still there, the second for those who left at u. The papers write the integral with Gauss
hypergeometric functions and take differences of them. Here it is taken by Gauss-Legendre quadrature in
ln(min(alpha, beta) + u): all terms are positive, so no digits are lost, and the derivatives are those of a mixture over
the nodes: gradient = mean of d ln(part), Hessian = mean of d2 ln(part) + covariance of d ln(part).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma, gammaln, zeta

from coterie.methods.value.newton import Fitted, maximise
from coterie.methods.value.priors import Prior
from coterie.methods.value.searching import search
from coterie.methods.value.unique_rows import UniqueRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = ("r", "alpha", "s", "beta")
WIDEST = 1e5  # r and s stay within 1e-5 and 1e5, alpha and beta within that share and multiple of the longest T
SAMPLE = 4_000  # unique rows on which the search starts where there are many more
BLOCK = 2048
DECAY = 40.0  # the integrand is cut where it has fallen by exp(-40)
NODES, WEIGHTS = ((part + shift) / 2 for part, shift in zip(np.polynomial.legendre.leggauss(32), (1, 0), strict=True))


def fit(rows: UniqueRows, prior: bool = False) -> Fitted:
    """Parameters r, alpha, s and beta (alpha and beta in the unit of T) with the highest likelihood over unique rows.

    prior      whether s and beta get the wide prior of :mod:`coterie.methods.value.priors`, around 1 and the longest T.
    Returns    estimates with standard errors; ``converged`` is False where the search did not arrive.
    """
    longest = float(rows.T.values[-1])
    low, high = (np.log([w, w * longest, w, w * longest]) for w in (1 / WIDEST, WIDEST))
    start = np.log([1.0, longest, 1.0, longest])
    belief = Prior.on(start, np.array([False, False, True, True])) if prior else None
    step = len(rows) // SAMPLE
    if step > 1:
        start = maximise(Likelihood(rows.every(step)), start, low, high, tolerance=1e-3).theta
    second = np.array([np.nan, np.nan, *np.log([0.1, longest])])
    return search(NAMES, Likelihood(rows), start, low, high, second=second, prior=belief)


class Likelihood:
    """The log-likelihood of unique rows with gradient and Hessian in the log parameters ln(r, alpha, s, beta)."""

    def __init__(self, rows: UniqueRows) -> None:
        self.x, self.t_x, self.T = (c.values[c.at] for c in (rows.x, rows.t_x, rows.T))
        self.count = rows.count

    def __call__(self, theta: "Floats") -> tuple[float, "Floats", "Floats"]:
        """Value, gradient (4) and Hessian (4 x 4) at the log parameters."""
        value, gradient, hessian = 0.0, np.zeros(4), np.zeros((4, 4))
        for start in range(0, len(self.count), BLOCK):
            cut = slice(start, start + BLOCK)
            of_row, first, second = per_row(np.exp(theta)[:, None], self.x[cut], self.t_x[cut], self.T[cut])
            count = self.count[cut]
            value += float(count @ of_row)
            gradient += first @ count
            hessian += second @ count
        return value, gradient, hessian


def per_row(parameters: "Floats", x: "Floats", t_x: "Floats", T: "Floats") -> tuple["Floats", "Floats", "Floats"]:
    """Log-likelihood of each row with its derivatives in the logarithms of r, alpha, s, beta.

    parameters   of shape (4, rows), or (4, 1) where all rows share them.
    Returns      arrays of shape (rows), (4, rows), (4, 4, rows).
    """
    r, alpha, s, beta = (np.broadcast_to(row, x.shape) for row in parameters)
    n, alive, (nodes, logs) = _parts(r, alpha, s, beta, x, t_x, T)
    highest = np.maximum(alive, logs.max(axis=1))
    share = np.exp(np.column_stack([logs, alive]) - highest[:, None])
    total = share.sum(axis=1)
    share /= total[:, None]
    when = np.column_stack([nodes, T])
    by_alpha, by_beta = 1 / (alpha[:, None] + when), 1 / (beta[:, None] + when)
    gone = np.ones(when.shape[1])
    gone[-1] = 0.0  # the last column is that of customers who are still there
    first = np.stack(
        [
            np.log(by_alpha),
            -n[:, None] * by_alpha,
            gone / s[:, None] + np.log(by_beta),
            -(s[:, None] + gone) * by_beta,
        ],
        axis=1,
    )
    mean = np.einsum("nik,nk->ni", first, share)
    centred = first - mean[:, :, None]  # the square of the mean taken off afterwards costs digits where r is large
    second = np.matmul(centred * share[:, None, :], centred.transpose(0, 2, 1))
    for i, j, values in (
        (0, 1, -by_alpha),
        (1, 1, n[:, None] * by_alpha**2),
        (2, 2, -gone / s[:, None] ** 2),
        (2, 3, -by_beta),
        (3, 3, (s[:, None] + gone) * by_beta**2),
    ):
        more = np.einsum("nk,nk->n", np.broadcast_to(values, share.shape), share)
        second[:, i, j] += more
        if i != j:
            second[:, j, i] += more
    value = np.log(total) + highest + gammaln(n) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return value, *_in_logarithms(mean.T, second.transpose(1, 2, 0), r, alpha, s, beta, n)


def _parts(
    r: "Floats", alpha: "Floats", s: "Floats", beta: "Floats", x: "Floats", t_x: "Floats", T: "Floats"
) -> tuple["Floats", "Floats", tuple["Floats", "Floats"]]:
    """The sum r + x, the log of the part for those still there, moments of leaving with the logs of their parts."""
    n, least = r + x, np.minimum(alpha, beta)
    begin = least + t_x
    slope = n * begin / (alpha + t_x) + (s + 1) * begin / (beta + t_x) - 1  # it only grows with u
    span = np.minimum(np.log((least + T) / begin), DECAY / np.maximum(slope, 1e-9))
    grown = begin[:, None] * np.exp(span[:, None] * NODES)
    u = grown - least[:, None]
    with np.errstate(divide="ignore"):
        logs = (np.log(s) + np.log(span))[:, None] + np.log(WEIGHTS * grown)
    logs -= n[:, None] * np.log(alpha[:, None] + u) + (s + 1)[:, None] * np.log(beta[:, None] + u)
    return n, -n * np.log(alpha + T) - s * np.log(beta + T), (u, logs)


def _in_logarithms(
    first: "Floats", second: "Floats", r: "Floats", alpha: "Floats", s: "Floats", beta: "Floats", n: "Floats"
) -> tuple["Floats", "Floats"]:
    """Adds the derivatives of ln G(r+x) - ln G(r) + r ln alpha + s ln beta, and goes over to log parameters."""
    first = first + np.stack([digamma(n) - digamma(r) + np.log(alpha), r / alpha, np.log(beta), s / beta])
    second[0, 0] += zeta(2, n) - zeta(2, r)
    for i, j, values in ((0, 1, 1 / alpha), (2, 3, 1 / beta)):
        second[i, j] += values
        second[j, i] += values
    second[1, 1] -= r / alpha**2
    second[3, 3] -= s / beta**2
    scale = np.stack([r, alpha, s, beta])
    first = first * scale
    second = second * scale[:, None] * scale[None, :]
    second[np.arange(4), np.arange(4)] += first
    return first, second


def odds_of_gone(params: Mapping[str, float], x: "Floats", t_x: "Floats", T: "Floats") -> "Floats":
    """z, the log odds that a customer has left by T; finite or -inf, where t_x = T.

    >>> cdnow = {"r": 0.5533971, "alpha": 10.5801985, "s": 0.6060625, "beta": 11.6562237}
    >>> z = odds_of_gone(cdnow, np.zeros(1), np.zeros(1), np.array([39.0]))
    >>> (1 / (1 + np.exp(z))).round(5).tolist()
    [0.29416]
    """
    out = np.empty(len(x))
    for start in range(0, len(x), BLOCK):
        cut = slice(start, start + BLOCK)
        r, alpha, s, beta = (np.full(len(x[cut]), params[name]) for name in NAMES)
        _, alive, (_, logs) = _parts(r, alpha, s, beta, x[cut], t_x[cut], T[cut])
        highest = logs.max(axis=1)
        safe = np.where(np.isfinite(highest), highest, 0.0)
        with np.errstate(divide="ignore"):
            out[cut] = np.log(np.exp(logs - safe[:, None]).sum(axis=1)) + safe - alive
    return out


def purchases_if_alive(params: Mapping[str, float], x: "Floats", T: "Floats", times: "Floats") -> "Floats":
    """Expected purchases within each of ``times`` after T of a customer who is there at T.

    (r+x)/(alpha+T) times the expected time she stays of t, the integral of ((beta+T)/(beta+T+u))^s: equation 41 of
    Fader and Hardie's note without P(alive), written so that s = 1 is no special case.

    Returns   array of shape (rows, times), at least 0.
    """
    aged = (params["beta"] + T)[:, None]
    length = np.log1p(times[None, :] / aged)
    stays = aged * length * _mean_growth((1 - params["s"]) * length)
    return np.asarray(((params["r"] + x) / (params["alpha"] + T))[:, None] * stays)


def pairs_of_purchases(params: Mapping[str, float], x: "Floats", T: "Floats", time: float) -> "Floats":
    """E[Y (Y - 1)] of the purchases Y within ``time`` of a customer who is there at T; gives their variance.

    E[lambda^2] times the expected square of the time she stays of t.
    """
    n, s, aged = params["r"] + x, params["s"], params["beta"] + T
    length = np.log1p(time / aged)
    square = 2 * aged**2 * length * (_mean_growth((2 - s) * length) - _mean_growth((1 - s) * length))
    near = length < 1e-4  # the difference above has few digits left there
    square = np.where(near, time**2 * (1 - 2 * s * time / (3 * aged)), square)
    return np.asarray(n * (n + 1) / (params["alpha"] + T) ** 2 * square)


def _mean_growth(y: "Floats") -> "Floats":
    """(exp y - 1) / y, 1 at y = 0."""
    return np.where(np.abs(y) < 1e-12, 1.0, np.expm1(y) / np.where(y == 0, 1.0, y))
