"""How did each candidate do, before the holdout is opened?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from coterie.engine import seed_of
from coterie.measure.judging import Judge, Judgement
from coterie.methods.forms import Model
from coterie.methods.segments.candidates import Candidate, fit, inputs
from coterie.methods.segments.preparation import fit_preparation
from coterie.methods.segments.sheet import Sheet
from coterie.methods.segments.silhouettes import SAMPLE, silhouettes
from coterie.methods.segments.spread import gaps, within
from coterie.methods.segments.stability import Stability, redraw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]

LEAST_SIZE, LEAST_SHARE = 30, 0.01
STABLE, DISSOLVED = 0.75, 0.5  # mean overlap of stable groups; overlap below which a group dissolves (Hennig 2007)
SEARCHED = 5_000  # customers that clusterings are fitted on in the search; all are labelled and judged
REDRAWN = 3_000  # customers in each re-draw of the search
GLANCE = 5  # re-draws after which a plainly unstable candidate is given up
HOPELESS = 0.6
MOST_GROUPS = 30  # finer grids are judged, but their groups are too small for silhouette and re-draws


@dataclass(frozen=True)
class Trial:
    """One candidate on the customers of the past.

    labels     of the basis' customers; k: groups that have customers; smallest: customers in the smallest of them.
    bic        Bayesian information criterion on the basis' customers, where the method has a likelihood.
    elbow      share of the spread of prepared traits that is left within groups.
    gap        how much smaller the log of that is than in customers without groups; None where it was not asked for.
    inner      its judgement at each earlier day, by a model fitted on the days before.
    """

    candidate: Candidate
    model: Model
    labels: "Labels"
    k: int
    smallest: int
    share: float
    stability: Stability | None = None
    silhouette: tuple[float, float] | None = None
    bic: float | None = None
    elbow: float | None = None
    gap: float | None = None
    inner: tuple[Judgement, ...] = ()

    @property
    def inner_top20(self) -> float | None:
        """Mean top-20 % share over the earlier days; None where none could be judged."""
        found = [j.top20.value for j in self.inner if j.top20 is not None]
        return float(np.mean(found)) if found else None

    @property
    def inner_eta2(self) -> float | None:
        """Mean share of variance explained over the earlier days."""
        found = [j.eta2.value for j in self.inner if j.eta2 is not None]
        return float(np.mean(found)) if found else None

    @property
    def inner_se(self) -> float | None:
        """Standard error of the mean share: the mean of the days' errors, since their customers are the same."""
        found = [j.se for j in self.inner if j.se is not None]
        return float(np.mean(found)) if found else None

    @property
    def steady(self) -> float:
        """Mean stability, 0 where it was not measured."""
        return (self.stability.mean or 0.0) if self.stability else 0.0

    @property
    def points(self) -> float:
        """Inner top-20 % share, or the silhouette where nothing was judged; -1 where it could not be scored."""
        if self.inner_top20 is not None:
            return self.inner_top20
        return self.silhouette[0] if self.silhouette is not None and not self.inner else -1.0

    @property
    def firm(self) -> bool:
        """Whether its groups came back in re-draws and none dissolved."""
        return is_firm(self.stability)


def is_firm(stability: Stability | None) -> bool:
    """Whether groups came back in re-draws: mean overlap of 0.75 or more, and no group below 0.5."""
    return stability is not None and (stability.mean or 0.0) >= STABLE and (stability.least or 0.0) >= DISSOLVED


def floor_of(customers: int) -> int:
    """Fewest customers a group may have: the larger of 30 and 1 %, rounded up."""
    return max(LEAST_SIZE, int(np.ceil(LEAST_SHARE * customers)))


