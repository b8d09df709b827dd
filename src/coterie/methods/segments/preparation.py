"""Which steps make raw traits comparable, and from what are they learnt?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from coterie.methods.forms import Column, Prepared
from coterie.methods.forms.preparation import Transform, transformed
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

TAIL = 0.005
SKEWED = 1.0
FAR = 1.0
MIDDLE = (0.05, 0.95)
NORMAL_IQR = 1.3489795003921634  # interquartile range of the standard normal distribution

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("tail", TAIL, "Share of values on each side that are set to the bound; 0 sets none by share.", 0.0, 0.1),
    Parameter(
        "far",
        FAR,
        "Values farther from the middle 90 % of customers than so many times its width are set to that bound.",
        0.5,
        1000.0,
    ),
    Parameter("skewed", SKEWED, "Skewness from which a trait is put on a logarithmic scale.", 0.0, 10.0),
)


def fit_preparation(
    x: "Floats", names: Sequence[str], *, tail: float = TAIL, skewed: float = SKEWED, far: float = FAR
) -> Prepared:
    """Learn each column's steps: fill by the median, bound the tails, unskew, centre and scale.

    x       raw traits, shape (customers, traits), NaN for missing.
    tail    share of values on each side set to the bound; never applied where it would leave a single value.
    skewed  from this skewness (third standardised moment of the bounded values) on, log1p for values of 0 and more,
            asinh for values of both signs.
    far     on the scale that is used, logarithmic or not, values that lie farther from the middle 90 % than so many
            times its width are set to that bound, however many they are; nothing is where 90 % share one value. The
            share alone would leave a handful of absurd values among few customers, and every distance would be theirs.

    Scale is the larger of the interquartile range / 1.349 and the standard deviation, so that a trait that most
    customers share (one order) does not outweigh all others.
    """
    return Prepared(tuple(_column(x[:, j], name, tail, skewed, far) for j, name in enumerate(names)))


def coded(name: str, words: int) -> Column:
    """The column of a category: its codes as they are, -1 for missing."""
    return Column(name, -1.0, -1.0, float(words - 1), "none", 0.0, 1.0)


def _column(values: "Floats", name: str, tail: float, skewed: float, far: float) -> Column:
    there = np.sort(values[~np.isnan(values)])
    missing = len(values) - len(there)
    if not len(there):
        return Column(name, 0.0, 0.0, 0.0, "none", 0.0, 1.0, missing, 0)
    low, high = (float(q) for q in np.quantile(there, [tail, 1 - tail]))
    if low == high:
        low, high = float(there[0]), float(there[-1])
    fill = float(np.median(there))
    transform = _transform(np.clip(np.clip(there, low, high), *_fence(there, "none", far)), skewed)
    least, most = _fence(there, transform, far)
    low, high = max(low, least), min(high, most)
    bounded = np.clip(there, low, high)
    scaled = transformed(bounded, transform)
    quarter, middle, three = (float(q) for q in np.quantile(scaled, [0.25, 0.5, 0.75]))
    spread = max((three - quarter) / NORMAL_IQR, float(np.std(scaled)))
    scale = spread if spread > 1e-9 * max(1.0, abs(middle)) else 1.0
    outside = int(((there < low) | (there > high)).sum())
    return Column(name, fill, low, high, transform, middle, scale, missing, outside)


def _fence(ordered: "Floats", transform: Transform, far: float) -> tuple[float, float]:
    """The bounds, in raw units, that lie ``far`` widths of the middle 90 % of ascending values away from it.

    A group far off stays apart at the bound, and weighs no more than its customers.
    """
    low, high = (float(q) for q in np.quantile(ordered, MIDDLE, method="nearest"))
    inner = transformed(np.array([low, high]), transform)
    reach = far * (inner[1] / 2 - inner[0] / 2) * 2  # halved, so that the width of absurd values does not overflow
    if not 0 < reach < np.inf:
        return float(ordered[0]), float(ordered[-1])
    back = {"log1p": np.expm1, "asinh": np.sinh}.get(transform, np.positive)
    with np.errstate(over="ignore"):
        bounds = back(np.array([inner[0] - reach, inner[1] + reach]))
    return max(float(bounds[0]), float(ordered[0])), min(float(bounds[1]), float(ordered[-1]))


def _transform(bounded: "Floats", skewed: float) -> Transform:
    # Halved before squaring and scaled to at most 1, so that absurdly large values do not overflow.
    size = float(np.abs(bounded).max())
    gap = bounded / size if size > 0 else bounded
    gap = gap - gap.mean()
    spread = float(np.sqrt(np.mean(gap * gap)))
    if spread <= 1e-12 or abs(float(np.mean((gap / spread) ** 3))) < skewed:
        return "none"
    if bounded[0] < 0:
        return "asinh"
    return "log1p" if float(np.mean((gap / spread) ** 3)) > 0 else "none"


class Preparation(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Raw traits to comparable ones: median for missing, bounded tails, logarithms where skewed, robust scale.

    Parameters are told in ``PARAMETERS``. Fitted: ``prepared_``, the steps as plain numbers.

    >>> Preparation().fit_transform(np.array([[0.0], [1.0], [2.0]])).round(3).tolist()
    [[-1.225], [0.0], [1.225]]
    """

    def __init__(self, tail: float = TAIL, skewed: float = SKEWED, far: float = FAR) -> None:
        self.tail = tail
        self.skewed = skewed
        self.far = far

    def fit(self, X: "ArrayLike", y: object = None) -> "Preparation":
        """Learn the steps from raw traits; NaN is missing."""
        x = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan")
        names = [str(n) for n in getattr(self, "feature_names_in_", [f"x{j}" for j in range(x.shape[1])])]
        self.prepared_ = fit_preparation(x, names, tail=self.tail, skewed=self.skewed, far=self.far)
        return self

    def transform(self, X: "ArrayLike") -> "Floats":
        """Prepared traits, nothing missing; a row alone gives the same as among many."""
        check_is_fitted(self, "prepared_")
        x = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=False)
        return self.prepared_.apply(x)

    def get_feature_names_out(self, input_features: object = None) -> "NDArray[np.object_]":
        """The traits' names, unchanged."""
        check_is_fitted(self, "prepared_")
        return np.asarray([c.name for c in self.prepared_.columns], dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags
