"""How much does each customer belong to each of several centres? Fuzzy c-means."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms import Centres, Fuzzy
from coterie.methods.segments.kmeans import fit_centres, sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 100
FIRST = 5_000  # customers of a systematic sample on which the search starts where there are many more
BLOCK = 4_096  # customers at a time, so that distances and memberships never leave the processor's cache
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("fuzziness", 1.5, "How much groups overlap: near 1 not at all, 2 and more very much.", 1.05, 4.0),
    Parameter("rounds", 150, "Most rounds of estimation.", 5, 1000),
    Parameter("tolerance", 1e-4, "Stop when no centre moves farther than this share of the spread.", 1e-8, 0.1),
    Parameter("sample", 20_000, "Customers the centres are fitted on when there are more.", 1000, 10_000_000),
)


def fit_fuzzy(
    x: "Floats",
    k: int,
    *,
    seed: int,
    rough: bool = False,
    fuzziness: float = 1.5,
    rounds: int = 150,
    tolerance: float = 1e-4,
    sample: int = 20_000,
) -> Fuzzy | Centres:
    """Fuzzy c-means (Bezdek 1981, algorithm 11.1), started from k-means.

    Each round goes over the customers once, block by block, and keeps two sums a group: the memberships to the power of
    the fuzziness, and the same times the traits. No table of customers by groups is ever held.

    x        prepared traits, nothing missing.
    Returns  the centres in ascending order of their coordinates; plain centres where fewer than k distinct customers
             exist.
    """
    rows = sorted_sample(x, sample, seed)
    start = fit_centres(rows, k, seed=seed, starts=2 if rough else 5, sample=min(sample, 5_000), rough=True)
    if start.k < k:
        return start
    centres = np.asarray(start.centres)
    near = (10 if rough else 1) * tolerance * (float(np.sqrt(np.mean(np.var(rows, axis=0)))) or 1.0)
    most = min(rounds, 20) if rough else rounds
    step = len(rows) // FIRST
    if step > 1 and not rough:  # the long way is gone with few customers; every one of them has a say at the end
        centres = _settled(np.ascontiguousarray(rows[step // 2 :: step]), centres, fuzziness, most, near)
    centres = _settled(rows, centres, fuzziness, most, near)
    return Fuzzy(tuple(tuple(float(v) for v in row) for row in centres[np.lexsort(centres.T[::-1])]), fuzziness)


def _settled(x: "Floats", centres: "Floats", fuzziness: float, rounds: int, near: float) -> "Floats":
    """The centres after so many rounds, or when none moves farther than ``near``."""
    for _ in range(rounds):
        following = one_round(x, centres, fuzziness)
        moved = float(np.abs(following - centres).max())
        centres = following
        if moved <= near:
            break
    return centres


def one_round(x: "Floats", centres: "Floats", fuzziness: float) -> "Floats":
    """The centres after one round (Bezdek 1981, equations 11.3a and b): means weighted by membership ** fuzziness."""
    weight = np.zeros(len(centres))
    total = np.zeros_like(centres)
    length = np.einsum("ij,ij->i", centres, centres)[:, None]
    twice = -2 * centres
    power = -1 / (fuzziness - 1)
    for i in range(0, len(x), BLOCK):
        block = x[i : i + BLOCK]
        far = twice @ block.T
        far += length
        far += np.einsum("ij,ij->i", block, block)
        np.maximum(far, 1e-12, out=far)
        far /= far.min(axis=0)
        share = 1 / far if power == -1 else far**power
        share /= share.sum(axis=0)
        share = share * share if fuzziness == 2 else share**fuzziness
        weight += share.sum(axis=1)
        total += share @ block
    return np.asarray(total / np.maximum(weight, 1e-300)[:, None])


METHOD = Method(
    "fuzzy",
    "fuzzy c-means",
    "k-means in which a customer may belong to several groups, with a share of each.",
    fit_fuzzy,
    PARAMETERS,
    LEAST,
    soft=True,
    cost=2.0,
)
