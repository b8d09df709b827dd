"""How much does a group differ from everyone else? Standardised differences with standard error and p value."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from coterie.measure.intervals import student_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Moments:
    """Count, mean and standard deviation (ddof 1) of each group; NaN where a group has too few known values."""

    n: "Floats"
    mean: "Floats"
    sd: "Floats"


@dataclass(frozen=True)
class Contrast:
    """Each group against everyone else; arrays with one entry a group.

    effect   difference in standard deviations; NaN where it cannot be told.
    se       its standard error; df the degrees of freedom of its t.
    p        two-sided p value of "no difference".
    """

    effect: "Floats"
    se: "Floats"
    df: "Floats"
    p: "Floats"

    def bounds(self, group: int, level: float) -> tuple[float, float]:
        """Interval of one group's effect at a confidence level."""
        half = float(student_quantile(float(self.df[group]), level)) * float(self.se[group])
        return float(self.effect[group]) - half, float(self.effect[group]) + half


def moments(values: "Floats", groups: "Ints", k: int) -> tuple[Moments, Moments]:
    """Moments of each group and of everyone outside it, NaN left out.

    Sums are taken about the overall mean, so that large values with a small spread keep their digits.
    """
    known = ~np.isnan(values)
    inside = groups[known]
    centre = float(values[known].mean()) if known.any() else 0.0
    shifted = values[known] - centre
    n = np.bincount(inside, minlength=k).astype(np.float64)
    first = np.bincount(inside, weights=shifted, minlength=k).astype(np.float64)
    second = np.bincount(inside, weights=shifted * shifted, minlength=k).astype(np.float64)
    here = _from_sums(n, first, second, centre)
    return here, _from_sums(n.sum() - n, first.sum() - first, second.sum() - second, centre)


def _from_sums(n: "Floats", first: "Floats", second: "Floats", centre: float) -> Moments:
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = first / n
        variance = np.where(n > 1, np.maximum(second - n * mean * mean, 0.0) / (n - 1), np.nan)
    return Moments(n, mean + centre, np.sqrt(variance))


def mean_contrast(here: Moments, rest: Moments) -> Contrast:
    """Hedges' g of each group against the rest, with Welch's test.

    g = J (mean here - mean rest) / s, s² = ((n₁-1)s₁² + (n₂-1)s₂²) / (n₁+n₂-2), J = 1 - 3 / (4(n₁+n₂) - 9)
    (Hedges 1981, eq. 6e). p and degrees of freedom are Welch's (1947), which do not take the two spreads for equal;
    the standard error is Welch's over s with g² / 2(n₁+n₂) for the uncertainty of s.
    """
    n = here.n + rest.n
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.sqrt(((here.n - 1) * here.sd**2 + (rest.n - 1) * rest.sd**2) / (n - 2))
        small = 1 - 3 / (4 * n - 9)
        difference = here.mean - rest.mean
        effect = small * difference / pooled
        a, b = here.sd**2 / here.n, rest.sd**2 / rest.n
        error = np.sqrt(a + b)
        df = (a + b) ** 2 / (a**2 / (here.n - 1) + b**2 / (rest.n - 1))
        p = 2 * special.stdtr(df, -np.abs(difference / error))
        se = small * np.sqrt((error / pooled) ** 2 + effect**2 / (2 * n))
    told = np.isfinite(effect) & np.isfinite(se) & (se > 0)
    return Contrast(*(np.where(told, each, np.nan) for each in (effect, se, df, p)))


def share_contrast(successes: "Floats", n: "Floats") -> Contrast:
    """Difference of each group's share from the rest's, in standard deviations, with the two-proportion test.

    effect = (p₁ - p₂) / √(p(1-p)) with p the share of everyone: the same scale as a mean difference of a 0/1 trait.
    p value: pooled z test of two proportions. Interval: as wide as that of Agresti and Caffo (2000), one success and
    one failure added to each side, about the plain difference, so that it has a width near 0 and 1 and holds the
    effect that is told.
    """
    others, outside = successes.sum() - successes, n.sum() - n
    with np.errstate(divide="ignore", invalid="ignore"):
        overall = successes.sum() / n.sum()
        spread = np.sqrt(overall * (1 - overall))
        difference = successes / n - others / outside
        z = difference / (spread * np.sqrt(1 / n + 1 / outside))
        a, b = (successes + 1) / (n + 2), (others + 1) / (outside + 2)
        se = np.sqrt(a * (1 - a) / (n + 2) + b * (1 - b) / (outside + 2)) / spread
        effect = difference / spread
    told = np.isfinite(effect) & np.isfinite(z)
    nan = np.full_like(effect, np.nan)
    return Contrast(
        np.where(told, effect, nan),
        np.where(told, se, nan),
        np.where(told, 1e9, nan),
        np.where(told, 2 * special.ndtr(-np.abs(z)), nan),
    )


def arm_size(share: float, lift: float = 0.2, level: float = 0.95, power: float = 0.8) -> int | None:
    """Customers each arm of a test needs to see a share rise by ``lift`` (relative) with the given power.

    n = (z_level + z_power)² (p₁(1-p₁) + p₂(1-p₂)) / (p₂-p₁)² with p₂ = (1 + lift) p₁ (Fleiss 1981, without
    continuity correction). None where the share is 0 or the lifted share would pass 1.

    >>> arm_size(0.5), arm_size(0.9)
    (385, None)
    """
    lifted = share * (1 + lift)
    if share <= 0 or lifted >= 1:
        return None
    z = float(special.ndtri(0.5 + level / 2) + special.ndtri(power))
    return int(np.ceil(z * z * (share * (1 - share) + lifted * (1 - lifted)) / (lifted - share) ** 2))
