"""Which rung is used, and how good is it? Every customer judged by models that did not learn from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.predict import calibration
from coterie.methods.predict.calibration import Calibrator
from coterie.methods.predict.folds import Split
from coterie.methods.predict.ladder import LADDER, Learned, Step, learn
from coterie.methods.predict.scores import gap, losses, mean_and_error, scores
from coterie.methods.predict.sheet import Sheet
from coterie.terms.prediction import Rung

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Trial:
    """What the ladder did on rows kept out.

    rows         places of the rows that were judged.
    rounds       for each repeat the probabilities (rows, classes) of the way of choosing: for each fold, the rung and
                 the calibration were chosen on the other folds, so what chooses does not judge.
    base         the base rate's probabilities for the same rows.
    chosen       the rung chosen on all rows; ``calibrator`` goes behind it.
    """

    rows: "Labels"
    rounds: tuple["Floats", ...]
    base: "Floats"
    chosen: Step
    calibrator: Calibrator
    leaderboard: tuple[Rung, ...]

    @property
    def mean(self) -> "Floats":
        """The probabilities averaged over repeats."""
        return np.asarray(np.mean(self.rounds, axis=0))


def climb(
    sheet: Sheet,
    y: "Labels",
    classes: int,
    repeats: Sequence[Sequence[Split]],
    positive: int | None,
    seed: int,
    rungs: tuple[Step, ...] = LADDER,
) -> Trial:
    """Fit every rung on every fold, choose, calibrate and judge.

    y         place of the class of each row, none missing.
    repeats   ways of parting the rows; see :mod:`coterie.methods.predict.folds`.
    rungs     the models to try, simplest first.
    """
    rows = np.sort(np.concatenate([s.judge for s in repeats[0]]))
    place = np.full(len(y), -1)
    place[rows] = np.arange(len(rows))
    truth = y[rows]
    found, loss, fold = [], [], []
    for splits in repeats:
        p, f = _out_of_fold(sheet, y, classes, splits, place, len(rows), seed, rungs)
        found.append(p)
        fold.append(f)
        loss.append(np.array([losses(truth, each) for each in p]))
    mean_loss = np.mean(loss, axis=0)
    chosen = simplest(mean_loss)
    rounds = [_judged(p, ls, f) for p, ls, f in zip(found, loss, fold, strict=True)]
    rounds, calibrator = _calibrated(truth, rounds, fold, np.mean([p[chosen] for p in found], axis=0))
    board = _board(rungs, truth, found, mean_loss, chosen, positive, seed)
    return Trial(rows, tuple(rounds), found[0][0], rungs[chosen], calibrator, board)


def refit(sheet: Sheet, y: "Labels", classes: int, chosen: Step, seed: int) -> Learned:
    """The chosen rung, learned from all rows."""
    return learn(chosen, sheet.fields, sheet.x, y, classes, seed)


def simplest(loss: "Floats") -> int:
    """The first rung whose mean loss is no more than one standard error above the best one's.

    loss   (rungs, rows), simplest rung first. The standard error is that of the paired difference (Breiman, Friedman,
           Olshen and Stone 1984, section 3.4.3, with pairs), so that what all rungs find hard does not hide a gap.
    """
    best = int(np.argmin(loss.mean(axis=1)))
    for rung in range(len(loss)):
        mean, error = mean_and_error(loss[rung] - loss[best])
        if mean <= error:
            return rung
    return best


def _out_of_fold(
    sheet: Sheet,
    y: "Labels",
    classes: int,
    splits: Sequence[Split],
    place: "Labels",
    rows: int,
    seed: int,
    rungs: tuple[Step, ...],
) -> tuple["Floats", "Labels"]:
    found = np.zeros((len(rungs), rows, classes))
    fold = np.zeros(rows, dtype=np.int64)
    for number, split in enumerate(splits):
        fold[place[split.judge]] = number
        for rung, step in enumerate(rungs):
            fitted = learn(step, sheet.fields, sheet.x[split.learn], y[split.learn], classes, seed)
            found[rung, place[split.judge]] = fitted.probabilities(sheet.x[split.judge])
    return found, fold


def _judged(found: "Floats", loss: "Floats", fold: "Labels") -> "Floats":
    out = np.empty(found.shape[1:])
    for number in range(fold.max() + 1):
        mine = fold == number
        rung = simplest(loss[:, ~mine]) if (~mine).any() else simplest(loss)
        out[mine] = found[rung, mine]
    return out


def _calibrated(
    truth: "Labels", rounds: list["Floats"], fold: list["Labels"], mean: "Floats"
) -> tuple[list["Floats"], Calibrator]:
    """The rounds behind a calibration learned on the other folds, where that lowers the log loss beyond noise."""
    if fold[0].max() == 0:
        return rounds, Calibrator()
    better = []
    for p, f in zip(rounds, fold, strict=True):
        out = p.copy()
        for number in range(f.max() + 1):
            mine = f == number
            out[mine] = calibration.fit(truth[~mine], p[~mine]).apply(p[mine])
        better.append(out)
    gain = np.mean([losses(truth, p) - losses(truth, q) for p, q in zip(rounds, better, strict=True)], axis=0)
    mean_gain, error = mean_and_error(gain)
    if mean_gain <= error:
        return rounds, Calibrator()
    return better, calibration.fit(truth, mean)


def _board(
    rungs: tuple[Step, ...],
    truth: "Labels",
    found: list["Floats"],
    loss: "Floats",
    chosen: int,
    positive: int | None,
    seed: int,
) -> tuple[Rung, ...]:
    best = int(np.argmin(loss.mean(axis=1)))
    out = []
    for rung, step in enumerate(rungs):
        said = scores(truth, [p[rung] for p in found], positive, seed)
        out.append(
            Rung(
                step.name,
                step.label,
                said["log_loss"],
                gap(loss[rung] - loss[best]),
                said["auc"],
                said["accuracy"],
                rung == chosen,
            )
        )
    return tuple(out)
