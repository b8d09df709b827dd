"""How did every way of grouping do on the days held apart? The scoreboard, with yardsticks that are never chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.measure.judging import TOP, Judge, Judgement, beats, deciles
from coterie.methods.segments.candidates import Candidate
from coterie.methods.segments.recipe import copied_recipe
from coterie.methods.segments.sheet import Sheet
from coterie.methods.segments.trials import Trial, earns
from coterie.terms import Score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

GROUPS = 10  # of the yardsticks
RANDOM, RECIPE, TENTHS = "random", "rfm-recipe", "deciles"  # names of the yardsticks; the last ends the others
GIVEN = "given: "  # before the name of the column, in the scoreboard


def scoreboard(
    trials: Sequence[Trial],
    chosen: Candidate,
    past: "Labels | None",
    asked: frozenset[str],
    floor: int,
    judge: Judge | None,
    basis: Sheet,
    yardsticks: "Mapping[str, Floats]",
    seed: int,
    given: "Mapping[str, Labels] | None" = None,
) -> tuple[tuple[Score, ...], tuple[str, ...], bool]:
    """One row a way of grouping, the plain ones that beat the choice by more than noise, and whether it beat chance.

    Plain are the yardsticks, then grids and value tiers that stayed stable and kept large groups.

    past         labels of the basis' customers by the choice's own model of the past.
    judge        of the holdout, None without one: then no yardsticks.
    yardsticks   a score per customer of the basis.
    given        name -> groups of the basis' customers that somebody made before; they may know the holdout, and so are
                 shown beside the choice but never said to beat it.
    """
    rows: list[Score] = []
    mine: Judgement | None = None
    plain: list[tuple[str, Judgement]] = []
    for trial in trials:
        is_chosen = trial.candidate == chosen
        labels = past if is_chosen and past is not None else trial.labels
        judged = judge.judge(labels, max(trial.model.form.k, int(labels.max()) + 1)) if judge is not None else None
        mine = judged if is_chosen else mine
        rows.append(_score(trial, judged, is_chosen, _note(trial, asked, floor, trials)))
        if judged is not None and not is_chosen and _ready_made(trial, floor):
            plain.append((trial.candidate.method, judged))
    beaten = []
    better = mine is None or mine.top20 is None or mine.top20.low is None or mine.top20.low > TOP
    if judge is not None:
        for name, labels in _groups(basis, yardsticks, seed).items():
            judged = judge.judge(labels, int(labels.max()) + 1)
            count = np.bincount(labels)
            share = int(count[count > 0].min()) / len(labels)
            rows.append(_yardstick(name, judged, int((count > 0).sum()), share))
            if mine is not None and beats(judged, mine):
                beaten.append(name)
        for name, labels in sorted((given or {}).items()):
            count = np.bincount(labels)
            judged = judge.judge(labels, len(count))
            share = int(count[count > 0].min()) / len(labels)
            row = _yardstick(f"{GIVEN}{name}", judged, int((count > 0).sum()), share)
            rows.append(replace(row, note="given in the customers file; may have been made with later days in sight"))
    if mine is not None:
        beaten += [name for name, judged in plain if beats(judged, mine)]
    return tuple(rows), tuple(beaten), better


def is_yardstick(name: str) -> bool:
    """Whether a row of the scoreboard is there to compare with, and never chosen."""
    return name in (RANDOM, RECIPE) or name.endswith(TENTHS)


def _ready_made(trial: Trial, floor: int) -> bool:
    """Whether these are groups by a rule that anybody can repeat, and could have been taken."""
    return not trial.candidate.clustering and trial.k > 1 and trial.firm and trial.smallest >= floor


def _groups(basis: Sheet, yardsticks: "Mapping[str, Floats]", seed: int) -> "dict[str, Labels]":
    found = {RANDOM: deciles(hash_rank(basis.ids, seed, "random groups"), GROUPS)}
    if basis.rfm is not None:
        found[RECIPE] = copied_recipe(basis.rfm)
        found[f"past-spend {TENTHS}"] = deciles(np.nan_to_num(basis.rfm[:, 2]), GROUPS)
    for name, score in yardsticks.items():
        found[f"{name} {TENTHS}"] = deciles(np.nan_to_num(score), GROUPS)
    return found


def _score(trial: Trial, judged: Judgement | None, chosen: bool, note: str) -> Score:
    stability = trial.stability
    return Score(
        trial.candidate.method,
        trial.k,
        judged.top20 if judged else None,
        judged.eta2 if judged else None,
        stability.mean if stability else None,
        stability.least if stability else None,
        trial.inner_top20,
        trial.inner_eta2,
        trial.inner_se,
        trial.silhouette[0] if trial.silhouette else None,
        trial.bic,
        trial.share,
        candidate=True,
        chosen=chosen,
        note="" if chosen else note,
        elbow=trial.elbow,
        gap=trial.gap,
    )


def _yardstick(name: str, judged: Judgement, k: int, smallest: float) -> Score:
    note = "a yardstick, never chosen"
    return Score(name, k, judged.top20, judged.eta2, smallest=smallest, candidate=False, note=note)


def _note(trial: Trial, asked: frozenset[str], floor: int, trials: Sequence[Trial]) -> str:
    if trial.candidate.method not in asked:
        return "not asked for"
    if trial.k < 2:
        return "found one group only"
    if trial.smallest < floor:
        return "a group is below the smallest size"
    if not trial.firm:
        return "groups did not come back in re-draws"
    if trial.candidate.way is not None and trial.candidate.way.last:
        rivals = [t for t in trials if t.firm and t.smallest >= floor and t.candidate.method in asked]
        if not earns(trial, rivals):
            return "not better than the others: not used"
    return ""
