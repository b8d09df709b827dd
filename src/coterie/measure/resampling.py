"""What would other customers have shown? The bootstrap over customers, by weights in place of copied rows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import seed_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# Poisson(1) by table: a 16-bit random number looks up its weight. Probabilities are right to 1/65,536, and a draw costs
# a tenth of what the generator's own Poisson costs.
_STEPS = 65_536
_CUMULATIVE = (0.36787944, 0.73575888, 0.91969860, 0.98101184, 0.99634015, 0.99940582, 0.99991676, 0.99998975)
_WEIGHTS = np.searchsorted(np.array(_CUMULATIVE) * _STEPS, np.arange(_STEPS), side="right").astype(np.float64)


def poisson_weights(n: int, draws: int, *, seed: int, purpose: str) -> Iterator["Floats"]:
    """Bootstrap weights of ``n`` customers, one array a draw: independent Poisson numbers of mean 1.

    They depend on seed, purpose and the customer's place only, so customers must stand in the order of their ids.

    >>> [w.tolist() for w in poisson_weights(4, 2, seed=0, purpose="doc")]
    [[...], [...]]
    """
    generator = np.random.Generator(np.random.PCG64(seed_of(seed, purpose)))
    for _ in range(draws):
        yield _WEIGHTS[generator.integers(0, _STEPS, size=n, dtype=np.uint16)]


def bootstrap(
    values: Sequence["Floats"], groups: "Ints", k: int, *, seed: int, purpose: str, draws: int = 400
) -> tuple["Floats", ...]:
    """Weighted sums of each of several columns in each group, one row a draw.

    values    columns, one number a customer, no missing values, in the order of ids.
    groups    0 to k - 1 for each customer.
    Returns   for each column an array of shape (draws, k).
    """
    sums = tuple(np.empty((draws, k)) for _ in values)
    for row, weights in enumerate(poisson_weights(len(groups), draws, seed=seed, purpose=purpose)):
        for column, out in zip(values, sums, strict=True):
            out[row] = np.bincount(groups, weights=weights * column, minlength=k)
    return sums


def draws_for(n: int) -> int:
    """How many bootstrap draws ``n`` customers get: 400, fewer where one draw is long and its noise small.

    >>> draws_for(4_338), draws_for(2_000_000)
    (400, 100)
    """
    return 400 if n <= 200_000 else 100
