"""How often will they buy, and are they still customers? BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005).

While a customer, one buys as a Poisson process with rate lambda ~ gamma(r, alpha); after each purchase one leaves with
probability p ~ beta(a, b). The likelihood of a history x, t_x, T (equation 6 of "Counting Your Customers the Easy Way",
Marketing Science 24(2), 275-284) is written as

    ln L = ln G(r+x) - ln G(r) + r ln alpha + ln B(a, b+x) - ln B(a, b) - (r+x) ln(alpha+T) + [x > 0] ln(1 + exp z),
    z    = ln a - ln(b+x-1) + (r+x) (ln(alpha+T) - ln(alpha+t_x)),

so that all but the last term needs only the few distinct values of x and T, and P(alive) is 1 / (1 + exp z). The
gamma functions are taken as sums over the purchases, ln G(r+x) - ln G(r) = sum of ln(r+j) over j < x, and
ln B(a, b+x) - ln B(a, b) = - sum of ln(1 + a/(b+j)), which lose no digits where a or b run to their limits.
"""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.newton import Fitted, maximise
from coterie.methods.value.priors import Prior
from coterie.methods.value.searching import search
from coterie.methods.value.unique_rows import UniqueRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = ("r", "alpha", "a", "b")
BLOCK = 8192  # rows at a time: the working arrays stay in the processor's cache
SAMPLE = 25_000  # unique rows on which the search starts where there are many more
WIDEST = 1e5  # r, a and b stay within 1e-5 and 1e5, alpha within that share and multiple of the longest T


def fit(rows: UniqueRows, prior: bool = False, *, coins: int = 0) -> Fitted:
    """Parameters r, alpha (in the unit of T), a and b with the highest likelihood over unique rows.

    Far more rows than ``SAMPLE`` are approached from the optimum of a systematic sample of them, so that all rows are
    visited three or four times only. The sample decides where the search starts, never where it ends. Where a parameter
    ends at the edge of its range the search is repeated from a second start, and the higher of the two is kept.

    prior      whether a and b get the wide prior of :mod:`coterie.methods.value.priors`, around 1.
    coins      0 for BG/NBD; 1 where customers may leave after their first purchase too (MBG/NBD).
    Returns    estimates with standard errors; ``converged`` is False where the search did not arrive.
    """
    longest = float(rows.T.values[-1])
    low, high = (np.log([w, w * longest, w, w]) for w in (1 / WIDEST, WIDEST))
    start = np.log([1.0, longest, 1.0, 1.0])
    belief = Prior.on(start, np.array([False, False, True, True])) if prior else None
    step = len(rows) // SAMPLE
    if step > 1:
        start = maximise(Likelihood(rows.every(step), coins), start, low, high, tolerance=1e-3).theta
    second = np.array([np.nan, np.nan, *np.log([0.01, 10.0])])
    return search(NAMES, Likelihood(rows, coins), start, low, high, second=second, prior=belief)


