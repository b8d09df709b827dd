"""What will every customer be worth? The walk of this wing: fit, forecast, bounds, and the check on later days."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from coterie.methods.value.fitting import fit_summary, model_of
from coterie.methods.value.gamma_gamma import DEPENDENT, dependence
from coterie.methods.value.intervals import predictive_bounds
from coterie.methods.value.judging import Check, error_of, judge
from coterie.methods.value.lifetime import Histories, Periods, p_alive
from coterie.methods.value.needs import NotEnough
from coterie.methods.value.totals import ModelError, interval, model_error, totals
from coterie.terms import CODES, BtydSummary, Estimate, Horizon, Slice, ValueFit, ValueResult

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MODEL = "BG/NBD and gamma-gamma"


def estimate(
    now: BtydSummary,
    past: BtydSummary | None,
    outer: Slice | None,
    inner: Sequence[tuple[BtydSummary, Slice]],
    *,
    horizon: Horizon,
    seed: int = 0,
    discount: float = 0.10,
) -> ValueResult:
    """Value of every customer over the horizon, with bounds, and how well an earlier forecast did.

    now        all days; the values rest on it.
    past       the days before the holdout, and ``outer`` what came after them; None where nothing was kept apart.
    inner      earlier days with what came after each: they and the holdout give the model error of the total.
    horizon    months ahead.
    discount   yearly rate at which later spend counts less, at least 0; spend counts as of mid-month.
    Returns    expectations and 80 % bounds per customer, totals with 95 % intervals, holdout figures, notes.
    Raises     NotEnough where the data cannot carry the models; ValueError for a discount below 0.
    """
    if not 0 <= discount < 10:
        raise ValueError(f"a yearly discount rate of {discount}; expected 0 up to 10, such as 0.10 for 10 %")
    with threadpool_limits(limits=1):  # small matrices: threads cost more than they bring, and change last digits
        return _estimate(now, past, outer, inner, horizon, seed, discount)


def _estimate(
    now: BtydSummary,
    past: BtydSummary | None,
    outer: Slice | None,
    inner: Sequence[tuple[BtydSummary, Slice]],
    horizon: Horizon,
    seed: int,
    discount: float,
) -> ValueResult:
    fit, histories = fit_summary(now), Histories.of(now)
    calibration, check, skipped = _judged(past, outer, seed)
    error = model_error(_checks(inner, check))
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
    return ValueResult(
        model=MODEL,
        unit=now.unit,
        horizon=horizon,
        discount=discount,
        fit=fit,
        ids=now.ids,
        expected_orders=found.each.orders,
        p_alive=p_alive(fit.params, now.x, now.t_x, now.T, model_of(fit)),
        clv=found.each.worth,
        clv_low=low,
        clv_high=high,
        total=interval(found.worth, fit, seed=seed, purpose="worth", error=error),
        orders=interval(found.orders, fit, seed=seed, purpose="orders", error=error),
        calibration=calibration,
        holdout=None if check is None else check.holdout,
        notes=(*_unjudged(skipped), *_notes(fit, related, error, check), *_about_bounds(low)),
        skipped=skipped,
        window=now.window,
        past=past.window if past is not None and calibration is not None else None,
        model_error=error.sd if error.known else None,
        origins=error.origins,
        dependence=related,
        repeat_spend=now.spend,
    )


def _judged(
    past: BtydSummary | None, outer: Slice | None, seed: int
) -> tuple[ValueFit | None, Check | None, dict[str, str]]:
    if past is None or outer is None:
        return None, None, {}
    try:
        calibration = fit_summary(past)
    except NotEnough as reason:
        return (
            None,
            None,
            {"value holdout": f"the forecast was not judged: before the days kept apart {reason.sentence}"},
        )
    return calibration, judge(past, calibration, outer, seed=seed), {}


def _checks(inner: Sequence[tuple[BtydSummary, Slice]], outer: Check | None) -> list[tuple[float, float]]:
    """Log errors of all earlier forecasts that could be made, with the variance that is explained."""
    found = [] if outer is None else [(outer.log_error, outer.explained)]
    for summary, slice_ in inner:
        try:
            found.append(error_of(summary, fit_summary(summary), slice_))
        except NotEnough:
            continue  # an origin too early to fit says nothing about the model
    return [(log, explained) for log, explained in found if log is not None]


def _notes(fit: ValueFit, related: float, error: ModelError, check: Check | None) -> tuple[str, ...]:
    notes = []
    dropout = [name for name in fit.boundary if name in ("a", "b")]
    rest = [name for name in fit.boundary if name not in ("a", "b")]
    if dropout:
        names = " and ".join(dropout)
        notes.append(
            _note(
                "COT-808",
                f"the parameters of leaving ({names}) are not determined: these data hardly tell customers who left "
                "from customers who pause",
            )
        )
    if "q" in rest:
        notes.append(
            _note("COT-814", "a few customers spend so much more than the rest that their spend decides the mean")
        )
    if rest and rest != ["q"]:
        notes.append(_note("COT-808", f"not determined by these data: {', '.join(n for n in rest if n != 'q')}"))
    if abs(related) > DEPENDENT:
        more = "more" if related > 0 else "less"
        notes.append(
            _note(
                "COT-809",
                f"frequent buyers spend {more} a purchase (rank correlation {related:.2f}; the spend model expects "
                f"-{DEPENDENT} to {DEPENDENT})",
            )
        )
    if not error.known:
        days = "one earlier day" if error.origins == 1 else "no earlier day"
        notes.append(_note("COT-810", f"model error not estimated: {days} could be checked, at least two are needed"))
    if check is not None:
        notes.extend(_missed(check))
    return tuple(notes)


def _unjudged(skipped: Mapping[str, str]) -> list[str]:
    return [_note("COT-812", reason) for reason in skipped.values()]


def _about_bounds(low: "Floats") -> list[str]:
    share = float(np.mean(low == 0))
    if share < 0.005:
        return []
    return [
        f"the lower end of the 80 % interval is 0 for {share:.0%} of customers: one in ten or more of "
        "customers like them will buy nothing"
    ]


def _missed(check: Check) -> list[str]:
    """The note for a holdout total outside its interval."""
    out = []
    pairs = (
        ("purchases", check.holdout.orders_actual, check.holdout.orders_expected),
        ("spend", check.holdout.spend_actual, check.holdout.spend_expected),
    )
    for what, came, expected in pairs:
        if not _low(expected) <= came <= _high(expected):
            way = "short" if came > expected.value else "too high"
            ratio = f" by {abs(came / expected.value - 1):.0%} of the forecast" if expected.value > 0 else ""
            out.append(
                _note(
                    "COT-813",
                    f"the forecast of {what} for the days kept apart was {way}{ratio}: expected {expected.value:,.0f} "
                    f"({_low(expected):,.0f} to {_high(expected):,.0f}), came {came:,.0f}",
                )
            )
    return out


def _low(estimate_: Estimate) -> float:
    return estimate_.value if estimate_.low is None else estimate_.low


def _high(estimate_: Estimate) -> float:
    return estimate_.value if estimate_.high is None else estimate_.high


def _note(code: str, sentence: str) -> str:
    """A note with its code, as the report prints it: "COT-810: model error not estimated ..."."""
    return f"{CODES[code].id}: {sentence}"
