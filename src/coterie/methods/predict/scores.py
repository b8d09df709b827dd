"""How good are probabilities? Area under the curve, log loss, accuracy and calibration error, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.measure import draws_for, poisson_weights, share_interval
from coterie.terms import Estimate
from coterie.terms.prediction import Bin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

BINS = 10
LEAST = 1e-6  # a probability is never taken as nearer to 0 than this: one sure mistake must not cost everything
HOW = "bootstrap over customers, {} draws"


def losses(y: "Labels", p: "Floats") -> "Floats":
    """-ln of the probability given to what came true, a row; NaN where nothing was given.

    >>> losses(np.array([0, 1]), np.array([[0.5, 0.5], [0.2, 0.8]])).round(4).tolist()
    [0.6931, 0.2231]
    """
    return -np.log(np.clip(p[np.arange(len(y)), y], LEAST, 1.0))


@dataclass(frozen=True)
class Ranked:
    """Probabilities of one class, sorted once: place of each row among the distinct values, and whether it is so."""

    place: "Labels"
    yes: "NDArray[np.bool_]"
    size: int

    @classmethod
    def of(cls, yes: "NDArray[np.bool_]", p: "Floats") -> "Ranked":
        """Rank the rows by their probability, ties sharing a place."""
        values, place = np.unique(p, return_inverse=True)
        return cls(np.asarray(place).reshape(-1), yes, len(values))

    def auc(self, weights: "Floats") -> float:
        """Probability that a row that is so ranks above one that is not, ties counted half; NaN without both."""
        up = np.bincount(self.place[self.yes], weights[self.yes], minlength=self.size)
        down = np.bincount(self.place[~self.yes], weights[~self.yes], minlength=self.size)
        pairs = up.sum() * down.sum()
        below = np.cumsum(down) - down
        return float((up * (below + down / 2)).sum() / pairs) if pairs > 0 else float("nan")


def auc(yes: "NDArray[np.bool_]", p: "Floats") -> float:
    """Area under the ROC curve: the Mann-Whitney probability, ties counted half (Hanley and McNeil 1982).

    >>> auc(np.array([True, False, True, False]), np.array([0.9, 0.1, 0.5, 0.5]))
    0.875
    """
    return Ranked.of(yes, p).auc(np.ones(len(p)))


@dataclass(frozen=True)
class Judged:
    """One round of probabilities, prepared so that many weightings are quick."""

    ranked: tuple[Ranked, ...]
    loss: "Floats"
    right: "Floats"
    bin: "Labels"
    off: "Floats"

    @classmethod
    def of(cls, y: "Labels", p: "Floats", positive: int | None) -> "Judged":
        """Prepare a round. Calibration is that of the positive class, or of the likeliest one of several."""
        best = p.argmax(axis=1)
        right = (best == y).astype(np.float64)
        classes = range(p.shape[1]) if positive is None else (positive,)
        said = p.max(axis=1) if positive is None else p[:, positive]
        came = right if positive is None else (y == positive).astype(np.float64)
        place = np.minimum((said * BINS).astype(np.int64), BINS - 1)
        return cls(tuple(Ranked.of(y == c, p[:, c]) for c in classes), losses(y, p), right, place, came - said)

    def scores(self, weights: "Floats") -> "Floats":
        """AUC, accuracy, log loss and calibration error under those weights."""
        total = weights.sum()
        curve = float(np.nanmean([r.auc(weights) for r in self.ranked]))
        gaps = np.abs(np.bincount(self.bin, weights * self.off, minlength=BINS)).sum() / total
        return np.array([curve, weights @ self.right / total, weights @ self.loss / total, gaps])


NAMES = ("auc", "accuracy", "log_loss", "ece")


def scores(y: "Labels", rounds: Sequence["Floats"], positive: int | None, seed: int) -> dict[str, Estimate]:
    """AUC, accuracy, log loss and expected calibration error, averaged over rounds, with 95 % bootstrap intervals.

    y          place of the class that came, of the rows judged, in the order of ids.
    rounds     probabilities (rows, classes), one a repeat.
    positive   the class told, None for several: then the AUC is the mean of each class against the rest, and the
               calibration error that of the likeliest class.

    The calibration error is the mean over ten bins of equal width of |share that came - mean forecast|, weighted by
    customers (Naeini, Cooper and Hauskrecht 2015). Its interval is lifted by noise: the bins of a redrawn sample are
    further off by chance alone.
    """
    judged = [Judged.of(y, p, positive) for p in rounds]
    value = np.mean([j.scores(np.ones(len(y))) for j in judged], axis=0)
    draws = draws_for(len(y)) // 2
    weights = poisson_weights(len(y), draws, seed=seed, purpose="predict scores")
    drawn = np.array([np.mean([j.scores(w) for j in judged], axis=0) for w in weights])
    low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    how = HOW.format(draws)
    return {
        name: Estimate(float(value[i]), float(min(low[i], value[i])), float(max(high[i], value[i])), 0.95, how)
        for i, name in enumerate(NAMES)
    }


def mean_and_error(values: "Floats") -> tuple[float, float]:
    """The mean of the rows and its standard error."""
    n = len(values)
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0


def gap(values: "Floats") -> Estimate:
    """A mean difference with one standard error either way."""
    mean, error = mean_and_error(values)
    return Estimate(mean, mean - error, mean + error, 0.68, "paired over customers, one standard error")


def calibration_bins(y: "Labels", p: "Floats", positive: int | None) -> tuple[Bin, ...]:
    """Forecast and outcome in ten bins of equal width; empty bins are left out. Shares have Wilson intervals."""
    said = p.max(axis=1) if positive is None else p[:, positive]
    came = (p.argmax(axis=1) == y) if positive is None else (y == positive)
    place = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    out = []
    for b in range(BINS):
        mine = place == b
        n = int(mine.sum())
        if n:
            forecast = float(said[mine].mean())
            out.append(Bin(b / BINS, (b + 1) / BINS, n, forecast, share_interval(int(came[mine].sum()), n)))
    return tuple(out)


def with_baseline(found: Mapping[str, Estimate], y: "Labels", base: "Floats") -> dict[str, Estimate]:
    """The scores with those of the base rate: the share of the likeliest class, and the log loss of knowing no more."""
    right = float((base.argmax(axis=1) == y).mean())
    loss = float(losses(y, base).mean())
    return {
        **found,
        "baseline": share_interval(round(right * len(y)), len(y)),
        "baseline_log_loss": Estimate(loss, how="base rate"),
    }
