"""How much will each customer buy, and what is that worth? The forecast of a fitted purchase and spend model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.gamma_gamma import expected_spend
from coterie.methods.value.models import BG_NBD, PurchaseModel
from coterie.methods.value.unique_rows import distinct
from coterie.terms import BtydSummary, Horizon, TimeUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


FEW = 4  # nodes


@dataclass(frozen=True)
class Histories:
    """The customers of a summary, with their distinct pairs (x, T) found once.

    x, t_x, T, spend   as in :class:`coterie.terms.BtydSummary`.
    x_of_pair, age_of_pair     distinct pairs; ``at`` is the pair of each customer.
    traits             of each customer, as in the summary.
    """

    x: "Floats"
    t_x: "Floats"
    T: "Floats"
    spend: "Floats"
    x_of_pair: "Floats"
    age_of_pair: "Floats"
    at: "NDArray[np.int64]"
    traits: "Floats | None" = None

    @classmethod
    def of(cls, summary: BtydSummary) -> "Histories":
        """The histories of a summary."""
        return cls.made(summary.x, summary.t_x, summary.T, summary.spend, summary.traits)

    @classmethod
    def made(cls, x: "Floats", t_x: "Floats", T: "Floats", spend: "Floats", traits: "Floats | None") -> "Histories":
        """The histories of these customers."""
        first, at = distinct(x, T)
        return cls(x, t_x, T, spend, x[first], T[first], at, traits)

    def rows(self, rows: "NDArray[np.int64] | slice") -> "Histories":
        """Those of some customers, by position; themselves for all of them."""
        if isinstance(rows, slice) and rows == slice(None):
            return self
        traits = None if self.traits is None else self.traits[rows]
        return Histories.made(self.x[rows], self.t_x[rows], self.T[rows], self.spend[rows], traits)


@dataclass(frozen=True)
class Periods:
    """Stretches of the time ahead, each with what a unit of money spent in it is worth today.

    ends     ends of the periods, ascending, in the unit of T.
    worth    discount factor of each, 0 to 1.
    """

    ends: "Floats"
    worth: "Floats"

    @classmethod
    def months(cls, horizon: Horizon, unit: TimeUnit, discount: float) -> "Periods":
        """The months of a horizon; spend of month k is discounted from its middle, (1 + discount)^-((k - 1/2) / 12).

        >>> Periods.months(Horizon(2), TimeUnit.DAY, 0.10).worth.round(4).tolist()
        [0.996, 0.9882]
        """
        k = np.arange(1, horizon.months + 1, dtype=np.float64)
        return cls(k * (365.25 / 12) / unit.days, (1 + discount) ** (-(k - 0.5) / 12))

    @classmethod
    def days(cls, days: float, unit: TimeUnit) -> "Periods":
        """So many days, not discounted."""
        return cls(np.array([days / unit.days]), np.ones(1))

    def fewer(self) -> "Periods":
        """At most ``FEW`` + 1 periods whose discounted purchases are the same to four digits, mostly to six.

        They are Y(t_K) w_K + sum of Y(t_k) (w_k - w_k+1), Y being the purchases up to an end, t, and w the worths. The
        sum over all ends but the last becomes one over the nodes of the Gauss quadrature of those weights (Golub and
        Welsch 1969), which is exact where Y is a polynomial of degree 2 ``FEW`` - 1.

        >>> year = Periods.months(Horizon(12), TimeUnit.DAY, 0.10)
        >>> few = year.fewer()
        >>> [round(float(np.diff(np.log1p(p.ends / 99), prepend=0.0) @ p.worth), 5) for p in (year, few)]
        [1.49128, 1.49128]
        """
        drops, ends = -np.diff(self.worth), self.ends[:-1]
        if np.any(drops < 0) or 0 < np.count_nonzero(drops) <= FEW:
            return self
        if not drops.any():
            return Periods(self.ends[-1:], self.worth[-1:])
        powers = (ends / self.ends[-1])[:, None] ** np.arange(FEW)
        basis, _ = np.linalg.qr(np.sqrt(drops)[:, None] * powers)
        nodes, vectors = np.linalg.eigh(basis.T @ (ends[:, None] * basis))
        weights = drops.sum() * vectors[0] ** 2
        worth = self.worth[-1] + np.append(np.cumsum(weights[::-1])[::-1], 0.0)
        return Periods(np.append(nodes, self.ends[-1]), worth)


@dataclass(frozen=True)
class Forecast:
    """Expectations of each customer over some periods: purchases, discounted spend (currency units), P(alive)."""

    orders: "Floats"
    worth: "Floats"
    alive: "Floats"


def forecast(
    params: Mapping[str, float], histories: Histories, periods: Periods, model: PurchaseModel = BG_NBD
) -> Forecast:
    """Expected purchases and discounted spend of each customer.

    Purchases are P(alive) times the purchases of one who is alive; spend is the sum over periods of the purchases in
    it, times its discount factor, times the customer's expected spend a purchase.

    params     those of the purchase model, such as r, alpha, a, b; p, q, v of the spend model.
    model      the purchase model that the parameters belong to.
    Returns    arrays in the order of the histories.
    """
    alive = p_alive(params, histories.x, histories.t_x, histories.T, model)
    orders, counted = purchases_of(alive, params, histories, periods, model)
    return Forecast(orders, counted * expected_spend(params, histories.x, histories.spend), alive)


def purchases(
    params: Mapping[str, float], histories: Histories, periods: Periods, model: PurchaseModel
) -> tuple["Floats", "Floats"]:
    """Expected purchases of each customer over all periods: as they are, and each times its discount factor."""
    alive = p_alive(params, histories.x, histories.t_x, histories.T, model)
    return purchases_of(alive, params, histories, periods, model)


def purchases_of(
    alive: "Floats", params: Mapping[str, float], histories: Histories, periods: Periods, model: PurchaseModel
) -> tuple["Floats", "Floats"]:
    """The same where P(alive) of each customer is known."""
    reached = model.purchases_if_alive(params, histories.x_of_pair, histories.age_of_pair, periods.ends)
    discounted = np.diff(reached, axis=1, prepend=0.0) @ periods.worth
    return alive * reached[histories.at, -1], alive * discounted[histories.at]


def p_alive(
    params: Mapping[str, float], x: "Floats", t_x: "Floats", T: "Floats", model: PurchaseModel = BG_NBD
) -> "Floats":
    """Probability that a customer is still there at T, 0 to 1: 1 / (1 + exp z), z being the log odds of having left.

    For BG/NBD this is 1 / (1 + a/(b+x-1) ((alpha+T)/(alpha+t_x))^(r+x)): Fader, Hardie and Lee, "Computing P(alive)
    using the BG/NBD model" (2008), equation 7; there it is 1 for one-time buyers.

    params      of the purchase model, with alpha (and beta) in the unit of t_x and T.
    x, t_x, T   histories, one a row.

    >>> cdnow = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    >>> p_alive(cdnow, np.array([2.0, 0.0]), np.array([30.43, 0.0]), np.array([38.86, 38.86])).round(3).tolist()
    [0.727, 1.0]
    """
    z = model.odds_of_gone(params, x, t_x, T)
    small = np.exp(-np.abs(z))
    return np.where(z > 0, small, 1.0) / (1.0 + small)
