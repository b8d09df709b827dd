"""Which way of grouping is best for these customers, and how did it do in days that it had not seen?

What chooses does not judge (DESIGN 5.4): method and number of groups are chosen on inner origins that end before the
holdout; the outer holdout is opened once, after that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from coterie.measure.judging import Judge
from coterie.methods.segments.candidates import EVERYONE, Candidate, field_of
from coterie.methods.segments.finishing import Finished, finish
from coterie.methods.segments.grid_tables import GridSpec
from coterie.methods.segments.own_grids import own_grids
from coterie.methods.segments.reasons import Chosen, numbers_of, reason_of, unjudged_of
from coterie.methods.segments.scoreboard import scoreboard
from coterie.methods.segments.sheet import Sheet, forming_of, sheet_of, value_of
from coterie.methods.segments.trials import GLANCE, REDRAWN, Trial, floor_of, is_firm, run_trials, settle
from coterie.terms import CustomerTable, Score, Segmentation, Slice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

JUDGED = 100_000  # customers that the search and the scoreboard use when there are more
DRAWS = 300
REDRAWS = 20
FULL = 4.0  # seconds of budget from which the choice itself always gets all re-draws
TRIES = 4  # candidates that are refitted on all days before the first is taken as it is

_NANOSECONDS = 110.0  # of one customer, trait and group in one re-draw of k-means, as measured; mixtures take three


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
    budget_seconds: float = 6.0,
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
                 and not by the clock, so that results do not depend on the machine.
    Raises       WrongWords (COT-701 to COT-704).
    """
    with threadpool_limits(limits=1):
        return _choose(table, inner, outer, method, k, seed, yardsticks or {}, own_grids(grids or {}), budget_seconds)


def _choose(
    table: CustomerTable,
    inner: Sequence[Slice],
    outer: Slice | None,
    method: str,
    k: int | None,
    seed: int,
    yardsticks: "Mapping[str, Floats]",
    grids: Mapping[str, GridSpec],
    budget: float,
) -> Segmentation:
    forming, worth = forming_of(table), value_of(table)
    sheet = sheet_of(table, forming, worth)
    outer = outer if outer is not None and len(outer.past) else None
    past = sheet_of(outer.past, forming, worth) if outer is not None else None
    whole = past if past is not None else sheet
    keep = whole.sample(JUDGED, seed)
    basis = whole.rows(keep)
    field = field_of(basis, method, k, grids)
    draws = redraws_within(budget, field.candidates, basis)
    earlier = [_judged_slice(s, forming, worth, seed) for s in inner if len(s.past)]
    trials = run_trials(field.candidates, basis, earlier, seed=seed, draws=draws)
    skipped = {**field.skipped, **_too_alike(field.candidates, trials)}
    floor = floor_of(len(basis))
    settled = settle(trials, field.asked, floor)
    free = method in ("auto", "all")
    usable = settled.ranked if settled.roomy or not free else ()
    order = [t.candidate for t in usable] or [_fallback(field.candidates, basis)]
    at, finished = _finish(order if free else order[:1], table, sheet, past, seed, REDRAWS if budget >= FULL else draws)
    candidate = order[at]
    judge = _judge(basis, outer.spend[keep], seed) if outer is not None else None
    scores = {name: np.asarray(score, dtype=np.float64)[keep] for name, score in yardsticks.items()}
    chosen = None if finished.past is None else finished.past.labels[keep]
    board, beaten, better = scoreboard(trials, candidate, chosen, field.asked, floor, judge, basis, scores, seed)
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
        method,
        k,
        len(basis),
        better,
    )
    return _segmentation(finished, candidate, forming, board, told, beaten, skipped, outer)


def _finish(
    order: Sequence[Candidate], table: CustomerTable, sheet: Sheet, past: Sheet | None, seed: int, draws: int
) -> tuple[int, Finished]:
    """The first candidate whose refit on all days still has large and stable groups; the very first where none has."""
    floor = floor_of(len(sheet))
    first: Finished | None = None
    for at, candidate in enumerate(order[:TRIES]):
        found = finish(candidate, table, sheet, past, seed=seed, draws=draws)
        if min(s.size for s in found.segments) >= floor and is_firm(found.stability):
            return at, found
        first = first or found
    return 0, first or finish(order[0], table, sheet, past, seed=seed, draws=draws)


def _too_alike(candidates: Sequence[Candidate], trials: Sequence[Trial]) -> dict[str, str]:
    """What could not be fitted, with the reason."""
    tried = {t.candidate for t in trials}
    return {
        f"{c.method} with {c.k} groups": "the customers are too alike for that many groups"
        for c in candidates
        if c not in tried
    }


def redraws_within(budget: float, candidates: Sequence[Candidate], basis: Sheet) -> int:
    """Re-draws that the budget pays for, 5 to 20, reckoned from customers, traits and groups.

    Half of the budget is for re-draws. All candidates get five; about half of them, the steady ones, get the rest.
    """
    size = min(len(basis), REDRAWN) * max(basis.x.shape[1], 1)
    work = sum(size * c.k * (3 if c.method == "mixture" else 1) for c in candidates if c.clustering)
    each = work * _NANOSECONDS * 1e-9
    if each <= 0:
        return REDRAWS
    return int(min(REDRAWS, max(GLANCE, GLANCE + (budget / 2 - GLANCE * each) / (each / 2))))


def _judged_slice(each: Slice, forming: tuple[str, ...], worth: str, seed: int) -> tuple[Sheet, Judge]:
    sheet = sheet_of(each.past, forming, worth)
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
