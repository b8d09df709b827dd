"""What is believed of a parameter before the data? Nothing, unless they leave it open: then a wide normal prior.

Where a likelihood has no highest point inside its range - dropout parameters run to the boundary when next to nobody
seems to leave - the parameters of leaving get a normal prior on their logarithms. Its standard deviation of 1.4 says
"within a factor of 16 either way, 95 in 100", so where the data speak it is hardly heard.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.newton import Optimum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coterie.methods.value.newton import Likelihood

    Floats = NDArray[np.float64]

SPREAD = 1.4


@dataclass(frozen=True)
class Prior:
    """Independent normal distributions of log parameters.

    mean     of each log parameter.
    weight   one over its variance; 0 where nothing is believed.
    """

    mean: "Floats"
    weight: "Floats"

    @classmethod
    def on(cls, centre: "Floats", which: "NDArray[np.bool_]", spread: float = SPREAD) -> "Prior":
        """A prior around ``centre`` (log parameters) on some of them."""
        return cls(centre, np.where(which, 1 / spread**2, 0.0))

    def added(self, likelihood: "Likelihood") -> "Likelihood":
        """The log-likelihood plus the log density of the prior, up to a constant."""

        def both(theta: "Floats") -> tuple[float, "Floats", "Floats"]:
            value, gradient, hessian = likelihood(theta)
            off = theta - self.mean
            return (
                value - float(self.weight @ off**2) / 2,
                gradient - self.weight * off,
                hessian - np.diag(self.weight),
            )

        return both

    def without(self, found: Optimum) -> Optimum:
        """The same point with the log-likelihood alone as its value; curvature keeps the prior."""
        off = found.theta - self.mean
        return replace(found, value=found.value + float(self.weight @ off**2) / 2)
