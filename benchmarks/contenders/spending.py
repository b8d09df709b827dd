"""The mean spend that goes with the generated histories: gamma-gamma, the same numbers for every contender."""

import numpy as np


def spend_of(x: np.ndarray) -> np.ndarray:
    """Mean spend of the x repeat purchases of each customer, NaN where there are none."""
    rng = np.random.Generator(np.random.PCG64(2013))
    level = rng.standard_gamma(3.74, len(x)) / 15.44
    total = rng.standard_gamma(np.maximum(6.25 * x, 1.0)) / level
    return np.where(x > 0, total / np.maximum(x, 1), np.nan)
