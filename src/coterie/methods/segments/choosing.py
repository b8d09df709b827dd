"""Which way of grouping is best for these customers, and how did it do in days that it had not seen?

What chooses does not judge (DESIGN 5.4): method and number of groups are chosen on inner origins that end before the
holdout; the outer holdout is opened once, after that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from coterie.measure.agreement import given_labels
from coterie.measure.judging import Judge
from coterie.methods.segments.budget import REDRAWS, affordable, redraws_within
from coterie.methods.segments.candidates import EVERYONE, Candidate, Field, field_of
from coterie.methods.segments.explanation import DEPTH
from coterie.methods.segments.finishing import Finished, finish
from coterie.methods.segments.grid_tables import GridSpec
from coterie.methods.segments.method import Setting
from coterie.methods.segments.own_grids import own_grids
from coterie.methods.segments.reasons import Chosen, numbers_of, reason_of, unjudged_of
from coterie.methods.segments.scoreboard import scoreboard
from coterie.methods.segments.sheet import Sheet, categories_of, forming_of, sheet_of, value_of
from coterie.methods.segments.trials import Trial, floor_of, is_firm, run_trials, settle, with_gaps
from coterie.terms import CustomerTable, Score, Segmentation, Slice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

JUDGED = 100_000  # customers that the search and the scoreboard use when there are more
DRAWS = 300
QUICK = 6.0  # seconds of the quick field
FULL = 4.0  # seconds of budget from which the choice itself always gets all re-draws
TRIES = 4  # candidates that are refitted on all days before the first is taken as it is


def choose(
    table: CustomerTable,
    inner: Sequence[Slice],
    outer: Slice | None,
    *,
    method: str = "auto",
    k: int | None = None,
    seed: int = 0,
    yardsticks: "Mapping[str, NDArray[np.float64]] | None" = None,
    grids: Mapping[str, object] | None = None,
    budget_seconds: float = QUICK,
    settings: Mapping[str, Setting] | None = None,
) -> Segmentation:
    """Choose a segmentation, judge it, refit it on all days and explain it.

    table        all customers as of today.
    inner        earlier days with the days after them, on which the choice is made; empty where there are none.
    outer        the end of the past with the holdout, opened once after the choice; None without a holdout.
    method       "auto" or "all", a method, a preset or a grid of the mapping file.
    k            number of groups of clusterings; None searches 3 to 10.
    yardsticks   name -> a score per customer of ``outer.past``, higher is better: judged as deciles, never chosen.
    grids        grids of the mapping file, checked here.
    budget_seconds  of one processor for search and re-draws; a short one lowers the number of re-draws, by reckoning
                 and not by the clock, so that results do not depend on the machine. With "all" it also says which
                 methods take part.
    settings     parameters that a person set, as :func:`read_settings` gives them.
    Raises       WrongWords (COT-701 to COT-704, COT-708).
    """
    asked = _Asked(method, k, seed, own_grids(grids or {}), budget_seconds, settings or {})
    with threadpool_limits(limits=1):
        return _choose(table, inner, outer, asked, yardsticks or {})


@dataclass(frozen=True)
class _Asked:
    """The words of :func:`choose`."""

    method: str
    k: int | None
    seed: int
    grids: Mapping[str, GridSpec]
    budget: float
    settings: Mapping[str, Setting]

    @property
    def free(self) -> bool:
        """Whether the method is for us to choose."""
        return self.method in ("auto", "all")


def _choose(
    table: CustomerTable,
    inner: Sequence[Slice],
    outer: Slice | None,
    asked: _Asked,
    yardsticks: "Mapping[str, Floats]",
) -> Segmentation:
    forming, worth, seed = forming_of(table), value_of(table), asked.seed
    outer = outer if outer is not None and len(outer.past) else None
    inner = [s for s in inner if len(s.past)]
    levels = categories_of(table, [s.past for s in (*inner, *([outer] if outer else []))])
    sheet = sheet_of(table, forming, worth, levels)
    past = sheet_of(outer.past, forming, worth, levels) if outer is not None else None
    whole = past if past is not None else sheet
    keep = whole.sample(JUDGED, seed)
    basis = whole.rows(keep)
    field = _field(basis, asked, len(inner))
    draws = redraws_within(asked.budget, field.candidates, basis)
    earlier = [_judged_slice(s, sheet, seed) for s in inner]
    trials = run_trials(field.candidates, basis, earlier, seed=seed, draws=draws)
    trials = with_gaps(trials, basis, seed) if asked.method in ("all", "kmeans") else trials
    skipped = {**field.skipped, **_too_alike(field.candidates, trials)}
    floor = floor_of(len(basis))
    settled = settle(trials, field.asked, floor)
    usable = settled.ranked if settled.roomy or not asked.free else ()
    order = [t.candidate for t in usable] or [_fallback(field.candidates, basis)]
    final = REDRAWS if asked.budget >= FULL else draws
    at, finished = _finish(order if asked.free else order[:1], table, sheet, past, asked, final)
    candidate = order[at]
    judge = _judge(basis, outer.spend[keep], seed) if outer is not None else None
    scores = {name: np.asarray(score, dtype=np.float64)[keep] for name, score in yardsticks.items()}
    chosen = None if finished.past is None else finished.past.labels[keep]
    board, beaten, better = scoreboard(
        trials, candidate, chosen, field.asked, floor, judge, basis, scores, seed, _given(table, basis)
    )
    trial = next((t for t in trials if t.candidate == candidate), None)
    simplest = settled.firm and settled.roomy and at == 0
    told = Chosen(
        candidate,
        trial,
        len(earlier),
        floor,
        settled.firm,
        settled.roomy and bool(usable),
        simplest,
        asked.method,
        asked.k,
        len(basis),
        better,
        draws < REDRAWS,
        bool(forming or levels),
        "" if asked.free else field.skipped.get(asked.method, ""),
    )
    formed = (*forming, *levels) if candidate.mixed else forming
    return _segmentation(finished, candidate, formed, board, told, beaten, skipped, outer)


def _given(table: CustomerTable, basis: Sheet) -> "dict[str, Labels]":
    """Groups that the table gives the basis' customers; those of whom it says nothing are a group of their own."""
    traits = [t for t in table.traits if t.given]
    if not traits:
        return {}
    place = {each: i for i, each in enumerate(table.ids.tolist())}
    at = np.array([place.get(each, -1) for each in basis.ids.tolist()], dtype=np.int64)
    found: dict[str, Labels] = {}
    for trait in traits:
        labels, k = given_labels(trait, table.columns[trait.name])
        here = np.where(at >= 0, labels[at], -1)
        found[trait.name] = np.where(here >= 0, here, k)
    return found


