"""Which answer does each customer get to a question with a known past? What a learned target looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from coterie.terms.statistics import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Texts = NDArray[np.object_]

LeakKind = Literal["alone", "product", "same", "equal", "overlap"]


@dataclass(frozen=True)
class Rung:
    """One model of the leaderboard, judged on customers it had not learned from.

    log_loss   mean of -ln(probability given to what came true), with its interval; lower is better.
    gap        how much its log loss lies above the best one's, with one standard error either way.
    auc        area under the ROC curve, 0.5 (chance) to 1; for several classes the mean of one against the rest.
    accuracy   share of customers whose likeliest class came true.
    chosen     the simplest model whose gap is no more than one standard error.
    """

    name: str
    label: str
    log_loss: Estimate
    gap: Estimate
    auc: Estimate
    accuracy: Estimate
    chosen: bool = False


@dataclass(frozen=True)
class Leak:
    """Something that would make a prediction look better than it can be when it is used.

    kind       "alone": one column gives the answer away; "product": a column is nearly the product of two others;
               "same": a column nearly repeats the duration; "equal": rows equal in everything but the id;
               "overlap": ids that stand in both files.
    left_out   whether the column was kept from the models.
    value      the number of the sentence: an AUC, a correlation or a count.
    """

    kind: LeakKind
    column: str
    sentence: str
    value: float
    left_out: bool = False
    n: int = 0


@dataclass(frozen=True)
class Bin:
    """One tenth of the probability scale: mean forecast and what came, of the customers whose forecast fell in it."""

    low: float
    high: float
    n: int
    forecast: float
    actual: Estimate


@dataclass(frozen=True)
class Weight:
    """How much a trait moves the forecasts: its mean absolute difference in log-odds against a typical value."""

    trait: str
    label: str
    size: float


@dataclass(frozen=True)
class Retained:
    """The shifted beta-geometric model of how long customers stay (Fader and Hardie 2007).

    alpha, beta   of the beta distribution of the chance to leave in a period of one unit of the duration.
    ahead         (time, share still there by the model), up to twice the longest time seen.
    off           largest distance between the model and the Kaplan-Meier curve over the times seen.
    """

    alpha: float
    beta: float
    log_likelihood: float
    ahead: tuple[tuple[float, float], ...]
    off: float

    @property
    def fits(self) -> bool:
        """Whether it lies within five points of what was seen; a model that does not is told as such and not used."""
        return self.off <= 0.05


@dataclass(frozen=True)
class Ordering:
    """One way to order customers by how soon they leave, judged on customers it had not learned from.

    c_index   share of comparable pairs that it orders rightly (Harrell 1982), 0.5 by chance.
    used      whether it is the one whose c-index is told.
    """

    name: str
    label: str
    c_index: Estimate
    used: bool = False


@dataclass(frozen=True)
class Stay:
    """How long customers stay, for data with a duration and an end that some have not reached.

    duration   name of the column; ``unit`` is that of its numbers.
    curve      (time, share still there by Kaplan and Meier 1958, with 95 % interval), at every time with an end.
    c_index    share of comparable pairs that the hazard model orders rightly (Harrell 1982), out of fold.
    n          customers with a duration above 0; ended: those whose end was seen; zero: those left out.
    left_out   traits kept from the hazard model because they are computed from the duration.
    retained   the model that looks beyond the times seen, None where it did not settle.
    orderings  the hazard model, and what was asked to stand beside it.
    """

    duration: str
    curve: tuple[tuple[float, Estimate], ...]
    c_index: Estimate
    n: int
    ended: int
    zero: int
    left_out: tuple[str, ...] = ()
    model: str = "discrete-time hazard"
    retained: Retained | None = None
    orderings: tuple[Ordering, ...] = ()

    def at(self, time: float) -> Estimate:
        """The share still there after that time."""
        found = Estimate(1.0, 1.0, 1.0, how="Kaplan-Meier")
        for each, share in self.curve:
            if each > time:
                break
            found = share
        return found


@dataclass(frozen=True)
class Scored:
    """Forecasts for the customers of another file, by the final model."""

    ids: "Texts"
    probabilities: "Floats"
    reasons: "Texts"
    known: "NDArray[np.bool_]"  # whether the id also stands in the file that was learned from
    source: str = ""


@dataclass(frozen=True)
class Prediction:
    """A target learned from a file, judged on customers that were kept out of learning.

    target          what is predicted, as it was asked for.
    classes         its values; ``positive`` is the place of the one whose probability is told (two classes only).
    ids             customers, ascending; all arrays are in their order.
    actual          place in ``classes`` of what is known, -1 where it is not.
    probabilities   (customers, classes), rows sum to 1. For customers with a known target they come from models that
                    did not learn from this customer; for all others from the final one.
    percentile      0 to 100, rank of the positive class's probability among all customers (two classes).
    reasons         one text a customer: what moves the forecast most, with sign and size.
    judged          what the scores stand on: "5 folds, dealt 2 times", "the last 30 days".
    n               customers with a known target.
    scores          auc, accuracy, baseline, log_loss, baseline_log_loss, ece.
    model           the chosen model as plain numbers.
    """

    target: str
    classes: tuple[str, ...]
    positive: int | None
    ids: "Texts"
    actual: "Labels"
    probabilities: "Floats"
    percentile: "Floats"
    reasons: "Texts"
    chosen: str
    chosen_label: str
    leaderboard: tuple[Rung, ...]
    weights: tuple[Weight, ...]
    judged: str = ""
    n: int = 0
    scores: Mapping[str, Estimate] = field(default_factory=dict)
    bins: tuple[Bin, ...] = ()
    leaks: tuple[Leak, ...] = ()
    notes: tuple[str, ...] = ()
    model: Mapping[str, Any] = field(default_factory=dict)
    stay: Stay | None = None
    scored: Scored | None = None
