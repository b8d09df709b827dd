"""How many will still be there later than anybody was seen? The shifted beta-geometric model of retention."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

FAR = 1e4  # alpha and beta beyond it: customers do not differ, and a plain geometric would do


@dataclass(frozen=True)
class Retention:
    """Each customer leaves a period with a chance of its own, and the chances follow a beta(alpha, beta).

    Fader and Hardie (2007), "How to project customer retention". ``alpha`` / (``alpha`` + ``beta``) leave in the first
    period; the retention rate rises with time because those likely to leave have left.

    boundary   whether the search ended where customers no longer differ (alpha and beta beyond 10,000).
    """

    alpha: float
    beta: float
    log_likelihood: float
    n: int
    boundary: bool = False

    def share(self, periods: "Floats | float") -> "Floats":
        """Share still there after so many periods, equation 6: B(alpha, beta + t) / B(alpha, beta).

        >>> Retention(1.0, 1.0, 0.0, 0).share(np.array([0.0, 1.0, 3.0])).round(4).tolist()
        [1.0, 0.5, 0.25]
        """
        t = np.asarray(periods, dtype=np.float64)
        return np.asarray(np.exp(special.betaln(self.alpha, self.beta + t) - special.betaln(self.alpha, self.beta)))

    def rate(self, period: "Floats | float") -> "Floats":
        """Retention rate of a period, equation 8: (beta + t - 1) / (alpha + beta + t - 1).

        >>> float(Retention(1.0, 1.0, 0.0, 0).rate(1.0))
        0.5
        """
        t = np.asarray(period, dtype=np.float64)
        return np.asarray((self.beta + t - 1) / (self.alpha + self.beta + t - 1))


def retention(time: "Floats", ended: "Flags", weights: "Floats | None" = None) -> Retention:
    """Alpha and beta by maximum likelihood.

    time      whole periods a customer was seen, 1 and more; parts of a period count as a whole one.
    ended     whether the customer left in the last of them; the others were still there at its end.
    weights   how many customers a row stands for; None for one each.
    Returns   the fit. A customer who left in period t adds ln B(alpha + 1, beta + t - 1) - ln B(alpha, beta), one still
              there adds ln B(alpha, beta + t) - ln B(alpha, beta) (equations 5 and 6).
    Raises    ValueError where no time is 1 or more, or nobody ended.
    """
    t = np.ceil(time)
    many = np.ones(len(t)) if weights is None else weights
    if (t < 1).any() or not ended.any():
        raise ValueError("a retention model needs times of 1 and more, and somebody who ended")
    rows = np.unique(t)
    place = np.searchsorted(rows, t)
    left = np.bincount(place[ended], many[ended], minlength=len(rows))
    stayed = np.bincount(place[~ended], many[~ended], minlength=len(rows))

    def loss(logs: "Floats") -> float:
        a, b = np.exp(logs)
        whole = special.betaln(a, b)
        gone, there = special.betaln(a + 1, b + rows - 1) - whole, special.betaln(a, b + rows) - whole
        return -float(left @ gone + stayed @ there)

    edge = np.log(FAR)
    starts = ((0.0, 0.0), (0.0, 3.0), (-1.0, 1.0))
    found = [
        optimize.minimize(loss, start, method="L-BFGS-B", bounds=[(-edge, edge), (-edge, edge)]) for start in starts
    ]
    best = min(found, key=lambda each: each.fun)
    alpha, beta = np.exp(best.x)
    far = bool(max(alpha, beta) > FAR / 1.01)
    return Retention(float(alpha), float(beta), -float(best.fun), int(many.sum()), far)
