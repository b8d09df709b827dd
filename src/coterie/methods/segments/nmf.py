"""Of which pure types are customers blends? Archetypes by non-negative matrix factorisation."""

import warnings
from typing import TYPE_CHECKING

import numpy as np
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

from coterie.methods.forms import Archetypes, Centres
from coterie.methods.segments.kmeans import fit_centres, sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 100
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("rounds", 400, "Most rounds of estimation.", 20, 5000),
    Parameter("sparsity", 0.0, "How strongly types are pushed to few traits; more gives purer types.", 0.0, 1.0),
    Parameter("sample", 20_000, "Customers the types are fitted on when there are more.", 1000, 1_000_000),
)


def fit_nmf(
    x: "Floats",
    k: int,
    *,
    seed: int,
    rough: bool = False,
    rounds: int = 400,
    sparsity: float = 0.0,
    sample: int = 20_000,
) -> Archetypes | Centres:
    """Types H and weights W, both non-negative, so that W H is near the traits put to 0 to 1 (Lee and Seung 1999).

    x        prepared traits, nothing missing.
    Returns  at most as many types as there are traits that vary: more could not be told apart; in descending order of
             their coordinates. Plain centres where fewer than two customers differ.
    """
    rows = sorted_sample(x, sample, seed)
    low = rows.min(axis=0) if len(rows) else np.zeros(x.shape[1])
    span = np.ptp(rows, axis=0) if len(rows) else np.zeros(x.shape[1])
    varying = int((span > 0).sum())
    if varying == 0 or k < 1:
        return fit_centres(rows, max(k, 1), seed=seed)
    scaled = (rows - low) / np.where(span > 0, span, 1)
    estimator = NMF(
        min(k, varying),
        init="nndsvda",
        random_state=seed % 2**32,
        max_iter=min(rounds, 80) if rough else rounds,
        tol=1e-3 if rough else 1e-4,
        alpha_W=0.0,
        alpha_H=sparsity / max(len(scaled), 1),
        l1_ratio=1.0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last round is used; stability judges it
        parts = estimator.fit(scaled).components_
    length = np.sqrt((parts * parts).sum(axis=1, keepdims=True))
    parts = (parts / np.where(length > 0, length, 1))[length[:, 0] > 0]
    parts = parts[np.lexsort(parts.T[::-1])[::-1]]
    return Archetypes(
        tuple(float(v) for v in low),
        tuple(float(v) if v > 0 else 1.0 for v in span),
        tuple(tuple(float(v) for v in part) for part in parts),
    )


METHOD = Method(
    "archetypes",
    "archetypes",
    "Pure types of which every customer is a blend, with a share of each.",
    fit_nmf,
    PARAMETERS,
    LEAST,
    numbers=(2, 3, 4, 5, 6),
    soft=True,
    bounded=True,
    cost=3.0,
)
