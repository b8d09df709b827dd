"""Does seven in ten mean seven in ten? A last step that stretches or shifts log-odds where that helps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 1e-6


@dataclass(frozen=True)
class Calibrator:
    """Log-probabilities times ``slope`` plus ``shift`` of each class, made to sum to 1 again; slope 1 changes nothing.

    For two classes this is Platt's scaling on log-odds (Platt 1999), for several temperature scaling with a shift a
    class (Guo, Pleiss, Sun and Weinberger 2017, "vector scaling" with one slope).
    """

    slope: float = 1.0
    shift: tuple[float, ...] = ()

    def apply(self, p: "Floats") -> "Floats":
        """Calibrated probabilities, rows sum to 1."""
        if not self.shift:
            return p
        logs = self.slope * np.log(np.clip(p, LEAST, 1.0)) + np.array(self.shift)
        grown = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True))


def fit(y: "Labels", p: "Floats") -> Calibrator:
    """The calibrator with the lowest log loss on rows that the probabilities were not learned from.

    >>> sharp = np.array([[0.9, 0.1]] * 60 + [[0.1, 0.9]] * 40)
    >>> y = np.array([0] * 42 + [1] * 18 + [1] * 28 + [0] * 12)
    >>> fit(y, sharp).apply(sharp)[0].round(2).tolist()
    [0.7, 0.3]
    """
    logs = np.log(np.clip(p, LEAST, 1.0))
    classes = p.shape[1]
    rows = np.arange(len(y))

    def loss(found: "Floats") -> tuple[float, "Floats"]:
        z = found[0] * logs + np.append(found[1:], 0.0)
        z = z - z.max(axis=1, keepdims=True)
        grown = np.exp(z)
        q = grown / grown.sum(axis=1, keepdims=True)
        value = -(z[rows, y] - np.log(grown.sum(axis=1))).mean()
        off = q.copy()
        off[rows, y] -= 1.0
        off /= len(y)
        return float(value), np.concatenate([[(off * logs).sum()], off.sum(axis=0)[:-1]])

    start = np.concatenate([[1.0], np.zeros(classes - 1)])
    bounds = [(0.05, 5.0), *[(-5.0, 5.0)] * (classes - 1)]
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}).x
    return Calibrator(float(found[0]), (*(float(v) for v in found[1:]), 0.0))
