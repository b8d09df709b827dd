"""After how many months has a group of customers earned what it cost to win them? Payback, as it was seen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.terms import Estimate, Horizon, Statistic, Window
from coterie.terms.cohorts import Cohorts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Z = 1.959963984540054  # two-sided 95 %
UNIT = "months"


@dataclass(frozen=True)
class Repaid:
    """When the mean margin of a customer had repaid the cost of winning her.

    month      months after that of the first order, 0 within it; None where not within ``seen``.
    low, high  where the upper and the lower end of the 95 % interval of the mean margin reach the cost: the earliest
               and the latest month that agree with the data; None where not within ``seen``.
    seen       months that could be followed, at most the horizon.
    earned     mean margin of a customer by the last of these, currency units.
    """

    month: int | None
    low: int | None
    high: int | None
    seen: int
    earned: Estimate


def repaid(mean: "Floats", error: "Floats", *, cost: float, horizon: Horizon) -> Repaid | None:
    """When a curve of earnings by month reaches the cost; None where no month could be followed.

    mean, error    mean earned of a customer by the end of each month from 0 on, and its standard error; NaN from the
                   first month on that could not be followed.
    cost           of winning a customer, at least 0, in the same units.

    >>> curve = repaid(np.array([8.0, 11.0, 14.0]), np.array([1.0, 1.0, 1.0]), cost=10.0, horizon=Horizon(12))
    >>> curve.low, curve.month, curve.high
    (1, 1, 2)
    """
    known = np.flatnonzero(np.isnan(mean[: horizon.months + 1]))
    end = int(known[0]) if len(known) else min(len(mean), horizon.months + 1)
    if end == 0:
        return None
    curve, half = mean[:end], Z * error[:end]
    at = [_first(each >= cost) for each in (curve, curve + half, curve - half)]
    last = Estimate(
        float(curve[-1]), float(curve[-1] - half[-1]), float(curve[-1] + half[-1]), 0.95, "mean over customers"
    )
    return Repaid(at[0], at[1], at[2], end - 1, last)


def cost_statistic(cost: float, window: Window) -> list[Statistic]:
    """The cost of winning a customer, as it was given."""
    meaning = "cost of winning one customer, as given"
    return [
        Statistic(
            "acquisition_cost",
            "everyone",
            cost,
            1,
            unit="currency",
            window=str(window),
            how="given",
            definition=meaning,
        )
    ]


def payback_statistics(
    cohorts: Cohorts, populations: tuple[str, ...], *, cost: float, horizon: Horizon
) -> list[Statistic]:
    """Payback of each group as statistics, where at least one month could be followed.

    cohorts        groups whose ``ltv`` is margin; ``populations`` what each is called in the evidence.
    Returns        of each group payback_seen (months followed), payback_earned (mean margin by then, with interval)
                   and, where the cost was repaid by then, payback_months with interval; an end that lies beyond the
                   months
                   followed is left open.
    """
    out = []
    for row, population in enumerate(populations):
        found = repaid(cohorts.ltv[row], cohorts.ltv_se[row], cost=cost, horizon=horizon)
        if found is None:
            continue
        n, window = int(cohorts.seen[row][found.seen]), str(cohorts.window)
        meaning = "months that could be followed after that of the first order, at most the horizon"
        out.append(Statistic("payback_seen", population, found.seen, n, unit=UNIT, window=window, definition=meaning))
        meaning = f"mean margin of a customer by the end of month {found.seen}, beside a cost of {cost:g}"
        out.append(
            Statistic.of(
                "payback_earned", population, found.earned, n, unit="currency", window=window, definition=meaning
            )
        )
        if found.month is not None:
            ends = Estimate(float(found.month), *_ends(found), 0.95, "ends of the interval of the mean margin")
            meaning = f"months after that of the first order until the mean margin of a customer reached {cost:g}"
            out.append(
                Statistic.of("payback_months", population, ends, n, unit=UNIT, window=window, definition=meaning)
            )
    return out


def _ends(found: Repaid) -> tuple[float | None, float | None]:
    return (None if found.low is None else float(found.low)), (None if found.high is None else float(found.high))


def _first(reached: "NDArray[np.bool_]") -> int | None:
    at = np.flatnonzero(reached)
    return int(at[0]) if len(at) else None
