"""Did the forecast come true? What a fit on the past expected of later days, beside what came."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from coterie.measure import top20_share
from coterie.methods.value.coverage import coverage
from coterie.methods.value.fitting import covariance_of
from coterie.methods.value.kinds import forecast_of
from coterie.methods.value.lifetime import Histories, Periods
from coterie.methods.value.matching import matched, part
from coterie.methods.value.totals import Totals, interval, totals
from coterie.terms import BtydSummary, Slice, ValueFit, ValueHoldout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Check:
    """A forecast beside what came, for the customers of one earlier day."""

    holdout: ValueHoldout
    log_error: float | None  # log of actual over expected spend; None where nothing was spent
    explained: float  # its variance from parameters and chance


def judge(past: BtydSummary, fit: ValueFit, slice_: Slice, *, seed: int) -> Check:
    """Compare the forecast of a fit on ``past`` with the days after it.

    Customers are matched by id. Purchases are counted as the model counts them, in days with an order (``Slice.days``);
    where a slice does not know those, in orders (``Slice.orders``), of which there may be several a day.

    Returns    totals with 95 % intervals (parameters and chance, no model error), the share of spend of the fifth with
               the highest forecast, rank correlation, and the share of customers inside their own 80 % interval.
    """
    at, rows = matched(past, slice_)
    known, days = part(past, at), slice_.future.days
    found = totals(fit, Histories.of(known), Periods.days(days, past.unit))
    spend, orders = slice_.spend[rows], (slice_.orders if slice_.days is None else slice_.days)[rows]
    came = float(np.sort(spend).sum())
    holdout = ValueHoldout(
        days=days,
        customers=len(at),
        orders_actual=float(orders.sum()),
        orders_expected=interval(found.orders, fit, seed=seed, purpose="holdout orders"),
        spend_actual=came,
        spend_expected=interval(found.worth, fit, seed=seed, purpose="holdout spend"),
        top20_share=top20_share(found.each.worth, spend) if came > 0 else 0.0,
        spearman=rank_correlation(found.each.worth, spend),
        coverage=coverage(fit, known, spend, days=days, seed=seed),
        window=slice_.future,
    )
    return Check(holdout, *_error(found, fit, came))


def error_of(past: BtydSummary, fit: ValueFit, slice_: Slice) -> tuple[float | None, float]:
    """The log of actual over expected spend of an earlier forecast, and its variance from parameters and chance."""
    at, rows = matched(past, slice_)
    found = totals(fit, Histories.of(part(past, at)), Periods.days(slice_.future.days, past.unit))
    return _error(found, fit, float(np.sort(slice_.spend[rows]).sum()))


def predicted_spend(summary: BtydSummary, fit: ValueFit, *, days: float) -> "Floats":
    """Expected net spend of each customer of a summary over the next days, not discounted, in currency units."""
    return forecast_of(fit, Histories.of(summary), Periods.days(days, summary.unit)).worth


def expected_in(slice_: Slice, past: BtydSummary, fit: ValueFit) -> "Floats":
    """What a fit on the past expected each customer of a slice to spend in its later days; 0 for one without history.

    Returns    one number per row of ``slice_.past``, in currency units.
    """
    at, rows = matched(past, slice_)
    out = np.zeros(len(slice_.past))
    out[rows] = predicted_spend(part(past, at), fit, days=slice_.future.days)
    return out


def rank_correlation(predicted: "Floats", actual: "Floats") -> float:
    """Spearman's rank correlation with mean ranks for ties; 0 where one of them is constant."""
    if np.ptp(predicted) == 0 or np.ptp(actual) == 0:
        return 0.0
    return float(np.corrcoef(rankdata(predicted), rankdata(actual))[0, 1])


def _error(found: Totals, fit: ValueFit, came: float) -> tuple[float | None, float]:
    explained = found.worth.log_variance(covariance_of(fit))
    return (float(np.log(came / found.worth.total)) if came > 0 else None), explained
