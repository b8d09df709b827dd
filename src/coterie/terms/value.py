"""What will they be worth? Summaries that value models read, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coterie.terms.calendar import Horizon, TimeUnit, Window
from coterie.terms.statistics import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class BtydSummary:
    """The "buy till you die" summary of Fader, Hardie and Lee (2005): x, t_x, T of each customer, sorted by ``ids``.

    x       number of repeat purchase *days* (days with an order after the first such day), integer as float64.
    t_x     time of the last purchase day since the first, in ``unit``; 0 where x is 0.
    T       time from the first purchase day to ``window.as_of``, in ``unit``; t_x <= T.
    spend   mean net spend of the x repeat purchase days, currency units; NaN where x is 0 or the mean is not positive.
    traits  numbers that stand for traits that never change, one row a customer, one column a column of the ``Design``
            that reads them; None for models that know no traits.
    """

    ids: "NDArray[np.object_]"
    x: "Floats"
    t_x: "Floats"
    T: "Floats"
    spend: "Floats"
    window: Window
    unit: TimeUnit
    traits: "Floats | None" = None


@dataclass(frozen=True)
class FixedTrait:
    """How a trait that never changes is read as numbers.

    name     of the trait.
    levels   of a trait in words: the largest first, which the others are compared with, each of the others a column of
             0 and 1. A word that is none of them counts as "other" where that is one, else as the first.
    edges    of a number: inner edges of its steps, ascending; an edge belongs to the higher step.
    steps    what each step counts as, in standard deviations from the mean; a missing number counts as the mean, 0.
    """

    name: str
    levels: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()
    steps: tuple[float, ...] = ()


@dataclass(frozen=True)
class Design:
    """Which traits that never change a value model knows; empty for a model that knows none.

    columns   names of the columns of numbers in order, such as "region=north" or "age".
    """

    traits: tuple[FixedTrait, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the traits."""
        return tuple(trait.name for trait in self.traits)


PLAIN = Design()  # of a model that knows no traits


@dataclass(frozen=True)
class ValueFit:
    """Fitted parameters of a value model.

    params           name -> estimate: r, alpha, a, b of the purchase model; p, q, v of the spend model.
    errors           name -> standard error from the information matrix; absent at a boundary.
    log_likelihood   of the purchase model; ``spend_log_likelihood`` of the spend model.
    boundary         names of parameters that stopped at the edge of their range, or that the data leave open by more
                     than a factor of 20 either way.
    design           the traits that it knows; the parameters are then those of a customer whose numbers are all 0.
    buying, leaving  coefficients of the columns of the design: exp(buying) multiplies the mean rate of buying,
                     exp(leaving) the odds (Pareto/NBD: the rate) of leaving.
    """

    params: Mapping[str, float]
    errors: Mapping[str, float]
    log_likelihood: float
    spend_log_likelihood: float
    converged: bool
    boundary: tuple[str, ...] = ()
    customers: int = 0
    rows: int = 0  # unique rows it was fitted on; customers, where it knows traits
    covariance: "Floats | None" = None  # of the log parameters of the purchase model, then of buying, then of leaving
    spend_covariance: "Floats | None" = None
    model: str = "bg_nbd"  # the purchase model: bg_nbd, mbg_nbd or pareto_nbd
    prior: bool = False  # whether a wide prior held the parameters of leaving off their boundary
    design: Design = PLAIN
    buying: tuple[float, ...] = ()
    leaving: tuple[float, ...] = ()


@dataclass(frozen=True)
class ValueHoldout:
    """What the fit on the past expected of the holdout, beside what came.

    top20_share   share of actual holdout spend brought by the fifth of customers with the highest predicted value.
    spearman      rank correlation of predicted and actual spend over customers.
    """

    days: int
    customers: int
    orders_actual: float
    orders_expected: Estimate
    spend_actual: float
    spend_expected: Estimate
    top20_share: float
    spearman: float
    coverage: float | None = None  # share of customers whose actual spend fell into their 80 % interval
    window: Window | None = None  # the days judged


@dataclass(frozen=True)
class ValueScore:
    """One way of forecasting, judged on days it had not seen.

    name           "bg_nbd", "last_period", "boosting", ...; ``label`` as it is told.
    kind           "model" (a purchase and a spend model), "naive" (no model at all) or "learned" (from earlier days).
    orders_expected, spend_expected    totals, beside ``ValueHoldout.orders_actual`` and ``spend_actual``.
    orders_mae, spend_mae              mean absolute error a customer, purchase days and currency units.
    top20_share    share of actual spend brought by the fifth of customers with the highest forecast.
    calibration    mean forecast and mean actual purchase days in tenths of customers by forecast, lowest first.
    calibration_error    mean absolute gap of those tenths as a share of the mean of what came.
    coverage       share of customers inside their own 80 % interval; None where the way gives none.
    inner_deviance mean Poisson deviance of purchase days on the inner origins, which chooses; None where not judged.
    chosen         whether the values rest on it.
    """

    name: str
    label: str
    kind: str
    orders_expected: float
    spend_expected: float
    orders_mae: float
    spend_mae: float
    top20_share: float
    calibration: tuple[tuple[float, float], ...] = ()
    calibration_error: float = 0.0
    coverage: float | None = None
    inner_deviance: float | None = None
    chosen: bool = False


