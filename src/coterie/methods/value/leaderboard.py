"""Which model do these customers follow, and by how much does it err? Chosen on inner days, judged beside naive ways.

Choosing: each purchase model is fitted at every inner origin and scored on what came after it by the Poisson deviance
of purchase days, 2 (d ln(d/o) - (d - o)) a customer, a proper score for a mean. BG/NBD, the simplest, stays unless
another is lower by more than noise: by two standard errors of the paired difference, customers taken as they come, and
by one part in a hundred. Judging: on the outer holdout, which no choice has seen, every model and every naive way is
scored alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import seed_of
from coterie.measure import tenths, top20_share
from coterie.methods.value.baselines import Guess, Origin, guesses
from coterie.methods.value.coverage import coverage
from coterie.methods.value.fitting import fit_summary, title_of
from coterie.methods.value.kinds import forecast_of
from coterie.methods.value.lifetime import Histories, Periods
from coterie.methods.value.models import BG_NBD, MODELS, PurchaseModel
from coterie.methods.value.needs import NotEnough
from coterie.terms import BtydSummary, Slice, ValueFit, ValueScore
from coterie.terms.value import PLAIN, Design

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AUTO = "auto"
NOISE = 2.0  # standard errors
LEAST_GAIN = 0.01
MOST_SLOW = 20_000  # customers up to which the slow model (Pareto/NBD) is tried when nobody asks for it
LABELS = {
    "last_period": ("the last period repeated", "naive"),
    "average": ("the average pace of each customer", "naive"),
    "rfm_cells": ("the mean of the RFM cell", "naive"),
    "boosting": ("gradient boosting", "learned"),
}


@dataclass(frozen=True)
class Choice:
    """The model that the inner origins choose.

    deviance    model -> mean Poisson deviance over the origins that all models could be fitted at.
    chosen      the fit of the chosen model at each inner origin, None where it could not be fitted.
    design      the traits that it knows.
    """

    model: PurchaseModel = BG_NBD
    deviance: Mapping[str, float] = field(default_factory=dict)
    chosen: tuple[ValueFit | None, ...] = ()
    design: Design = PLAIN


def choose(inner: Sequence[tuple[BtydSummary, Slice]], asked: str, customers: int) -> Choice:
    """The purchase model asked for, or the one that the inner origins choose.

    asked       "auto" or the name of a model.
    customers   of the whole study; with many only the fast models are tried.
    """
    tried = candidates(asked, customers)
    origins = [Origin.of(summary, slice_) for summary, slice_ in inner]
    fits = {model.name: tuple(fit_or_none(summary, model) for summary, _ in inner) for model in tried}
    losses: dict[str, list[Floats]] = {model.name: [] for model in tried}
    ids = []
    for at, origin in enumerate(origins):
        found = [fits[model.name][at] for model in tried]
        if any(fit is None for fit in found):
            continue
        ids.append(origin.summary.ids)
        for fit in found:
            assert fit is not None
            losses[fit.model].append(deviance(origin.orders, guess_of(fit, origin).orders))
    if not ids:
        name = BG_NBD.name if asked == AUTO else asked
        return Choice(MODELS[name], {}, fits[name])
    pooled = {name: np.concatenate(parts) for name, parts in losses.items()}
    means = {name: float(np.sort(loss).mean()) for name, loss in pooled.items()}
    name = _simplest(pooled, np.concatenate(ids)) if asked == AUTO else asked
    return Choice(MODELS[name], means, fits[name])


def candidates(asked: str, customers: int) -> tuple[PurchaseModel, ...]:
    """BG/NBD always, the model asked for, and the others where they are fast enough to be tried unasked."""
    names = ["bg_nbd", "mbg_nbd"]
    if customers <= MOST_SLOW or asked == "pareto_nbd":
        names.append("pareto_nbd")
    return tuple(MODELS[name] for name in names)


def scores(
    past: BtydSummary,
    outer: Slice,
    inner: Sequence[tuple[BtydSummary, Slice]],
    choice: Choice,
    plain: ValueFit,
    *,
    asked: str = AUTO,
    seed: int,
) -> tuple[ValueScore, ...]:
    """Every way of forecasting on the outer holdout: the chosen model first, then the models, then the naive ways.

    choice    among the models that know no traits.
    plain     the chosen one of these fitted on ``past``.
    """
    now = Origin.of(past, outer)
    board = []
    for model in candidates(asked, len(past.ids)):
        fit = plain if model.name == plain.model else fit_or_none(past, model)
        if fit is None:
            continue
        inside = coverage(fit, now.summary, now.spend, days=now.days, seed=seed)
        inner_deviance = choice.deviance.get(model.name)
        chosen = model.name == choice.model.name
        told = (model.name, title_of(fit), "model")
        board.append(_score(now, guess_of(fit, now), told, inside, inner_deviance, chosen))
    earlier = [Origin.of(summary, slice_) for summary, slice_ in inner]
    for name, guess in guesses(now, earlier, seed=seed_of(seed, "boosting")).items():
        board.append(_score(now, guess, (name, *LABELS[name]), None, None, False))
    return tuple(sorted(board, key=lambda score: (not score.chosen, score.kind != "model")))


def guess_of(fit: ValueFit, origin: Origin) -> Guess:
    """The forecast of a fit for the days after an origin."""
    periods = Periods.days(origin.days, origin.summary.unit)
    found = forecast_of(fit, Histories.of(origin.summary), periods)
    return Guess(found.orders, found.worth)


def deviance(came: "Floats", expected: "Floats") -> "Floats":
    """Poisson deviance of each customer, at least 0.

    >>> deviance(np.array([0.0, 2.0]), np.array([0.5, 2.0])).tolist()
    [1.0, 0.0]
    """
    safe = np.maximum(expected, 1e-9)
    ratio = np.where(came > 0, np.maximum(came, 1e-9) / safe, 1.0)
    return np.asarray(2 * (came * np.log(ratio) - (came - safe)))


def is_lower(ours: "Floats", theirs: "Floats", ids: "NDArray[np.object_]") -> tuple[float, bool]:
    """By which share one deviance is lower than another, and whether that is more than noise.

    ids    of the customers that both are of; one who is met at several origins counts once, with the sum of hers.
    """
    least = float(np.sort(theirs).mean())
    gain = 1 - float(np.sort(ours).mean()) / least if least > 0 else 0.0
    _, at = np.unique(ids.astype(str), return_inverse=True)
    difference = np.bincount(at, ours - theirs)
    error = float(np.std(difference) * np.sqrt(len(difference)))
    return gain, bool(float(np.sum(difference)) < -NOISE * error and gain > LEAST_GAIN)


def score_of(now: Origin, guess: Guess, told: tuple[str, str, str]) -> ValueScore:
    """A further way of forecasting, judged as all others are.

    told    name, label and kind of the way.
    """
    return _score(now, guess, told, None, None, False)


def _score(
    now: Origin,
    guess: Guess,
    told: tuple[str, str, str],
    inside: float | None,
    inner_deviance: float | None,
    chosen: bool,
) -> ValueScore:
    groups = tenths(guess.orders, now.orders)
    mean = float(np.sort(now.orders).mean())
    gap = float(np.mean([abs(expected - came) for expected, came in groups]))
    name, label, kind = told
    return ValueScore(
        name=name,
        label=label,
        kind=kind,
        orders_expected=_sum(guess.orders),
        spend_expected=_sum(guess.spend),
        orders_mae=_sum(np.abs(guess.orders - now.orders)) / len(now.orders),
        spend_mae=_sum(np.abs(guess.spend - now.spend)) / len(now.spend),
        top20_share=top20_share(guess.spend, now.spend) if now.spend.sum() > 0 else 0.0,
        calibration=groups,
        calibration_error=gap / mean if mean > 0 else 0.0,
        coverage=inside,
        inner_deviance=inner_deviance,
        chosen=chosen,
    )


def _simplest(losses: Mapping[str, "Floats"], ids: "NDArray[np.object_]") -> str:
    """The first model, unless another is lower by more than noise; of several, the lowest."""
    first, *others = losses
    best, most = first, 0.0
    for name in others:
        gain, lower = is_lower(losses[name], losses[first], ids)
        if lower and gain > most:
            best, most = name, gain
    return best


def fit_or_none(summary: BtydSummary, model: PurchaseModel, design: Design = PLAIN) -> ValueFit | None:
    """The fit of a model; None where it could not be fitted: an origin too early says nothing about the model."""
    try:
        return fit_summary(summary, model, design)
    except NotEnough:
        return None


def _sum(values: "Floats") -> float:
    return float(np.sort(values).sum())
