"""Who will reach a goal? Learned at earlier days, judged on the last ones, told as of today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.methods.predict.folds import by_hash
from coterie.methods.predict.given import MOST, Fitted, answered, notes
from coterie.methods.predict.goal import Goal
from coterie.methods.predict.ladder import ladder
from coterie.methods.predict.scores import calibration_bins, scores, with_baseline
from coterie.methods.predict.sheet import Sheet, Target, like, sheet_of
from coterie.methods.predict.trial import climb, refit
from coterie.terms import CustomerTable, DataRefused, Problem
from coterie.terms.prediction import Prediction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

CLASSES = ("no", "yes")


@dataclass(frozen=True)
class View:
    """Customers as they stood on a day, and whether they reached the goal after it (None where that is not known)."""

    table: CustomerTable
    y: "Labels | None"


def ahead(
    goal: Goal,
    learn: Sequence[View],
    judge: View,
    now: View,
    *,
    seed: int,
    neural: bool = False,
    candidates: Sequence[str] = (),
) -> Prediction:
    """The probability of reaching a goal for every customer of ``now``, judged on the last days.

    learn   earlier views, the latest first. Model and calibration are chosen on them alone, by folds over customers.
    judge   the view whose future is the holdout: opened once, after the choice.
    now     the view told; its future has not come.
    Raises  DataRefused (COT-853) where too few reached the goal, or nearly all did.
    """
    sheet = sheet_of(learn[0].table)
    past, y = _stacked(sheet, learn)
    _enough(goal, y)
    past, y = _sampled(past, y, seed)
    _, groups = np.unique(past.ids.astype(str), return_inverse=True)
    splits = by_hash(past.ids, y, np.asarray(groups).reshape(-1), seed=seed, repeats=1)
    trial = climb(past, y, 2, splits, 1, seed, ladder(neural, candidates))
    first = Fitted(refit(past, y, 2, trial.chosen, seed), trial.calibrator, past)
    held, truth = _stacked(sheet, [judge])
    p = first.probabilities(held.x)
    base = np.tile(np.bincount(y, minlength=2) / len(y), (len(truth), 1))
    said = with_baseline(scores(truth, [p], 1, seed), truth, base)
    every, known = _stacked(sheet, [judge, *learn])
    every, known = _sampled(every, known, seed)
    final = Fitted(refit(every, known, 2, trial.chosen, seed), trial.calibrator, every)
    today = like(sheet, now.table)
    target = Target(goal.text, "", CLASSES, np.full(len(today), -1, dtype=np.int64))
    answer = answered(target, today, final.probabilities(today.x), target.y, trial, final)
    answer = replace(
        answer,
        n=len(truth),
        scores=said,
        bins=calibration_bins(truth, p, 1),
        judged=f"the last {goal.days} days, learned at {len(learn)} earlier day(s)",
    )
    return replace(answer, notes=notes(answer, len(truth), len(truth), len(truth)))


def _stacked(sheet: Sheet, views: Sequence[View]) -> tuple[Sheet, "Labels"]:
    """Several views below one another, sorted by id and then by view, so that the order of rows is settled."""
    parts = [like(sheet, view.table) for view in views]
    ids = np.concatenate([part.ids for part in parts])
    labels = [np.full(len(v.table), -1, dtype=np.int64) if v.y is None else v.y for v in views]
    order = np.argsort(ids.astype(str), kind="stable")
    x = np.vstack([part.x for part in parts])
    return Sheet(ids[order], x[order], sheet.fields), np.concatenate(labels)[order]


def _sampled(sheet: Sheet, y: "Labels", seed: int) -> tuple[Sheet, "Labels"]:
    """At most about ``MOST`` rows, whole customers, by hash."""
    if len(sheet) <= MOST:
        return sheet, y
    rank = hash_rank(sheet.ids.tolist(), seed, "predict sample")
    kept = np.flatnonzero(rank <= np.sort(rank)[MOST - 1])
    return sheet.rows(kept), y[kept]


def _enough(goal: Goal, y: "Labels") -> None:
    yes = int(y.sum())
    if min(yes, len(y) - yes) < 10:
        found = f'{yes} of {len(y)} customers reached "{goal.text}" at earlier days'
        raise DataRefused(Problem("COT-853", found, expected="at least 10 who did and 10 who did not"))