@dataclass(frozen=True)
class ChurnCheck:
    """The early warning of an earlier day, beside what came.

    lost           share of customers without an order in the days kept apart.
    precision      share of the high band that was lost; None where nobody is in it.
    recall         share of the lost who were in the high band; None where nobody was lost.
    lift           share lost among the riskiest tenth over the share lost of all; None where nobody was lost.
    calibration    mean risk and share lost in tenths by risk, lowest first; ``calibration_error`` their mean gap.
    value_recall   share of the value at risk, as it was warned of, that lies with customers who were lost.
    """

    customers: int
    days: int
    lost: float
    precision: Estimate | None
    recall: Estimate | None
    lift: float | None
    calibration: tuple[tuple[float, float], ...]
    calibration_error: float
    value_recall: float


@dataclass(frozen=True)
class Churn:
    """The early warning for every customer; arrays in the order of the summary's ids.

    days      length of the time ahead.
    risk      probability of no order in it, 0 to 1.
    at_risk   risk times the spend expected of her in that time were she to stay, currency units.
    band      index into ``bands``, whose inner edges are ``edges``; an edge belongs to the higher band.
    check     how the warning of an earlier day did; None where nothing was kept apart.
    """

    days: float
    risk: "Floats"
    at_risk: "Floats"
    band: "NDArray[np.int64]"
    edges: tuple[float, ...]
    bands: tuple[str, ...]
    check: ChurnCheck | None = None

    def ranked(self) -> "NDArray[np.int64]":
        """Customers by value at risk, largest first; equal ones by position."""
        return (-self.at_risk).argsort(kind="stable")


@dataclass(frozen=True)
class NextOrder:
    """Days from today to the next order of each customer who comes back: median and the middle 80 %.

    comes   probability that there is one within ten years, 0 to 1.
    """

    low: "Floats"
    median: "Floats"
    high: "Floats"
    comes: "Floats"


@dataclass(frozen=True)
class Relationship:
    """How each customer stands today; days.

    age            since her first order; ``average_gap`` from one purchase day to the next, NaN with only one.
    leaving        until P(alive) falls below one half if no order comes; below 0 where it has, NaN where not in ten
                   years.
    strength       mean percentile of P(alive), purchase days, age and expected value among all customers, 0 to 100.
    """

    age: "Floats"
    average_gap: "Floats"
    leaving: "Floats"
    strength: "Floats"


@dataclass(frozen=True)
class TraitEffect:
    """What one trait does: how many times faster such customers buy, and how many times likelier they leave.

    name       "region=north", or "age": one standard deviation more.
    beside     "region=south": whom they are compared with, the largest level; empty for a number.
    """

    name: str
    beside: str
    buying: Estimate
    leaving: Estimate


@dataclass(frozen=True)
class TraitCheck:
    """Whether the forecast is better for knowing traits that never change.

    traits     as they were named; ``effects`` empty where the model could not be fitted.
    better     on the days kept apart, by more than noise; None where nothing was kept apart.
    gain       share by which the Poisson deviance of purchase days was lower with the traits, below 0 for worse.
    carries    whether the values of the study rest on the model that knows the traits: where it was better on earlier
               days, which end before those kept apart.
    origins    number of these earlier days on which both models could be compared.
    """

    traits: tuple[str, ...]
    model: str
    effects: tuple[TraitEffect, ...]
    better: bool | None
    gain: float
    carries: bool = False
    origins: int = 0


@dataclass(frozen=True)
class ValueResult:
    """Value of every customer over the horizon; arrays in the order of ``ids`` (ascending).

    expected_orders   expected purchase days in the horizon.
    p_alive           probability that the customer is still a customer, 0 to 1.
    clv               expected discounted spend in the horizon, or profit where a margin is given; currency units.
    clv_low, high     80 % predictive interval of the realised discounted value (DESIGN 5.5).
    total             sum of ``clv`` with its own 95 % interval.
    orders            sum of ``expected_orders`` with its own 95 % interval.
    window            the days the fit has seen; ``past`` those the calibration has seen.
    model_error       how far forecasts from earlier days were off beyond parameters and chance (standard deviation of
                      the log of actual over expected); None where fewer than two such days could be checked.
    origins           number of those days.
    dependence        rank correlation of frequency and mean spend, which the spend model takes to be 0.
    leaderboard       every way of forecasting on the holdout, models first; empty where nothing was kept apart.
    churn             the early warning: who may not order in the days ahead, and what is lost with them.
    next_order        when each customer orders next.
    margin            share of spend that is profit; None: values are revenue.
    relationship      when each customer joined and may leave, how often she buys, how strong it is.
    fixed             whether traits that never change make the forecast better; None where none were named.
    """

    model: str
    unit: TimeUnit
    horizon: Horizon
    discount: float  # a year
    fit: ValueFit
    ids: "NDArray[np.object_]"
    expected_orders: "Floats"
    p_alive: "Floats"
    clv: "Floats"
    clv_low: "Floats"
    clv_high: "Floats"
    total: Estimate
    calibration: ValueFit | None = None
    holdout: ValueHoldout | None = None
    notes: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    orders: Estimate | None = None
    window: Window | None = None
    past: Window | None = None
    model_error: float | None = None
    origins: int = 0
    dependence: float = 0.0
    repeat_spend: "Floats | None" = None  # the ``spend`` of the summary it rests on, so that values can be told again
    leaderboard: tuple[ValueScore, ...] = ()
    churn: Churn | None = None
    next_order: NextOrder | None = None
    margin: float | None = None
    relationship: Relationship | None = None
    fixed: TraitCheck | None = None

    @property
    def money(self) -> str:
        """What values are: "revenue", or "profit" where a margin is given."""
        return "revenue" if self.margin is None else "profit"
