"""What is left after costs, and when has a customer earned what it cost to win her? Margin and payback."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.fitting import model_of
from coterie.methods.value.kinds import shares
from coterie.methods.value.lifetime import Histories, Periods, forecast
from coterie.terms import BtydSummary, Estimate, Horizon, ValueFit, ValueResult

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TWO_YEARS = Horizon(24)


@dataclass(frozen=True)
class Payback:
    """What newly won customers earn, month by month.

    months      1, 2, ... of the horizon.
    earned      expected discounted margin of a new customer by the end of each month, the first purchase included.
    month       the first month by whose end she has earned her cost; None where she does not within the horizon.
    net         margin over the whole horizon less the cost.
    """

    months: "NDArray[np.int64]"
    earned: "Floats"
    month: int | None
    net: float


def margin_of(spend: "Floats", margin: float) -> "Floats":
    """What is left of spend, currency units. Raises ValueError for a margin that is not above 0 and at most 1.

    >>> margin_of(np.array([100.0]), 0.3).tolist()
    [30.0]
    """
    if not 0 < margin <= 1:
        raise ValueError(f"a margin of {margin}; expected a share above 0 and at most 1, such as 0.30 for 30 %")
    return spend * margin


def as_profit(result: ValueResult, margin: float) -> ValueResult:
    """The same result with its values, their bounds and their total as profit instead of revenue.

    margin    share of spend that is profit. What is kept on the holdout and at risk stays spend, as it is named.
    Raises    ValueError for a margin that is not above 0 and at most 1.
    """
    total = result.total
    low, high = (None if end is None else end * margin for end in (total.low, total.high))
    return replace(
        result,
        clv=margin_of(result.clv, margin),
        clv_low=margin_of(result.clv_low, margin),
        clv_high=margin_of(result.clv_high, margin),
        total=Estimate(total.value * margin, low, high, total.level, total.how),
        margin=margin,
    )


def payback(
    fit: ValueFit,
    summary: BtydSummary,
    *,
    cost: float,
    first_spend: float,
    margin: float = 1.0,
    horizon: Horizon = TWO_YEARS,
    discount: float = 0.10,
) -> Payback:
    """When a new customer has earned what it cost to win her.

    A new customer is one with no history (x = 0, T = 0): what she is expected to buy after her first purchase follows
    from the distributions of the model. Where the fit knows traits, she is of each kind with its share of the summary.

    cost          of winning one customer, currency units, at least 0.
    first_spend   mean spend of a first purchase; ``margin`` the share of spend that is left after costs.
    discount      yearly rate at which later margin counts less.
    """
    if not (np.isfinite(cost) and cost >= 0):
        raise ValueError(f"an acquisition cost of {cost}; expected an amount of at least 0")
    periods = Periods.months(horizon, summary.unit, discount)
    nobody = BtydSummary(
        summary.ids[:1], np.zeros(1), np.zeros(1), np.zeros(1), np.full(1, np.nan), summary.window, summary.unit
    )
    new = Histories.of(nobody)
    mix = shares(fit, summary)
    worth = [
        sum(
            share
            * float(forecast(kind.params, new, Periods(periods.ends[:k], periods.worth[:k]), model_of(kind)).worth[0])
            for share, kind in mix
        )
        for k in range(1, horizon.months + 1)
    ]
    earned = margin_of(first_spend + np.array(worth), margin)
    reached = np.flatnonzero(earned >= cost)
    month = int(reached[0]) + 1 if len(reached) else None
    return Payback(np.arange(1, horizon.months + 1), earned, month, float(earned[-1] - cost))
