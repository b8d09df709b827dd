"""How much does a customer spend on a purchase day? The gamma-gamma model (Fader and Hardie 2013).

The spend of each purchase is gamma(p, nu) within a customer, and nu ~ gamma(q, v) over customers. The likelihood of x
purchases of mean z (equation 1a of "The Gamma-Gamma Model of Monetary Value", 2013) is

    ln L = ln G(px+q) - ln G(px) - ln G(q) + q ln v + (px-1) ln z + px ln x - (px+q) ln(v + xz).

It asks that spend does not depend on how often one buys, which ``dependence`` checks.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma, gammaln, zeta
from scipy.stats import rankdata

from coterie.methods.value.newton import Fitted, fitted, maximise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = ("p", "q", "v")
LEAST_Q = 1.05  # at q = 1 and below the mean over all customers is infinite
WIDEST = 1e4
DEPENDENT = 0.3  # rank correlation from which the model is called into question


def fit(x: "Floats", spend: "Floats", count: "Floats | None" = None) -> Fitted:
    """Parameters p, q and v (in currency units) with the highest likelihood.

    x       repeat purchases of each customer, at least 1.
    spend   mean spend of those purchases, above 0.
    count   customers each row stands for; None: one.
    """
    one = np.ones(len(x)) if count is None else np.asarray(count, dtype=np.float64)
    order = np.lexsort((one, spend, x))  # sums in a fixed order: shuffled customers give the same digits
    likelihood = Likelihood(x[order], spend[order], one[order])
    mean = float(one[order] @ spend[order] / one.sum())
    low = np.log([1 / WIDEST, LEAST_Q, mean / WIDEST])
    high = np.log([WIDEST, WIDEST, mean * WIDEST])
    return fitted(NAMES, maximise(likelihood, np.log([1.0, 2.0, mean]), low, high))


class Likelihood:
    """The log-likelihood of rows sorted by x with gradient and Hessian in the log parameters ln(p, q, v)."""

    def __init__(self, x: "Floats", spend: "Floats", count: "Floats") -> None:
        self.x, at = np.unique(x, return_inverse=True)
        self.at, self.count, self.total = at, count, x * spend
        self.of_x = np.bincount(at, count)
        self.log_total = float(np.sum(count * x * np.log(self.total)))
        self.log_spend = float(np.sum(count * np.log(spend)))

    def __call__(self, theta: "Floats") -> tuple[float, "Floats", "Floats"]:
        """Value, gradient (3) and Hessian (3 x 3) at the log parameters."""
        p, q, v = parameters = np.exp(theta)
        x, of_x, n = self.x, self.of_x, self.of_x.sum()
        shape = p * x + q
        log_rest = np.bincount(self.at, self.count * np.log(v + self.total))
        rest = self.count / (v + self.total)
        by_rest, by_rest2 = np.bincount(self.at, rest), np.bincount(self.at, rest / (v + self.total))
        value = of_x @ (gammaln(shape) - gammaln(p * x)) - n * gammaln(q) + n * q * np.log(v)
        value += p * self.log_total - self.log_spend - shape @ log_rest
        psi, psi2 = digamma(shape), zeta(2, shape)
        gradient = np.array(
            [
                of_x @ (x * (psi - digamma(p * x))) + self.log_total - x @ log_rest,
                of_x @ psi - n * digamma(q) + n * np.log(v) - log_rest.sum(),
                n * q / v - shape @ by_rest,
            ]
        )
        pp, pq, pv = of_x @ (x**2 * (psi2 - zeta(2, p * x))), of_x @ (x * psi2), -(x @ by_rest)
        qq, qv, vv = of_x @ psi2 - n * zeta(2, q), n / v - by_rest.sum(), shape @ by_rest2 - n * q / v**2
        hessian = np.array([[pp, pq, pv], [pq, qq, qv], [pv, qv, vv]])
        gradient = gradient * parameters
        return float(value), gradient, hessian * np.outer(parameters, parameters) + np.diag(gradient)


def expected_spend(params: Mapping[str, float], x: "Floats", spend: "Floats") -> "Floats":
    """Expected spend of a purchase to come: p (v + xz) / (px + q - 1), equation 5 of Fader and Hardie (2013).

    Customers whose mean spend is not known (NaN, or x = 0) get the mean of the population, p v / (q - 1).

    >>> cdnow = {"p": 6.25, "q": 3.74, "v": 15.44}
    >>> expected_spend(cdnow, np.array([2.0, 0.0]), np.array([22.35, np.nan])).round(2).tolist()
    [24.66, 35.22]
    """
    known, total = known_spend(x, spend)
    return np.asarray(params["p"] * (params["v"] + total) / (params["p"] * known + params["q"] - 1))


def known_spend(x: "Floats", spend: "Floats") -> tuple["Floats", "Floats"]:
    """Number and sum of the purchases that say something about spend: x and xz, both 0 where z is unknown."""
    has = (x > 0) & ~np.isnan(spend)
    return np.where(has, x, 0.0), np.where(has, x * np.where(has, spend, 0.0), 0.0)


def dependence(x: "Floats", spend: "Floats") -> float:
    """Rank correlation (Spearman) of frequency and mean spend over customers with both; 0 where one is constant.

    The model takes them as independent; beyond ``DEPENDENT`` either way its values lean to one side.
    """
    has = (x > 0) & ~np.isnan(spend)
    a, b = rankdata(x[has]), rankdata(spend[has])
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
