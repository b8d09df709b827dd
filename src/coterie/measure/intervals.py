"""How far could this number be off? Intervals of shares, means, medians and ratios."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from coterie.measure.resampling import bootstrap
from coterie.terms import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_REDRAWN = 30  # customers whose spend can be redrawn: of 10 a 95 % bootstrap interval holds the mean 4 times in 5


def normal_quantile(level: float) -> float:
    """The z of a two-sided interval.

    >>> round(normal_quantile(0.95), 3)
    1.96
    """
    return float(special.ndtri(0.5 + level / 2))


def student_quantile(df: "Floats | float", level: float) -> "Floats":
    """The t of a two-sided interval with ``df`` degrees of freedom; NaN below 1.

    >>> float(student_quantile(4.0, 0.95).round(3))
    2.776
    """
    degrees = np.asarray(df, dtype=np.float64)
    return np.where(degrees >= 1, special.stdtrit(np.clip(degrees, 1, 1e9), 0.5 + level / 2), np.nan)


def wilson(successes: "Floats | float", n: "Floats | float", level: float = 0.95) -> tuple["Floats", "Floats"]:
    """Bounds of a share, Wilson (1927), in 0 to 1; NaN where ``n`` is 0.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n): it stays within 0 to 1 and holds for few observations and for
    shares near the ends, where p ± z √(p(1-p)/n) does not.

    >>> low, high = wilson(8, 20)
    >>> float(low.round(4)), float(high.round(4))
    (0.2188, 0.6134)
    """
    z2 = normal_quantile(level) ** 2
    trials = np.asarray(n, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.asarray(successes, dtype=np.float64) / trials
        centre = (p + z2 / (2 * trials)) / (1 + z2 / trials)
        half = np.sqrt(z2 * (p * (1 - p) / trials + z2 / (4 * trials**2))) / (1 + z2 / trials)
    # At 0 and n the bound equals the share; floating point may put it a hair on the wrong side.
    return np.maximum(np.minimum(centre - half, p), 0.0), np.minimum(np.maximum(centre + half, p), 1.0)


def share_interval(successes: float, n: int, level: float = 0.95) -> Estimate:
    """A share with its Wilson interval. Without observations the share is 0 and has no interval.

    >>> share_interval(0, 10).high
    0.277532...
    """
    if n == 0:
        return Estimate(0.0, how="no observations")
    low, high = wilson(successes, n, level)
    return Estimate(successes / n, float(low), float(high), level, "Wilson")


def student(mean: "Floats", sd: "Floats", n: "Floats", level: float = 0.95) -> tuple["Floats", "Floats"]:
    """Bounds of means by Student's t: mean ± t(n - 1) sd / √n; NaN for fewer than two observations."""
    with np.errstate(divide="ignore", invalid="ignore"):
        half = student_quantile(np.asarray(n, dtype=np.float64) - 1, level) * sd / np.sqrt(n)
    return mean - half, mean + half


def mean_interval(values: "Floats", level: float = 0.95) -> Estimate:
    """The mean of the known values (NaN left out) with Student's interval; no interval for fewer than two.

    >>> estimate = mean_interval(np.array([1.0, 2.0, 3.0, np.nan]))
    >>> estimate.value, round(estimate.low, 3), round(estimate.high, 3)
    (2.0, -0.484, 4.484)
    """
    known = np.sort(values[~np.isnan(values)])
    if len(known) == 0:
        return Estimate(float("nan"), how="no observations")
    if len(known) == 1:
        return Estimate(float(known[0]), how="one observation")
    mean = known.mean(keepdims=True)
    low, high = student(mean, known.std(ddof=1, keepdims=True), np.array([len(known)], dtype=np.float64), level)
    return Estimate(float(mean[0]), float(low[0]), float(high[0]), level, "Student's t")


@lru_cache(maxsize=4096)
def median_ranks(n: int, level: float = 0.95) -> tuple[int, int] | None:
    """Positions (from 0) of the two sorted values that enclose the median with at least that confidence.

    The largest r with P(Binomial(n, 1/2) <= r) at most (1 - level) / 2; None where even the ends do not suffice.

    >>> median_ranks(10), median_ranks(5)
    ((1, 8), None)
    """
    tail = (1 - level) / 2
    rank = int(n / 2 - normal_quantile(level) * np.sqrt(n) / 2) + 1
    while rank >= 0 and special.bdtr(rank, n, 0.5) > tail:
        rank -= 1
    return None if rank < 0 else (rank, n - 1 - rank)


