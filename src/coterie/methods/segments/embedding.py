"""Would a small neural network group customers better? A bottleneck network and k-means in it, kept only if it wins."""

import warnings
from typing import TYPE_CHECKING

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor

from coterie.methods.forms import Centres, Network
from coterie.methods.segments.kmeans import fit_centres, sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 500
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("bottleneck", 2, "Numbers that the network squeezes all traits into.", 1, 16),
    Parameter("hidden", 16, "Units of the layers before and behind the bottleneck.", 2, 128),
    Parameter("passes", 60, "Most times that all customers are shown to the network.", 5, 1000),
    Parameter("sample", 10_000, "Customers it is fitted on when there are more.", 1000, 200_000),
)


def fit_embedding(
    x: "Floats",
    k: int,
    *,
    seed: int,
    rough: bool = False,
    bottleneck: int = 2,
    hidden: int = 16,
    passes: int = 60,
    sample: int = 10_000,
) -> Network | Centres:
    """A network that reproduces its input through a bottleneck (Hinton and Salakhutdinov 2006), then k-means there.

    x        prepared traits, nothing missing.
    Returns  the layers down to the bottleneck and the centres in ascending order; plain centres where fewer than k
             distinct customers exist.
    """
    rows = sorted_sample(x, min(sample, 2_000) if rough else sample, seed)
    if len(np.unique(rows, axis=0)) <= k:
        return fit_centres(rows, k, seed=seed)
    estimator = MLPRegressor(
        hidden_layer_sizes=(hidden, bottleneck, hidden),
        activation="tanh",
        solver="adam",
        alpha=1e-4,
        batch_size=min(200, len(rows)),
        learning_rate_init=5e-3,
        max_iter=min(passes, 20) if rough else passes,
        tol=1e-4,
        random_state=seed % 2**32,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last pass is used; the scoreboard judges it
        estimator.fit(rows, rows if rows.shape[1] > 1 else rows[:, 0])
    layers = tuple(
        (tuple(tuple(float(v) for v in row) for row in weights.T), tuple(float(v) for v in offsets))
        for weights, offsets in zip(estimator.coefs_[:2], estimator.intercepts_[:2], strict=True)
    )
    there = Network(layers, ()).embedded(rows)
    return Network(layers, fit_centres(there, k, seed=seed, starts=5, rough=rough).centres)


METHOD = Method(
    "embedding",
    "a neural embedding",
    "A small neural network squeezes the traits, k-means groups what is left; taken only where it beats all others.",
    fit_embedding,
    PARAMETERS,
    LEAST,
    numbers=(4, 6),
    last=True,
    cost=60.0,
)