def _field(basis: Sheet, asked: _Asked, periods: int) -> Field:
    """The field, without methods that "all" cannot pay for."""
    found = field_of(basis, asked.method, asked.k, asked.grids, asked.settings)
    if asked.method != "all":
        return found
    kept, skipped = affordable(asked.budget, found.candidates, basis, periods)
    return replace(found, candidates=kept, skipped={**found.skipped, **skipped})


def _finish(
    order: Sequence[Candidate], table: CustomerTable, sheet: Sheet, past: Sheet | None, asked: _Asked, draws: int
) -> tuple[int, Finished]:
    """The first candidate whose refit on all days still has large and stable groups; the very first where none has."""
    floor = floor_of(len(sheet))
    depth = int(asked.settings.get("explanation.depth", DEPTH))
    first: Finished | None = None
    for at, candidate in enumerate(order[:TRIES]):
        found = finish(candidate, table, sheet, past, seed=asked.seed, draws=draws, depth=depth)
        if min(s.size for s in found.segments) >= floor and is_firm(found.stability):
            return at, found
        first = first or found
    return 0, first or finish(order[0], table, sheet, past, seed=asked.seed, draws=draws, depth=depth)


def _too_alike(candidates: Sequence[Candidate], trials: Sequence[Trial]) -> dict[str, str]:
    """What could not be fitted, with the reason."""
    tried = {t.candidate for t in trials}
    return {
        f"{c.method} with {c.k} groups": "the customers are too alike for that many groups"
        for c in candidates
        if c not in tried
    }


def _judged_slice(each: Slice, now: Sheet, seed: int) -> tuple[Sheet, Judge]:
    sheet = sheet_of(each.past, now.forming, now.worth, now.levels)
    keep = sheet.sample(JUDGED, seed)
    return sheet.rows(keep), _judge(sheet.rows(keep), each.spend[keep], seed)


def _judge(sheet: Sheet, spend: "Floats", seed: int) -> Judge:
    return Judge(sheet.ids, np.asarray(spend, dtype=np.float64), seed=seed, draws=DRAWS)


def _fallback(candidates: Sequence[Candidate], basis: Sheet) -> Candidate:
    """What always works: value tiers, or one group of all where nobody differs in value."""
    tiers = next((c for c in candidates if c.method == "tiers"), None)
    values = basis.value if basis.value is not None else np.empty(0)
    differ = len(np.unique(values[~np.isnan(values)])) > 1
    return tiers if tiers is not None and differ else Candidate(EVERYONE, 1, "everyone")


def _segmentation(
    finished: Finished,
    candidate: Candidate,
    forming: tuple[str, ...],
    board: tuple[Score, ...],
    told: Chosen,
    beaten: tuple[str, ...],
    skipped: Mapping[str, str],
    outer: Slice | None,
) -> Segmentation:
    used = forming if candidate.clustering else finished.model.traits
    model = finished.model.to_json()
    if finished.explanation is not None:
        model["surrogate"] = finished.explanation.tree.to_json()
    k = len(finished.segments)
    note = f"not better than {' and '.join(beaten)} on the days held apart" if beaten else ""
    return Segmentation(
        candidate.method,
        k,
        used,
        finished.segments,
        finished.now,
        reason_of(told),
        tuple(replace(s, note=note) if s.chosen else s for s in board),
        finished.past,
        finished.agreement,
        finished.silhouette,
        finished.stability.mean,
        finished.stability.least,
        finished.explanation.fidelity if finished.explanation is not None else None,
        finished.on_a_cut,
        model,
        skipped,
        unjudged_of(told, outer is not None, beaten),
        beaten,
        numbers_of(told, skipped),
    )
