"""Does it help the forecast to know what never changes of a customer? Chosen on earlier days, judged on the last ones.

A trait of the customers file moves buying and leaving (:mod:`coterie.methods.value.covariates`). The model that knows
the traits is fitted as of each inner day, as the plain one is, and both forecast what came after it. Where its Poisson
deviance is lower by more than noise, two standard errors over customers, and by one part in a hundred, the rule by
which models are chosen, it carries the values. On the days kept apart, which have no say in that, both are judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.baselines import Origin
from coterie.methods.value.covariates import MOVED
from coterie.methods.value.coverage import coverage
from coterie.methods.value.fitting import title_of
from coterie.methods.value.fixed import Fixed
from coterie.methods.value.leaderboard import Choice, deviance, fit_or_none, guess_of, is_lower, score_of
from coterie.methods.value.models import MODELS
from coterie.terms import BtydSummary, Estimate, Slice, ValueFit, ValueScore
from coterie.terms.value import TraitCheck, TraitEffect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_EFFECT = 7.0  # log of a ratio of a thousand: farther out the data say nothing


@dataclass(frozen=True)
class Known:
    """A model that knows traits.

    whole       fitted on all days; None where it has nothing to go by or did not settle.
    past        fitted on the days before the holdout; None where it could not be, or nothing was kept apart.
    inner       fitted at each inner origin.
    origins     number of inner origins at which it stood beside the plain model; ``deviance`` its mean there.
    carries     whether it was better there, and could be fitted wherever the values need it.
    """

    fixed: Fixed
    model: str
    whole: ValueFit | None
    past: ValueFit | None = None
    inner: tuple[ValueFit | None, ...] = ()
    origins: int = 0
    deviance: float | None = None
    carries: bool = False


def known(
    fixed: Fixed, now: BtydSummary, past: BtydSummary | None, inner: Sequence[tuple[BtydSummary, Slice]], plain: Choice
) -> Known:
    """The model that knows the traits, on all days and all earlier ones, and whether it is to carry the values.

    now, past, inner    as in :func:`coterie.methods.value.estimate.estimate`, with the traits on them.
    plain               the choice among the models that know none, with their fits at the inner origins.
    """
    name = plain.model.name if plain.model.name in MOVED else "bg_nbd"
    whole = _fit(name, fixed, now)
    if whole is None:
        return Known(fixed, name, None)
    before = None if past is None else _fit(name, fixed, past)
    fits = tuple(_fit(name, fixed, summary) for summary, _ in inner)
    ours: list[Floats] = []
    theirs: list[Floats] = []
    ids = []
    for (summary, slice_), fit, other in zip(inner, fits, plain.chosen, strict=True):
        if fit is not None and other is not None:
            origin = Origin.of(summary, slice_)
            ids.append(origin.summary.ids)
            for losses, each in ((ours, fit), (theirs, other)):
                losses.append(deviance(origin.orders, guess_of(each, origin).orders))
    found = Known(fixed, name, whole, before, fits, len(ids))
    if not ids:
        return found
    _, lower = is_lower(np.concatenate(ours), np.concatenate(theirs), np.concatenate(ids))
    mean = float(np.sort(np.concatenate(ours)).mean())
    return replace(found, deviance=mean, carries=lower and (past is None or before is not None))


def carried(choice: Choice, found: Known | None) -> Choice:
    """The choice with the model that knows the traits in the place of the plain one, where it carries."""
    if found is None or not found.carries:
        return choice
    return replace(choice, model=MODELS[found.model], design=found.fixed.design, chosen=found.inner)


def judged(
    found: Known, past: BtydSummary | None, outer: Slice | None, plain: ValueFit | None, seed: int
) -> tuple[TraitCheck, ValueScore | None]:
    """What the traits do, and how the forecast that knows them did on the days kept apart beside the one that does not.

    plain      the plain model on the past.
    Returns    the check, and its row among the ways of forecasting; None where nothing was kept apart.
    """
    check = TraitCheck(found.fixed.asked, MODELS[found.model].title, (), None, 0.0, found.carries, found.origins)
    if found.whole is None:
        return check, None
    check = replace(check, effects=_effects(found.whole))
    if past is None or outer is None or plain is None or found.past is None:
        return check, None
    origin = Origin.of(past, outer)
    guess = guess_of(found.past, origin)
    ours, theirs = (deviance(origin.orders, each.orders) for each in (guess, guess_of(plain, origin)))
    gain, better = is_lower(ours, theirs, origin.summary.ids)
    row = score_of(origin, guess, (f"{found.model}_traits", title_of(found.past), "model"))
    inside = coverage(found.past, origin.summary, origin.spend, days=origin.days, seed=seed)
    row = replace(row, coverage=inside, inner_deviance=found.deviance, chosen=found.carries)
    return replace(check, better=better, gain=gain), row


def beside(board: tuple[ValueScore, ...], row: ValueScore | None) -> tuple[ValueScore, ...]:
    """The ways of forecasting with this one among them: first where the values rest on it, else second."""
    if row is None or not board:
        return board
    if row.chosen:
        return (row, *(replace(each, chosen=False) for each in board))
    return (*board[:1], row, *board[1:])


def _fit(name: str, fixed: Fixed, summary: BtydSummary) -> ValueFit | None:
    if not fixed.design.columns:
        return None
    return fit_or_none(summary, MODELS[name], fixed.design)


def _effects(fit: ValueFit) -> tuple[TraitEffect, ...]:
    assert fit.covariance is not None
    k, errors = len(fit.design.columns), np.sqrt(np.maximum(np.diag(fit.covariance), 0.0))
    return tuple(
        TraitEffect(
            name,
            next(
                (f"{t.name}={t.levels[0]}" for t in fit.design.traits if t.levels and name.startswith(f"{t.name}=")), ""
            ),
            *(_ratio(effect[i], float(errors[4 + j * k + i])) for j, effect in enumerate((fit.buying, fit.leaving))),
        )
        for i, name in enumerate(fit.design.columns)
    )


def _ratio(effect: float, error: float) -> Estimate:
    """How many times as fast or as likely, with its interval."""
    wide = 1.959964 * error
    if wide == 0 or abs(effect) + wide > MOST_EFFECT:
        return Estimate(float(np.exp(effect)), how="left open by these data")
    low, high = (float(np.exp(effect + side * wide)) for side in (-1, 1))
    return Estimate(float(np.exp(effect)), low, high, 0.95, "information matrix")
