"""What are customers worth by a model that was fitted before? New customers, or the same ones on another day."""

from contextlib import nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController, threadpool_limits

from coterie.methods.value.intervals import predictive_bounds
from coterie.methods.value.kinds import forecast_of
from coterie.methods.value.lifetime import Histories, Periods
from coterie.terms import BtydSummary, Horizon, SavedValue, TimeUnit, Worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW = 50  # customers


def score(saved: SavedValue, summary: BtydSummary, *, seed: int) -> Worth:
    """Values of the customers of a summary by a saved fit: nothing is fitted again.

    saved      the value model of a study; its unit must be that of the summary.
    seed       of the study: with it each customer has the bounds that she has there.
    Returns    expected purchase days, probability of still being a customer, discounted value with 80 % bounds, each
               over the horizon of the study; arrays in the order of ``summary.ids``.
    Raises     ValueError where the summary counts time in another unit than the fit.
    """
    _same_unit(saved, summary)
    if not len(summary.ids):
        none = np.empty(0)
        return Worth(summary.ids, none, none, none, none, none)
    with threadpool_limits(limits=1):
        periods = Periods.months(saved.horizon, summary.unit, saved.discount)
        histories = Histories.of(summary)
        found = forecast_of(saved.fit, histories, periods)
        rate = float(np.log1p(saved.discount)) * summary.unit.days / 365.25
        low, high = predictive_bounds(
            saved.fit, histories, time=float(periods.ends[-1]), rate=rate, seed=seed, purpose="horizon"
        )
    kept = 1.0 if saved.margin is None else saved.margin
    return Worth(summary.ids, found.orders, found.alive, kept * found.worth, kept * low, kept * high)


def score_points(saved: SavedValue, summary: BtydSummary) -> Worth:
    """The same as :func:`score` without the bounds, which are NaN: for who answers one customer in a millisecond."""
    _same_unit(saved, summary)
    none = np.full(len(summary.ids), np.nan)
    if not len(summary.ids):
        return Worth(summary.ids, none, none, none, none, none)
    # The linear algebra begins threads only for many rows, and to forbid them takes as long as scoring a customer does.
    with _threads().limit(limits=1) if len(summary.ids) > FEW else nullcontext():
        periods = _months(saved.horizon, summary.unit, saved.discount)
        found = forecast_of(saved.fit, Histories.of(summary), periods)
    kept = 1.0 if saved.margin is None else saved.margin
    return Worth(summary.ids, found.orders, found.alive, kept * found.worth, none, none)


@lru_cache(maxsize=64)
def _months(horizon: Horizon, unit: TimeUnit, discount: float) -> Periods:
    return Periods.months(horizon, unit, discount)


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    """The thread pools of the linear algebra; looking them up takes longer than scoring one customer."""
    return ThreadpoolController()


def expected_worth(saved: SavedValue, summary: BtydSummary, *, months: int | None = None) -> "Floats":
    """Expected discounted value of each customer of a summary, currency units, as revenue or profit, without bounds.

    months    horizon; None takes that of the saved model.
    """
    _same_unit(saved, summary)
    if not len(summary.ids):
        return np.empty(0)
    horizon = saved.horizon if months is None else type(saved.horizon)(months)
    with threadpool_limits(limits=1):
        periods = Periods.months(horizon, summary.unit, saved.discount)
        worth = forecast_of(saved.fit, Histories.of(summary), periods).worth
    return worth if saved.margin is None else saved.margin * worth


def _same_unit(saved: SavedValue, summary: BtydSummary) -> None:
    if saved.unit is not summary.unit:
        raise ValueError(f"a fit in {saved.unit.value}s and a summary in {summary.unit.value}s")
