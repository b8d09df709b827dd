"""Does the model keep track of the orders that come? Repeat purchases by week beside what it expects, and its misses.

Expected are the purchases of customers of whom nothing is known but the day of their first one (Fader, Hardie and Lee
2005, section 5): the sum over customers of E[X(t - first day)], so that the line knows no later order. Where whole
months, or the four weeks before Christmas, lie far off it, the model misses what the calendar brought: it knows neither
season nor campaign. The first 90 days are left out: there new customers, not the calendar, make the orders.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.fitting import model_of
from coterie.methods.value.kinds import shares
from coterie.methods.value.lifetime import p_alive
from coterie.terms import BtydSummary, Statistic, TimeUnit, ValueFit, Window
from coterie.terms.cohorts import Arrivals, Season, Tracking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEEK = 7
LEAST_WEEKS = 12  # fewer do not show how far weeks scatter
FAR = 3.0  # standard deviations from which a stretch is a miss, not chance
SETTLED = 90  # days after the start in which new customers, not the calendar, make the orders
LARGE = 0.15  # share of what came by which it must be off, too
MEDIAN_CHI2 = 0.4549  # median of a squared standard normal


def track(fit: ValueFit, came: Arrivals, summary: BtydSummary) -> Tracking:
    """Actual and expected repeat purchase days by week.

    fit       of the days up to ``came.until``.
    came      first and repeat purchase days, by day.
    summary   of the customers: its unit is that in which the fit counts time. Where the fit knows traits, customers who
              came on one day are taken to be of each kind with its share of the summary.
    """
    unit, joined = summary.unit, came.joined.astype(np.float64)
    daily = np.sum([expected_by_day(kind, share * joined, unit) for share, kind in shares(fit, summary)], axis=0)
    lead = ((came.until - came.start).days + 1) % WEEK  # days before the first whole week
    weeks = (len(daily) - lead) // WEEK

    def by_week(values: "Floats") -> "Floats":
        return np.asarray(values[lead : lead + weeks * WEEK].reshape(weeks, WEEK).sum(axis=1))

    starts = tuple(came.start + timedelta(days=lead + WEEK * k) for k in range(weeks))
    actual, expected = by_week(came.again.astype(np.float64)), by_week(daily)
    held = np.array([start > came.until for start in starts], dtype=bool)
    season = _season(came, daily, scatter_of(actual, expected)) if weeks >= LEAST_WEEKS else None
    customers = int(came.joined.sum())
    return Tracking(starts, actual, expected, held, customers, model_of(fit).title, season)


def expected_by_day(fit: ValueFit, joined: "Floats", unit: TimeUnit) -> "Floats":
    """Expected repeat purchases on each day, when so many customers make their first purchase on each day."""
    model, zero = model_of(fit), np.zeros(1)
    ages = np.arange(1, len(joined) + 1) / unit.days
    alive = float(p_alive(fit.params, zero, zero, zero, model)[0])
    reached = alive * model.purchases_if_alive(fit.params, zero, zero, ages)[0]
    on_day = np.append(0.0, np.diff(reached, prepend=0.0))[: len(joined)]
    size = 1 << (2 * len(joined) - 1).bit_length()
    both = np.fft.irfft(np.fft.rfft(joined, size) * np.fft.rfft(on_day, size), size)[: len(joined)]
    return np.maximum(np.round(both, 9), 0.0)


def scatter_of(actual: "Floats", expected: "Floats") -> float:
    """By how much more than a Poisson number weeks scatter, at least 1: from the median, which a season leaves alone.

    >>> scatter_of(np.array([10.0, 10.0, 10.0]), np.array([10.0, 10.0, 10.0]))
    1.0
    """
    known = expected > 0
    if not known.any():
        return 1.0
    level = float(np.median(actual[known] / expected[known]))
    fair = np.maximum(expected[known] * level, 1e-9)
    return max(1.0, float(np.median((actual[known] - fair) ** 2 / fair)) / MEDIAN_CHI2)


def season_statistic(tracking: Tracking, window: Window) -> list[Statistic]:
    """The largest miss as a statistic: by which share the model expects fewer or more orders than came."""
    found = tracking.season
    if found is None:
        return []
    return [
        Statistic(
            "season_miss",
            f"days:{found.name}",
            found.expected / found.actual - 1,
            int(found.actual),
            unit="share",
            window=str(window),
            how=f"beside a scatter of {found.scatter:.4g} orders, {FAR:g} times which is taken for chance",
            definition="Repeat purchase days that the model expects over those that came, less 1.",
        )
    ]


def _season(came: Arrivals, daily: "Floats", dispersion: float) -> Season | None:
    """The stretch that lies farthest off, measured by how far stretches scatter; None where none lies far off."""
    found = []
    level = _level(came, daily)
    for name, at in stretches(came.start, len(daily)):
        if at.start < SETTLED:
            continue
        actual, expected = float(came.again[at].sum()), float(daily[at].sum())
        fair = expected * level
        scatter = float(np.sqrt(max(fair, 1.0) * dispersion))
        off = (actual - fair) / scatter
        same_way = (actual - expected) * (actual - fair) > 0
        if (
            actual > 0
            and same_way
            and abs(off) > FAR
            and min(abs(fair / actual - 1), abs(expected / actual - 1)) > LARGE
        ):
            found.append((-abs(off), name, Season(name, actual, expected, scatter)))
    return min(found)[2] if found else None


def stretches(start: date, days: int) -> Iterator[tuple[str, slice]]:
    """Every whole month among the days, and the four weeks before Christmas, each with the place of its days."""
    end = start + timedelta(days=days - 1)
    for year in range(start.year, end.year + 1):
        for month in range(1, 13):
            first = date(year, month, 1)
            after = date(year + month // 12, month % 12 + 1, 1)
            if start <= first and after - timedelta(days=1) <= end:
                yield f"{first:%B} {year}", slice((first - start).days, (after - start).days)
        first, after = date(year, 11, 27), date(year, 12, 25)
        if start <= first and after - timedelta(days=1) <= end:
            yield f"the four weeks before Christmas {year}", slice((first - start).days, (after - start).days)


def _level(came: Arrivals, daily: "Floats") -> float:
    """The usual ratio of what came to what was expected, over whole months: a trend is no season."""
    months = [at for name, at in stretches(came.start, len(daily)) if not name.startswith("the")]
    ratios = [came.again[at].sum() / daily[at].sum() for at in months if daily[at].sum() > 0]
    return float(np.median(ratios)) if ratios else 1.0