class Likelihood:
    """The log-likelihood of unique rows with gradient and Hessian in the log parameters ln(r, alpha, a, b).

    Call it with the log parameters. What depends on the data alone is summed once. With ``coins`` = 1 the coin that
    decides about leaving is tossed after the first purchase too: b + x becomes b + x + 1, and z holds for every row.
    """

    def __init__(self, rows: UniqueRows, coins: int = 0) -> None:
        x, T = rows.x, rows.T
        self.coins = coins
        self.x, self.t_x, self.T = x.values, rows.t_x.values, T.values
        self.customers = rows.customers
        of_x = np.bincount(x.at, rows.count, len(x.values))
        bought = np.bincount(x.values.astype(np.int64), of_x)  # customers by x = 0, 1, 2, ...
        self.beyond = bought[::-1].cumsum()[::-1][1:]  # customers with x > j
        self.tossed = np.concatenate(([self.customers] * coins, self.beyond))  # customers with x + coins > j
        self.steps = np.arange(len(self.tossed), dtype=np.float64)
        self.of_T = np.bincount(T.at, rows.count, len(T.values))
        self.x_of_T = np.bincount(T.at, rows.count * x.values[x.at], len(T.values))
        first = 0 if coins else int(np.searchsorted(x.at, np.searchsorted(x.values, 0.5)))  # rows are sorted by x
        self.at_x, self.at_t, self.at_T = (np.ascontiguousarray(c.at[first:], dtype=np.intp) for c in (x, rows.t_x, T))
        self.count = np.ascontiguousarray(rows.count[first:])

    def __call__(self, theta: "Floats") -> tuple[float, "Floats", "Floats"]:
        """Value, gradient (4) and Hessian (4 x 4) at the log parameters."""
        parameters = np.exp(theta)
        value, gradient, hessian = self._of_distinct(*parameters)
        more, first, second = self._of_rows(*parameters)
        gradient = (gradient + first) * parameters
        hessian = (hessian + second) * np.outer(parameters, parameters) + np.diag(gradient)
        return value + more, gradient, hessian

    def _of_distinct(self, r: float, alpha: float, a: float, b: float) -> tuple[float, "Floats", "Floats"]:
        """Everything but ln(1 + exp z): sums over the purchases j < x and over distinct T."""
        n, more, tossed = self.customers, self.beyond, self.tossed
        by_r, by_b, by_ab = 1 / (r + self.steps[: len(more)]), 1 / (b + self.steps), 1 / (a + b + self.steps)
        aged, power = alpha + self.T, r * self.of_T + self.x_of_T
        log_aged = np.log(aged)
        value = -(more @ np.log(by_r)) - tossed @ np.log1p(a * by_b) + n * r * np.log(alpha) - power @ log_aged
        gradient = np.array(
            [
                more @ by_r + n * np.log(alpha) - self.of_T @ log_aged,
                n * r / alpha - np.sum(power / aged),
                -(tossed @ by_ab),
                a * (tossed @ (by_b * by_ab)),
            ]
        )
        hessian = np.zeros((4, 4))
        hessian[0, 0] = -(more @ by_r**2)
        hessian[0, 1] = hessian[1, 0] = n / alpha - np.sum(self.of_T / aged)
        hessian[1, 1] = np.sum(power / aged**2) - n * r / alpha**2
        hessian[2:, 2:] = tossed @ by_ab**2
        hessian[3, 3] = -a * (tossed @ (by_b * by_ab * (by_b + by_ab)))
        return float(value), gradient, hessian

    def _of_rows(self, r: float, alpha: float, a: float, b: float) -> tuple[float, "Floats", "Floats"]:
        """The sum of ln(1 + exp z) over those who may have left with its derivatives in r, alpha, a, b.

        Each block makes the matrix D of dz by (r, alpha, b, 1); the a-derivative is 1/a throughout.
        """
        power = r + self.x
        other = np.maximum(b + self.x + (self.coins - 1), 1e-300)  # the maximum matters where it is not used
        tables = (power, np.log(a) - np.log(other), -1 / other)
        log_T, log_t = np.log(alpha + self.T), np.log(alpha + self.t_x)
        inv_T, inv_t = 1 / (alpha + self.T), 1 / (alpha + self.t_x)
        work = np.empty((14, BLOCK))
        value, first, second, extra = 0.0, np.zeros(4), np.zeros((4, 4)), np.zeros(3)
        for start in range(0, len(self.count), BLOCK):
            cut = slice(start, start + BLOCK)
            at_x, at_t, at_T, count = self.at_x[cut], self.at_t[cut], self.at_T[cut], self.count[cut]
            D, (n, z, e, m, p, u), weighted = (part[:, : len(count)] for part in (work[:4], work[4:10], work[10:]))
            for table, out in zip(tables, (n, z, D[2]), strict=True):
                np.take(table, at_x, out=out, mode="clip")
            np.take(log_T, at_T, out=D[0], mode="clip")
            D[0] -= np.take(log_t, at_t, out=u, mode="clip")
            np.take(inv_T, at_T, out=D[1], mode="clip")
            np.take(inv_t, at_t, out=u, mode="clip")
            D[3] = 1.0
            z += np.multiply(n, D[0], out=e)
            np.exp(np.negative(np.abs(z, out=e), out=e), out=e)
            np.divide(e, np.add(e, 1, out=m), out=m)  # m: the smaller of p and 1 - p, where p = 1 / (1 + exp -z)
            value += float(count @ np.log1p(e, out=e)) + float(count @ np.maximum(z, 0, out=e))
            np.copyto(p, m)
            np.subtract(1, m, out=p, where=z > 0)
            p *= count
            np.add(D[1], u, out=e)
            D[1] -= u
            extra[0] += float(p @ D[1])
            D[1] *= n
            extra[1] -= float(p @ np.multiply(D[1], e, out=e))
            extra[2] += float(p @ np.multiply(D[2], D[2], out=e))
            first += D @ p
            m -= np.multiply(m, m, out=e)
            m *= count
            second += np.multiply(D, m, out=weighted) @ D.T
        return value, *_named(first, second, extra, a)


def _named(first: "Floats", second: "Floats", extra: "Floats", a: float) -> tuple["Floats", "Floats"]:
    """From sums over (r, alpha, b, 1) to derivatives in (r, alpha, a, b)."""
    order, scale = np.array([0, 1, 3, 2]), np.array([1, 1, 1 / a, 1])
    gradient = first[order] * scale
    hessian = second[np.ix_(order, order)] * np.outer(scale, scale)
    hessian[0, 1] += extra[0]
    hessian[1, 0] += extra[0]
    hessian[1, 1] += extra[1]
    hessian[2, 2] -= first[3] / a**2
    hessian[3, 3] += extra[2]
    return gradient, hessian