def run_trials(
    candidates: Sequence[Candidate],
    basis: Sheet,
    inner: Sequence[tuple[Sheet, Judge]],
    *,
    seed: int,
    draws: int,
) -> list[Trial]:
    """Fit every candidate on the basis and at each earlier day, re-draw it, and judge it.

    draws    re-draws of each candidate; those with a mean overlap below 0.6 after five are given up.
    """
    start = _part(basis, seed)
    fitted = [_fitted(candidate, basis, start, seed) for candidate in candidates]
    trials = _with_silhouettes([t for t in fitted if t is not None], basis, seed)
    drawn = basis.rows(basis.sample(REDRAWN, seed_of(seed, "re-draw") % 2**31))
    days = [(sheet, _part(sheet, seed), judge) for sheet, judge in inner]
    found = []
    for trial in trials:
        stability = _redrawn(trial, drawn, seed, draws) if trial.k <= MOST_GROUPS else None
        judged = tuple(_judged(trial.candidate, sheet, part, judge, seed) for sheet, part, judge in days)
        found.append(replace(trial, stability=stability, inner=judged))
    return found


def with_gaps(trials: Sequence[Trial], basis: Sheet, seed: int) -> list[Trial]:
    """The trials with the gap statistic of k-means, for those who choose the number of groups by it."""
    model = next((t.model for t in trials if t.candidate.method == "kmeans"), None)
    if model is None or model.preparation is None:
        return list(trials)
    found = gaps(model.preparation.apply(basis.x), [t.k for t in trials if t.candidate.method == "kmeans"], seed)
    return [replace(t, gap=found.get(t.k)) if t.candidate.method == "kmeans" else t for t in trials]


def _part(sheet: Sheet, seed: int) -> Sheet:
    return sheet.rows(sheet.sample(SEARCHED, seed_of(seed, "search") % 2**31))


def _fitted(candidate: Candidate, basis: Sheet, part: Sheet, seed: int) -> Trial | None:
    """The candidate on the basis; None where the customers are too alike for that many groups."""
    model = fit(candidate, part if candidate.clustering else basis, seed)
    labels = model.form.labels(inputs(candidate, basis, model.preparation))
    count = np.bincount(labels, minlength=model.form.k)
    there = count[count > 0]
    if candidate.clustering and len(there) < candidate.k:
        return None
    smallest = int(there.min()) if len(there) else 0
    found = Trial(candidate, model, labels, len(there), smallest, smallest / max(len(basis), 1))
    if candidate.way is None or candidate.way.bic is None:
        return found
    value = candidate.way.bic(model.form, inputs(candidate, basis, model.preparation))
    return replace(found, bic=value if np.isfinite(value) else None)


def _with_silhouettes(trials: list[Trial], basis: Sheet, seed: int) -> list[Trial]:
    plain = [t for t in trials if t.candidate.clustering and not t.candidate.mixed]
    preparation = next((t.model.preparation for t in plain if t.model.preparation is not None), None)
    if preparation is None:
        if not basis.x.shape[1] or not any(t.candidate.clustering for t in trials):
            return trials
        preparation = fit_preparation(basis.x, basis.forming)
    keep = basis.sample(SAMPLE, seed_of(seed, "silhouette") % 2**31)
    coarse = [t for t in trials if t.k <= MOST_GROUPS]
    x = preparation.apply(basis.x[keep])
    found = silhouettes(x, [t.labels[keep] for t in coarse])
    by_id = {id(t): value for t, value in zip(coarse, found, strict=True)}
    return [replace(t, silhouette=by_id.get(id(t)), elbow=within(x, t.labels[keep])) for t in trials]


def _redrawn(trial: Trial, sheet: Sheet, seed: int, draws: int) -> Stability:
    x = inputs(trial.candidate, sheet, trial.model.preparation)
    first = redraw(trial.candidate, trial.model.form, x, seed=seed, draws=min(draws, GLANCE))
    if draws <= GLANCE or (first.mean or 0.0) < HOPELESS:
        return first
    return redraw(trial.candidate, trial.model.form, x, seed=seed, draws=draws)


def _judged(candidate: Candidate, sheet: Sheet, part: Sheet, judge: Judge, seed: int) -> Judgement:
    model = fit(candidate, part if candidate.clustering else sheet, seed)
    return judge.judge(model.form.labels(inputs(candidate, sheet, model.preparation)), model.form.k)


