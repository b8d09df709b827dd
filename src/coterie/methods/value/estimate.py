"""What will every customer be worth? The walk of this wing: fit, forecast, bounds, and the check on later days."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from coterie.methods.value.churn import check as check_warning
from coterie.methods.value.churn import warn
from coterie.methods.value.fitting import fit_summary, title_of
from coterie.methods.value.fixed import Fixed
from coterie.methods.value.gamma_gamma import dependence
from coterie.methods.value.intervals import predictive_bounds
from coterie.methods.value.judging import Check, error_of, judge
from coterie.methods.value.known import Known, beside, carried, judged, known
from coterie.methods.value.leaderboard import AUTO, Choice, choose, fit_or_none, scores
from coterie.methods.value.lifetime import Histories, Periods
from coterie.methods.value.models import MODELS
from coterie.methods.value.needs import NotEnough, check_carries, check_spenders
from coterie.methods.value.notes import about_bounds, about_traits, notes, told, unjudged
from coterie.methods.value.payback import as_profit
from coterie.methods.value.relationship import relationship
from coterie.methods.value.returning import next_order
from coterie.methods.value.totals import interval, model_error, totals
from coterie.terms import BtydSummary, Horizon, Slice, ValueFit, ValueResult, ValueScore
from coterie.terms.value import TraitCheck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AHEAD = 90  # days ahead of the early warning where nothing was kept apart to judge it on


def estimate(
    now: BtydSummary,
    past: BtydSummary | None,
    outer: Slice | None,
    inner: Sequence[tuple[BtydSummary, Slice]],
    *,
    horizon: Horizon,
    seed: int = 0,
    discount: float = 0.10,
    model: str = AUTO,
    margin: float | None = None,
    fixed: Fixed | None = None,
) -> ValueResult:
    """Value of every customer over the horizon, with bounds, and how well an earlier forecast did.

    now        all days; the values rest on it.
    past       the days before the holdout, and ``outer`` what came after them; None where nothing was kept apart.
    inner      earlier days with what came after each: they and the holdout give the model error of the total.
    horizon    months ahead.
    discount   yearly rate at which later spend counts less, at least 0; spend counts as of mid-month.
    margin     share of spend that is profit, above 0 to 1: values are then profit; None: they are revenue.
    fixed      traits that never change: where knowing them forecasts better on the inner days, the values rest on it.
    model      "bg_nbd", "mbg_nbd", "pareto_nbd", or "auto": what the inner origins choose, the simplest within noise.
    Returns    expectations and 80 % bounds per customer, totals with 95 % intervals, holdout figures with every way of
               forecasting beside each other, notes.
    Raises     NotEnough where the data cannot carry the models; ValueError for a discount below 0, a margin out of its
               range or another model.
    """
    if not 0 <= discount < 10:
        raise ValueError(f"a yearly discount rate of {discount}; expected 0 up to 10, such as 0.10 for 10 %")
    if model != AUTO and model not in MODELS:
        raise ValueError(f"the value model {model!r}; expected {AUTO}, {', '.join(MODELS)}")
    with threadpool_limits(limits=1):  # small matrices: threads cost more than they bring, and change last digits
        if fixed is not None:
            now, past = fixed.on(now), None if past is None else fixed.on(past)
            inner = [(fixed.on(summary), slice_) for summary, slice_ in inner]
        found = _estimate(now, past, outer, inner, horizon, seed, discount, model, fixed)
    return found if margin is None else as_profit(found, margin)


def _estimate(
    now: BtydSummary,
    past: BtydSummary | None,
    outer: Slice | None,
    inner: Sequence[tuple[BtydSummary, Slice]],
    horizon: Horizon,
    seed: int,
    discount: float,
    asked: str,
    fixed: Fixed | None,
) -> ValueResult:
    check_carries(now)
    check_spenders(now.spend)
    plain = choose(inner, asked, len(now.ids))
    knows = None if fixed is None else known(fixed, now, past, inner, plain)
    choice = carried(plain, knows)
    fit, histories = fit_summary(now, choice.model, choice.design), Histories.of(now)
    calibration, check, skipped = _judged(past, outer, choice, seed)
    error = model_error(_checks(inner, choice, check))
    board, traits = _board(past, outer, inner, plain, calibration, knows, asked=asked, seed=seed)
    periods = Periods.months(horizon, now.unit, discount)
    found = totals(fit, histories, periods)
    low, high = predictive_bounds(
        fit,
        histories,
        time=float(periods.ends[-1]),
        rate=float(np.log1p(discount)) * now.unit.days / 365.25,
        seed=seed,
        purpose="horizon",
    )
    related = dependence(now.x, now.spend)
    alive = found.each.alive
    ahead = AHEAD if outer is None else outer.future.days
    warned = None if past is None or outer is None or calibration is None else check_warning(past, calibration, outer)
    about = () if traits is None else about_traits(traits)
    return ValueResult(
        model=title_of(fit),
        unit=now.unit,
        horizon=horizon,
        discount=discount,
        fit=fit,
        ids=now.ids,
        expected_orders=found.each.orders,
        p_alive=alive,
        clv=found.each.worth,
        clv_low=low,
        clv_high=high,
        total=interval(found.worth, fit, seed=seed, purpose="worth", error=error),
        orders=interval(found.orders, fit, seed=seed, purpose="orders", error=error),
        calibration=calibration,
        holdout=None if check is None else check.holdout,
        notes=(
            *about,
            *unjudged(skipped),
            *told(board, check),
            *notes(fit, related, error, check),
            *about_bounds(low),
        ),
        skipped=skipped,
        window=now.window,
        past=past.window if past is not None and calibration is not None else None,
        model_error=error.sd if error.known else None,
        origins=error.origins,
        dependence=related,
        repeat_spend=now.spend,
        leaderboard=board,
        churn=replace(warn(now, fit, days=ahead), check=warned),
        next_order=next_order(now, fit, alive),
        relationship=relationship(now, fit, alive, found.each.worth),
        fixed=traits,
    )


def _board(
    past: BtydSummary | None,
    outer: Slice | None,
    inner: Sequence[tuple[BtydSummary, Slice]],
    plain: Choice,
    calibration: ValueFit | None,
    knows: Known | None,
    *,
    asked: str,
    seed: int,
) -> tuple[tuple[ValueScore, ...], TraitCheck | None]:
    """Every way of forecasting on the days kept apart, and what the traits do where any were named."""
    board: tuple[ValueScore, ...] = ()
    if past is not None and calibration is not None and calibration.design.columns:
        calibration = fit_or_none(past, plain.model)
    if past is not None and outer is not None and calibration is not None:
        board = scores(past, outer, inner, plain, calibration, asked=asked, seed=seed)
    if knows is None:
        return board, None
    check, row = judged(knows, past, outer, calibration, seed)
    return beside(board, row), check


def _judged(
    past: BtydSummary | None, outer: Slice | None, choice: Choice, seed: int
) -> tuple[ValueFit | None, Check | None, dict[str, str]]:
    if past is None or outer is None:
        return None, None, {}
    try:
        calibration = fit_summary(past, choice.model, choice.design)
    except NotEnough as reason:
        return (
            None,
            None,
            {"value holdout": f"the forecast was not judged: before the days kept apart {reason.sentence}"},
        )
    return calibration, judge(past, calibration, outer, seed=seed), {}


def _checks(
    inner: Sequence[tuple[BtydSummary, Slice]], choice: Choice, outer: Check | None
) -> list[tuple[float, float]]:
    """Log errors of all earlier forecasts that could be made, with the variance that is explained."""
    found = [] if outer is None else [(outer.log_error, outer.explained)]
    for (summary, slice_), fit in zip(inner, choice.chosen, strict=True):
        if fit is not None:  # an origin too early to fit says nothing about the model
            found.append(error_of(summary, fit, slice_))
    return [(log, explained) for log, explained in found if log is not None]
