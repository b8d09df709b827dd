"""The customers whom methods of grouping are measured on: ten traits, eight overlapping groups of unequal size."""

import numpy as np

GROUPS, TRAITS = 8, 10
SHARES = np.array([0.30, 0.20, 0.15, 0.12, 0.10, 0.06, 0.04, 0.03])
BLOCK = 500_000


def centres() -> np.ndarray:
    """The middles of the groups, which lie 1.4 spreads apart in each trait."""
    return np.random.Generator(np.random.PCG64(1957)).normal(0, 1.4, (GROUPS, TRAITS))


def customers(n: int) -> np.ndarray:
    """Prepared traits of n customers, the same for every contender."""
    rng = np.random.Generator(np.random.PCG64(1982))
    out, middle = np.empty((n, TRAITS)), centres()
    for i in range(0, n, BLOCK):
        block = out[i : i + BLOCK]
        rng.standard_normal(block.shape, out=block)
        block += middle[rng.choice(GROUPS, len(block), p=SHARES)]
    return out


def inertia(x: np.ndarray, found: np.ndarray) -> float:
    """Sum of squared distances to the nearest centre."""
    total, length = 0.0, np.einsum("ij,ij->i", found, found)
    for i in range(0, len(x), BLOCK):
        block = x[i : i + BLOCK]
        far = length - 2 * block @ found.T
        total += float((np.einsum("ij,ij->i", block, block) + far.min(axis=1)).sum())
    return total


def objective(x: np.ndarray, found: np.ndarray, fuzziness: float) -> float:
    """What fuzzy c-means makes small: squared distances weighted by membership to the power of the fuzziness."""
    total, length = 0.0, np.einsum("ij,ij->i", found, found)
    for i in range(0, len(x), BLOCK):
        block = x[i : i + BLOCK]
        far = np.einsum("ij,ij->i", block, block)[:, None] + length - 2 * block @ found.T
        far = np.maximum(far, 1e-12)
        total += float(((far ** (-1 / (fuzziness - 1))).sum(axis=1) ** (1 - fuzziness)).sum())
    return total