def median_interval(values: "Floats", level: float = 0.95) -> Estimate:
    """The median of the known values with its interval of order statistics, which asks nothing of their distribution.

    >>> estimate = median_interval(np.arange(1.0, 11.0))
    >>> estimate.value, estimate.low, estimate.high
    (5.5, 2.0, 9.0)
    """
    known = np.sort(values[~np.isnan(values)])
    if len(known) == 0:
        return Estimate(float("nan"), how="no observations")
    middle = float((known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2)
    ranks = median_ranks(len(known), level)
    if ranks is None:
        return Estimate(middle, how="too few for an interval")
    return Estimate(middle, float(known[ranks[0]]), float(known[ranks[1]]), level, "order statistics")


def percentile_bounds(draws: "Floats", level: float = 0.95) -> tuple["Floats", "Floats"]:
    """Bounds of each column of bootstrap draws (rows): Efron's percentile interval."""
    low, high = np.nanquantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high


def drawn_interval(value: float, draws: "Floats", n: int, how: str) -> Estimate:
    """A number with the middle 95 % of its bootstrap draws; no interval for fewer than 30 customers.

    Spend is skewed: most of a few customers bring little, and draws of them know nothing of the one who brings much.

    value    the number itself; the interval always holds it.
    draws    the same of redrawn customers, NaN where a draw could not be reckoned; n: customers it rests on.

    >>> drawn_interval(2.0, np.array([1.0, 2.0, 3.0]), 29, "bootstrap").how
    'too few for an interval'
    """
    known = draws[np.isfinite(draws)]
    if n < LEAST_REDRAWN or len(known) < 2:
        return Estimate(value, how="too few for an interval")
    low, high = (float(end) for end in percentile_bounds(known))
    return Estimate(value, min(low, value), max(high, value), 0.95, how)


def studentised_interval(value: float, errors: "Floats", draws: "Floats", n: int, how: str) -> Estimate:
    """A number with its bootstrap-t interval at 95 %; no interval for fewer than 30 customers.

    value - t e with t the quantiles of (draw - value) / (error of the draw) and e the error of the data: Efron (1982,
    "The Jackknife, the Bootstrap and Other Resampling Plans", section 10.10). Where a few bring much, its upper end
    misses the truth half as often as that of the middle 95 % of the draws. Where no draw has an error, it is these.

    errors   standard error of the data, then of each draw; draws: the number of each draw, NaN where there is none.
    Returns  bounds within the range of the draws and the number below, above as far as t goes.
    """
    useful = np.isfinite(draws) & (errors[1:] > 0)
    if n < LEAST_REDRAWN or not errors[0] > 0 or int(useful.sum()) < 2:
        return drawn_interval(value, draws, n, how)
    low, high = percentile_bounds((draws[useful] - value) / errors[1:][useful])
    least = min(value, float(draws[useful].min()))
    return Estimate(
        value,
        min(value, max(least, value - float(high * errors[0]))),
        max(value, value - float(low * errors[0])),
        0.95,
        f"{how}, studentised",
    )


def ratio_interval(
    numerator: "Floats", denominator: "Floats", *, seed: int, purpose: str, level: float = 0.95, draws: int = 400
) -> Estimate:
    """A ratio of two sums over customers, Σ numerator / Σ denominator, with its bootstrap interval.

    Arguments are per customer, in order of their ids, without missing values. Each draw gives every customer a Poisson
    weight of mean 1 (Hanley and MacGibbon 2006), which is the bootstrap over customers without choosing rows.

    >>> spend, orders = np.array([10.0, 30.0, 20.0, 60.0]), np.array([1.0, 3.0, 2.0, 4.0])
    >>> ratio_interval(spend, orders, seed=0, purpose="doc").value
    12.0
    """
    groups = np.zeros(len(numerator), dtype=np.int64)
    top, bottom = bootstrap((numerator, denominator), groups, 1, seed=seed, purpose=purpose, draws=draws)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = percentile_bounds(top / bottom, level)
        value = numerator.sum() / denominator.sum()
    return Estimate(float(value), float(low[0]), float(high[0]), level, f"bootstrap over customers, {draws} draws")
