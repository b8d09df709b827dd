"""Which parameters does a model take? One search with a second start where the first ended at an edge."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.newton import Fitted, fitted, maximise
from coterie.methods.value.priors import Prior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coterie.methods.value.newton import Likelihood, Optimum

    Floats = NDArray[np.float64]


def search(
    names: Sequence[str],
    likelihood: "Likelihood",
    start: "Floats",
    low: "Floats",
    high: "Floats",
    *,
    second: "Floats",
    prior: Prior | None = None,
) -> Fitted:
    """The highest point of a likelihood, or of likelihood and prior, with names and standard errors.

    start      log parameters inside the box from low to high.
    second     where to try again when a parameter stopped at its edge or the search did not arrive; NaN keeps what the
               first search found.
    prior      added to the likelihood; the reported log-likelihood is without it, the errors are with it.
    Returns    the higher of the two points; ``converged`` is False where neither search arrived.
    """
    asked = likelihood if prior is None else prior.added(likelihood)

    def told(optimum: "Optimum") -> Fitted:
        return fitted(names, optimum if prior is None else prior.without(optimum))

    found = maximise(asked, start, low, high)
    result = told(found)
    if result.boundary or not found.converged:
        other = maximise(asked, np.where(np.isnan(second), found.theta, second), low, high)
        if (other.converged, other.value) > (found.converged, found.value):
            result = told(other)
    return result
