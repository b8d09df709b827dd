"""What does a given column say about customers of whom it is not known? The whole walk from table to prediction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import hash_rank
from coterie.methods.predict import leaks, reasons, survival
from coterie.methods.predict.calibration import Calibrator
from coterie.methods.predict.folds import FOLDS, Split, by_hash, by_time, equal_rows, repeats_for
from coterie.methods.predict.ladder import EXTRA, Learned, ladder
from coterie.methods.predict.scores import calibration_bins, scores, with_baseline
from coterie.methods.predict.sheet import Sheet, Target, like, sheet_of, target_of, trait_of
from coterie.methods.predict.trial import Trial, climb, refit
from coterie.methods.predict.written import written
from coterie.terms import CustomerTable, DataRefused, Problem
from coterie.terms.prediction import Leak, Prediction, Scored, Stay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Texts = NDArray[np.object_]

MOST = 30_000  # customers that models learn from, a hash sample of more: everybody is predicted


@dataclass(frozen=True)
class Question:
    """What is asked of a table.

    target      the column to predict.
    leave_out   columns that must not be used.
    time        a column with days or numbers: then models learn from earlier rows and are judged on later ones.
    duration    a column with the time each customer was seen: then how long customers stay is answered too.
    neural      whether a small neural network enters the leaderboard; it is slower and seldom better.
    cox         whether Cox's model is judged beside the hazard model of how long customers stay.
    candidates  programs that search for a model and enter it too: "flaml", "h2o".
    """

    target: str
    leave_out: tuple[str, ...] = ()
    time: str = ""
    duration: str = ""
    seed: int = 0
    neural: bool = False
    cox: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fitted:
    """The final model with everything that scoring needs: the calibration behind it and the sheet it was learned on."""

    learned: Learned
    calibrator: Calibrator
    sheet: Sheet

    def probabilities(self, x: "Floats") -> "Floats":
        """(rows, classes), rows sum to 1."""
        return self.calibrator.apply(self.learned.probabilities(x))

    def effects(self, sheet: Sheet, focus: "Labels") -> "Floats":
        """What each field does to the log-odds of the class in focus, against its typical value."""
        return reasons.effects(self.learned, self.calibrator, sheet, reasons.typical(self.sheet), focus)


def given(table: CustomerTable, question: Question) -> tuple[Prediction, Fitted]:
    """Learn a column from the others, judge it on customers kept out, and predict everybody.

    table      one row a customer; customers whose target is not known are predicted and not learned from.
    Returns    the prediction, and the final model for :func:`score`.
    Raises     WrongWords (COT-851); DataRefused (COT-852, COT-853, COT-857, COT-858).
    """
    target = target_of(table, question.target)
    full = sheet_of(table, _left_out(table, target, question))
    known = np.flatnonzero(target.y >= 0)
    found = leaks.columns(full.rows(known), target.y[known], target.classes)
    sheet = full.without({leak.column for leak in found if leak.left_out})
    if not sheet.fields:
        raise DataRefused(Problem("COT-858", f"no column is left to predict {question.target} from"))
    some = _some(sheet.ids, known, question.seed)
    y = target.y[some]
    groups = _groups(sheet.x[some], y)
    splits, judged = _splits(table, sheet.ids[some], y, groups, some, question)
    trial = climb(
        sheet.rows(some),
        y,
        len(target.classes),
        splits,
        target.positive,
        question.seed,
        ladder(question.neural, question.candidates),
    )
    learned = refit(sheet.rows(some), y, len(target.classes), trial.chosen, question.seed)
    fitted = Fitted(learned, trial.calibrator, sheet.rows(some))
    rows = some[trial.rows]
    p = fitted.probabilities(sheet.x)
    p[rows] = trial.mean
    stay, timed = _stay(table, full, target, question)
    twins = leaks.equal(groups) if groups.max() + 1 < len(groups) else ()
    answer = answered(target, sheet, p, target.y, trial, fitted)
    said = with_baseline(scores(y[trial.rows], trial.rounds, target.positive, question.seed), y[trial.rows], trial.base)
    bins = calibration_bins(y[trial.rows], trial.mean, target.positive)
    answer = replace(answer, n=len(known), judged=judged, scores=said, bins=bins, leaks=(*found, *twins, *timed))
    answer = replace(answer, stay=stay)
    return replace(answer, notes=notes(answer, len(known), len(some), len(table))), fitted


def score(answer: Prediction, fitted: Fitted, table: CustomerTable, name: str) -> Prediction:
    """The same prediction with the customers of another file scored by the final model, and ids in both files told."""
    new = like(fitted.sheet, table)
    p = fitted.probabilities(new.x)
    why = reasons.told(new, fitted.effects(new, focus_of(p, answer.positive)))
    known = np.isin(new.ids.astype(str), answer.ids[answer.actual >= 0].astype(str))
    found = leaks.overlap(answer.ids, new.ids, name, answer.target)
    return replace(answer, scored=Scored(new.ids, p, why, known, name), leaks=(*answer.leaks, *found))


def answered(target: Target, sheet: Sheet, p: "Floats", actual: "Labels", trial: Trial, fitted: Fitted) -> Prediction:
    """The parts of a prediction that every way of asking shares; what it was judged by is added by the caller."""
    moved = fitted.effects(sheet, focus_of(p, target.positive))
    step = trial.chosen
    return Prediction(
        target=target.name,
        classes=target.classes,
        positive=target.positive,
        ids=sheet.ids,
        actual=actual,
        probabilities=p,
        percentile=percentiles(p[:, target.positive] if target.positive is not None else p.max(axis=1)),
        reasons=reasons.told(sheet, moved),
        chosen=step.name,
        chosen_label=step.label,
        leaderboard=trial.leaderboard,
        weights=reasons.weights(sheet, moved),
        model=written(fitted.learned, fitted.calibrator, target.classes, step.name),
    )


def percentiles(p: "Floats") -> "Floats":
    """Share of customers with a lower probability, ties counted half, times 100.

    >>> percentiles(np.array([0.1, 0.2, 0.2, 0.9])).tolist()
    [12.5, 50.0, 50.0, 87.5]
    """
    ordered = np.sort(p)
    below = np.searchsorted(ordered, p, side="left") + np.searchsorted(ordered, p, side="right")
    return np.asarray(100 * below / (2 * max(len(p), 1)))


def focus_of(p: "Floats", positive: int | None) -> "Labels":
    """The class whose log-odds are explained: the positive one, or each customer's likeliest."""
    return p.argmax(axis=1) if positive is None else np.full(len(p), positive)


