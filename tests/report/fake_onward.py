"""How the customers of the fake study went on: invented cohorts, weeks, payback and chances."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from coterie.terms import Results, Statistic
from coterie.terms.cohorts import OTHER, Cohorts, Season, ShopMonths, Tracking

MONTHS = ("2010-12", "2011-01", "2011-02", "2011-03")


def with_onward(results: Results) -> Results:
    """The study with what follows the first order."""
    window = results.timeline.whole
    segments = tuple(s.id for s in results.segmentation.segments)
    kinds = (("month", MONTHS), ("category", ("home", "gift", OTHER)), ("segment", segments))
    cohorts = tuple(_cohorts(by, names, window) for by, names in kinds)
    results.evidence.extend(_payback(segments))
    results.evidence.extend(
        Statistic("probability_worth_more", f"segment:{a}", 0.97 if a < b else 0.03, 900, "share",
                  baseline=f"segment:{b}")
        for a in segments for b in segments if a != b
    )  # fmt: skip
    results.evidence.add(Statistic("season_miss", "days:November 2011", -0.38, 1874, "share"))
    starts = tuple(date(2010, 12, 1) + timedelta(days=7 * k) for k in range(53))
    actual = np.array([100.0 + 3 * k + 20 * (k % 3) for k in range(53)])
    tracking = Tracking(starts, actual, actual * 0.9, np.arange(53) > 40, 4338, "BG/NBD",
                        Season("November 2011", 1874.0, 1161.7, 111.2))  # fmt: skip
    return replace(results, cohorts=cohorts, tracking=tracking, months=_months())


def _months() -> ShopMonths:
    k = np.arange(13)
    starts = tuple(date(2010 + (11 + int(i)) // 12, (11 + int(i)) % 12 + 1, 1) for i in k)
    silent, held = 20 + k, 300 * k
    churn = np.where(held > 0, silent / np.maximum(held, 1), np.nan)
    return ShopMonths(starts, 1400 + 10 * k, 700_000.0 - 1000 * k, 900 + k, 400 - 10 * k, k < 12, held, silent, churn)


def _cohorts(by: str, names: tuple[str, ...], window) -> Cohorts:
    k, width = len(names), 13
    ahead = np.arange(width)[None, :] + (np.arange(k)[:, None] if by == "month" else 0)
    known = ahead < width
    shape = np.ones((k, width))
    size = np.array([400 + 10 * i for i in range(k)])
    return Cohorts(
        by,
        names,
        size,
        np.where(known, size[:, None], 0),
        np.where(known, 0.4 * shape, np.nan),
        np.where(known, 200.0 * (1 + np.arange(width))[None, :], np.nan),
        np.where(known, 12.0 * shape, np.nan),
        window,
    )


def _payback(segments: tuple[str, ...]) -> list[Statistic]:
    out = [Statistic("acquisition_cost", "everyone", 450.0, 1, "currency")]
    for population in ("everyone", *(f"segment:{s}" for s in segments)):
        out.append(Statistic("payback_seen", population, 12, 400, "months"))
        out.append(
            Statistic("payback_earned", population, 2600.0, 400, "currency", low=2576.5, high=2623.5, level=0.95)
        )
        if population != "segment:s6":
            out.append(Statistic("payback_months", population, 2, 400, "months", low=2, high=3, level=0.95))
    return out
