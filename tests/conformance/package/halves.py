"""A tiny segmentation method of another package: two groups by the first trait."""

import numpy as np

from coterie.methods.forms import Centres
from coterie.methods.segments import Method
from coterie.terms.parameters import Parameter


def fit_halves(x: np.ndarray, k: int = 0, *, seed: int, rough: bool, apart: float = 1.0) -> Centres:
    """Two centres: the mean, moved down and up along the first trait."""
    if not len(x) or not x.shape[1]:
        return Centres(())
    middle = [float(np.sort(column).mean()) for column in x.T]
    step = apart * float(np.sort(x[:, 0]).std())
    low, high = middle[0] - step, middle[0] + step
    return Centres(tuple((first, *middle[1:]) for first in ((low, high) if step > 0 else (low,))))


METHOD = Method(
    "halves",
    "halves",
    "Parts customers in two by the first trait.",
    fit_halves,
    (Parameter("apart", 1.0, "How far the two centres lie from the mean, in spreads.", 0.1, 3.0),),
    least=10,
    numbers=(),
)