def _left_out(table: CustomerTable, target: Target, question: Question) -> set[str]:
    """The target, what is derived from it, and what the person named."""
    named = {trait_of(table, each).name for each in question.leave_out}
    gone = {target.trait, *named}
    return gone | {t.name for t in table.traits if gone & set(t.derived) and t.source.startswith("customers.")}


def _some(ids: "Texts", known: "Labels", seed: int) -> "Labels":
    if len(known) <= MOST:
        return known
    rank = hash_rank(ids[known].tolist(), seed, "predict sample")
    return np.sort(known[np.argsort(rank, kind="stable")[:MOST]])


def _groups(x: "Floats", y: "Labels") -> "Labels":
    """Groups of equal rows where they are the exception; a few columns with few values make twins of everybody."""
    groups = equal_rows(x, y)
    return groups if groups.max() + 1 >= 0.8 * len(groups) else np.arange(len(groups))


def _splits(
    table: CustomerTable, ids: "Texts", y: "Labels", groups: "Labels", some: "Labels", question: Question
) -> tuple[Sequence[Sequence[Split]], str]:
    if question.time:
        trait = trait_of(table, question.time)
        values = table.columns[trait.name]
        time = values[some]
        numbers = (
            np.where(np.isnat(time), np.nan, time.astype("datetime64[D]").astype(np.int64).astype(np.float64))
            if time.dtype.kind == "M"
            else _numbers(time, question.time)
        )
        splits = by_time(numbers)
        if not splits[0]:
            raise DataRefused(Problem("COT-857", f"{question.time} holds too few different times to judge on"))
        return splits, f"later rows by {question.time}, {len(splits[0])} blocks, each judged by what lay before it"
    repeats = repeats_for(len(ids))
    times = "" if repeats == 1 else f", dealt {repeats} times"
    return by_hash(ids, y, groups, seed=question.seed, repeats=repeats), f"{FOLDS} folds{times}"


def _numbers(values: "NDArray[Any]", name: str) -> "Floats":
    if values.dtype.kind not in "fi":
        raise DataRefused(Problem("COT-857", f"{name} holds words", expected="a column with days or numbers"))
    return values.astype(np.float64)


def _stay(
    table: CustomerTable, sheet: Sheet, target: Target, question: Question
) -> tuple[Stay | None, tuple[Leak, ...]]:
    if not question.duration:
        return None, ()
    name = trait_of(table, question.duration).name
    if target.positive is None or name not in {f.name for f in sheet.fields if f.kind == "number" and not f.levels}:
        raise DataRefused(Problem("COT-857", f"{question.duration} or {question.target} does not fit together"))
    known = np.flatnonzero(target.y >= 0)
    rows = sheet.rows(known)
    found = leaks.of_duration(rows, name)
    ended = target.y[known] == target.positive
    return survival.stay(rows, ended, name, question.duration, found, seed=question.seed, with_cox=question.cox), found


def notes(answer: Prediction, known: int, learned: int, everybody: int) -> tuple[str, ...]:
    """What a reader has to know beside the scores."""
    out = []
    if known < everybody:
        out.append(f"{everybody - known:,} customers have no known {answer.target}: predicted, not learned from")
    if learned < known:
        out.append(f"models learned from a sample of {learned:,} of {known:,} customers")
    for rung in answer.leaderboard:
        if rung.name in EXTRA and rung.name != answer.chosen:
            out.append(f"{EXTRA[rung.name]} was not better than a simpler model: not used")
    if answer.stay is not None and answer.stay.retained is not None and not answer.stay.retained.fits:
        off = 100 * answer.stay.retained.off
        out.append(
            f"the model that looks beyond the times seen lies up to {off:.1f} points off what was seen: not used"
        )
    gained = answer.scores["baseline_log_loss"].value - answer.scores["log_loss"].value
    if gained <= 0 or answer.chosen == "base_rate":
        out.append("no model told customers apart better than the base rate: do not act on these probabilities")
    return tuple(out)
