"""How much does one buy who leaves after a purchase, if at all? The answers that BG/NBD and MBG/NBD share.

A customer with history x, t_x, T who is still there has rate lambda ~ gamma(r+x, alpha+T) and leaves after a purchase
with probability p ~ beta(a, b+x+d), where d = 0 in BG/NBD and d = 1 in MBG/NBD, whose customers may leave after their
first purchase too (``coins``). Of her, t units of time bring (1 - exp(-lambda p t)) / p purchases, in expectation

    E[Y(t) | alive] = integral over p ~ beta(a, b+x+d) of (1 - (1 + p t / (alpha+T))^-(r+x)) / p,

which is the numerator of equation 10 of Fader, Hardie and Lee (2005) before its integral is written as a Gauss
hypergeometric function. The integral is taken by Gauss-Jacobi quadrature: all terms are positive, so no digits are lost
where the hypergeometric form divides by a - 1 or takes differences of large numbers.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST, MOST = 8, 400  # nodes of the quadrature
DIGITS = 10.0
CHUNK = 4_000_000  # numbers held at once
FEW = 4  # rows of nodes that are remembered: those of single customers, asked for again and again


def odds_of_gone(params: Mapping[str, float], x: "Floats", t_x: "Floats", T: "Floats", *, coins: int = 0) -> "Floats":
    """z, the log odds that a customer has left; -inf for customers who had no purchase after which to leave."""
    r, alpha, a, b = (params[name] for name in ("r", "alpha", "a", "b"))
    tossed = x + coins
    other = np.where(tossed > 0, b + tossed - 1, 1.0)
    z = np.log(a / other) + (r + x) * (np.log(alpha + T) - np.log(alpha + t_x))
    return np.where(tossed > 0, z, -np.inf)


def purchases_if_alive(
    params: Mapping[str, float], x: "Floats", T: "Floats", times: "Floats", *, coins: int = 0
) -> "Floats":
    """Expected purchases within each of ``times`` after T of a customer who is there at T.

    x, T      one pair a row; pass distinct pairs, the answer depends on nothing else.
    times     lengths of time, ascending, at least 0, in the unit of T.
    Returns   array of shape (rows, times), at least 0.
    """
    out = np.empty((len(x), len(times)))
    distinct, at = np.unique(x, return_inverse=True)
    order = np.lexsort((T, at))
    nodes, weights = _nodes(params, distinct, x, T, float(times[-1]), coins)
    step = max(1, CHUNK // (len(times) * nodes.shape[1]))
    for start in range(0, len(order), step):
        rows = order[start : start + step]
        p, w = nodes[at[rows]][:, None, :], weights[at[rows]][:, None, :]
        shape = (params["r"] + x[rows])[:, None, None]
        scaled = times[None, :] / (params["alpha"] + T[rows])[:, None]
        gone = np.log1p(p * scaled[:, :, None])
        gone *= -shape
        out[rows] = -np.einsum("rtk,rtk->rt", np.expm1(gone, out=gone), np.broadcast_to(w / p, gone.shape))
    return out


def pairs_of_purchases(
    params: Mapping[str, float], x: "Floats", T: "Floats", time: float, *, coins: int = 0
) -> "Floats":
    """E[Y (Y - 1)] of the purchases Y within ``time`` of a customer who is there at T; gives their variance.

    With s = time/(alpha+T) and n = r+x it is the integral over p ~ beta(a, b+x) of
    2 (1-p)/p ((1 - (1+sp)^-n)/p - n s (1+sp)^-(n+1)), from P(Y >= k) = (1-p)^(k-1) P(Poisson(lambda t) >= k).
    """
    distinct_x, at = np.unique(x, return_inverse=True)
    nodes, weights = _nodes(params, distinct_x, x, T, time, coins)
    out = np.empty(len(x))
    step = max(1, CHUNK // nodes.shape[1])
    for start in range(0, len(x), step):
        rows = slice(start, start + step)
        p, w = nodes[at[rows]], weights[at[rows]]
        n = (params["r"] + x[rows])[:, None]
        s = (time / (params["alpha"] + T[rows]))[:, None]
        grown = np.log1p(s * p)
        bracket = -np.expm1(-n * grown) / p - n * s * np.exp(-(n + 1) * grown)
        near = (n + 2) * s * p < 1e-4  # the difference above has no digits left there
        bracket = np.where(near, n * (n + 1) * s**2 * p / 2 * (1 - 2 * (n + 2) * s * p / 3), bracket)
        out[rows] = np.sum(2 * w * (1 - p) / p * bracket, axis=1)
    return out


def _nodes(
    params: Mapping[str, float], distinct: "Floats", x: "Floats", T: "Floats", longest: float, coins: int
) -> tuple["Floats", "Floats"]:
    """Nodes and weights for p ~ beta(a, b+x+coins), a row for each distinct x.

    The integrand has its pole at p = -(alpha+T)/t, so the error of k nodes falls as rho^-2k, where
    rho = c + sqrt(c^2 - 1) and c = 1 + 2 (alpha+T)/t. More purchases pull the density towards the pole; the factor for
    that was found by trial over r, x and t, so that ten digits are right.
    """
    edge = 1 + 2 * (params["alpha"] + T) / max(longest, 1e-12)
    rate = np.log(edge + np.sqrt(edge**2 - 1))
    need = DIGITS * np.log(10) / (2 * rate) * (1.3 + 0.6 * np.log1p(params["r"] + x))
    count = int(np.clip(np.ceil(need.max()) + 4, FEWEST, MOST))
    return beta_nodes(params["a"], params["b"] + distinct + coins, count)


def beta_nodes(a: float, b: "Floats", count: int) -> tuple["Floats", "Floats"]:
    """Gauss-Jacobi nodes in (0, 1) and weights, summing to 1, for the density of beta(a, b), a row for each b.

    Golub and Welsch (1969): eigenvalues of the symmetric tridiagonal matrix of the recurrence of the polynomials that
    are orthogonal under the density, and the squared first entries of its eigenvectors.
    """
    if len(b) > FEW:
        return _rows_of_nodes(a, b, count)
    rows = [_row_of_nodes(a, each, count) for each in b.tolist()]
    nodes, weights = (np.array([row[part] for row in rows]).reshape(-1, count) for part in (0, 1))
    return nodes, weights


@lru_cache(maxsize=1024)
def _row_of_nodes(a: float, b: float, count: int) -> tuple["Floats", "Floats"]:
    nodes, weights = _rows_of_nodes(a, np.array([b]), count)
    return nodes[0], weights[0]


def _rows_of_nodes(a: float, b: "Floats", count: int) -> tuple["Floats", "Floats"]:
    k = np.arange(count, dtype=np.float64)
    left, right = np.full_like(b, a - 1)[:, None], (b - 1)[:, None]  # p^left (1-p)^right
    total = left + right
    two = 2 * k + total
    with np.errstate(invalid="ignore", divide="ignore"):
        diagonal = (1 + (left**2 - right**2) / (two * (two + 2))) / 2
        j = k[1:]
        square = j * (j + left) * (j + right) * (j + total) / (two[:, 1:] ** 2 * (two[:, 1:] ** 2 - 1))
    diagonal[:, 0] = ((left + 1) / (total + 2))[:, 0]
    if count > 1:  # the general term is 0/0 where left + right is -1
        square[:, 0] = ((left + 1) * (right + 1) / ((total + 2) ** 2 * (total + 3)))[:, 0]
    matrix = np.zeros((len(b), count, count))
    matrix[:, np.arange(count), np.arange(count)] = diagonal
    matrix[:, np.arange(1, count), np.arange(count - 1)] = np.sqrt(square)
    with _threads().limit(limits=1):  # on small matrices threads cost more than they bring
        values, vectors = np.linalg.eigh(matrix, UPLO="L")
    return np.maximum(values, 1e-300), vectors[:, 0, :] ** 2


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    """The libraries whose threads are limited; looking for them takes milliseconds, so it is done once."""
    return ThreadpoolController()