@dataclass(frozen=True)
class Settled:
    """Trials in the order in which they would be chosen.

    simplest   how many of the first lie within noise of the best; they are ordered by simplicity.
    firm       whether they met the stability bar; roomy: whether they met the floor.
    """

    ranked: tuple[Trial, ...]
    simplest: int
    firm: bool
    roomy: bool


def earns(trial: Trial, others: Sequence[Trial]) -> bool:
    """Whether a method that is taken only where it wins beats the best of all others by more than noise."""
    rivals = [t for t in others if t.candidate.way is None or not t.candidate.way.last]
    if not rivals:
        return True
    best = max(rivals, key=lambda t: (t.points, -t.k))
    return trial.points - best.points > _noise(best, trial, "top20")


def settle(trials: Sequence[Trial], asked: frozenset[str], floor: int) -> Settled:
    """The order of choice among the trials that may be chosen.

    Above the floor and the stability bar: the one-standard-error rule (Breiman et al. 1984, section 3.4.3): of all
    whose score lies within one standard error of the difference from the best, that with the fewest groups, then the
    most stable.
    Where none meets the bar, the most stable above the floor; where none meets the floor, the one whose smallest
    group is largest. There are two scores, the inner top-20 % share and the inner share of variance explained, since
    neither tells all; where nothing was judged it is the silhouette.
    """
    mine = [t for t in trials if t.candidate.method in asked and t.k > 1]
    modest = [t for t in mine if t.candidate.way is not None and t.candidate.way.last]
    lost = {id(t) for t in modest if not earns(t, [o for o in mine if o.smallest >= floor and o.firm])}
    mine = [t for t in mine if id(t) not in lost]
    roomy = [t for t in mine if t.smallest >= floor]
    firm = [t for t in roomy if t.firm]
    if firm:
        near = _near(firm)
        chosen = {id(t) for t in near}
        simple = sorted(near, key=lambda t: (t.k, -round(t.steady, 9), t.candidate.method))
        rest = sorted((t for t in firm if id(t) not in chosen), key=lambda t: (-t.points, t.k))
        return Settled((*simple, *rest), len(simple), True, True)
    if roomy:
        return Settled(tuple(sorted(roomy, key=lambda t: (-round(t.steady, 9), t.k))), 0, False, True)
    return Settled(tuple(sorted(mine, key=lambda t: (-t.share, t.k))), 0, False, False)


def _near(trials: Sequence[Trial]) -> list[Trial]:
    """Those within noise of the best on both measures; on the first alone where none is on both."""
    share = _within(trials, [t.points for t in trials], "top20")
    judged = [t for t in trials if t.inner_eta2 is not None]
    spread = _within(judged, [t.inner_eta2 or 0.0 for t in judged], "eta2")
    return [t for t in share if any(t is other for other in spread)] or share


def _within(trials: Sequence[Trial], scores: Sequence[float], measure: Literal["top20", "eta2"]) -> list[Trial]:
    if not trials:
        return []
    at = max(range(len(trials)), key=lambda i: (scores[i], -trials[i].k))
    best, top = trials[at], scores[at]
    return [t for t, score in zip(trials, scores, strict=True) if top - score <= _noise(best, t, measure)]


def _noise(best: Trial, other: Trial, measure: Literal["top20", "eta2"]) -> float:
    """Standard error of the difference of two scores.

    On earlier days: from paired draws of customers (the days' customers are the same, so their variances are not
    divided) and from how the difference varies over days. For silhouettes: the best one's own error.
    """
    pairs = [
        (a.draws(measure) - b.draws(measure), a.value(measure) - b.value(measure))
        for a, b in zip(best.inner, other.inner, strict=True)
        if np.isfinite(a.value(measure)) and np.isfinite(b.value(measure))
    ]
    if not pairs:
        return best.silhouette[1] if best.silhouette is not None else 0.0
    drawn = float(np.mean([np.nanvar(draws, ddof=1) for draws, _ in pairs]))
    days = float(np.var([gap for _, gap in pairs], ddof=1)) / len(pairs) if len(pairs) > 1 else 0.0
    return float(np.sqrt(drawn + days))
