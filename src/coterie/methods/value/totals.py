"""What are all customers together worth, and how far may that be off? Intervals of totals, model error included.

Three things may go wrong with a forecast of a total, and each has its part:
1. Parameters: shared by all customers. Draws of the seven log parameters move the logarithm of the total along its
   gradient, taken by central differences.
2. Chance: customers buy and leave independently, so the variance of the total is the sum of theirs (closed form).
3. Model error: the model is wrong in some way that repeats. On each earlier day from which a forecast was made and has
   since come true, the log of actual over expected spend is squared, the parts 1 and 2 are taken off, and the mean over
   those days is its variance; with so few days its draws are Student's t with as many degrees of freedom.
Bounds of the total are percentiles of the draws. A total is never the sum of customers' bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import seed_of
from coterie.methods.value.fitting import covariance_of, model_of, names_of, root_of
from coterie.methods.value.gamma_gamma import expected_spend, known_spend
from coterie.methods.value.kinds import kinds, moves
from coterie.methods.value.lifetime import Forecast, Histories, Periods, p_alive, purchases, purchases_of
from coterie.terms import Estimate, ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 10_000
STEP = 1e-4  # of a log parameter, for the gradient


@dataclass(frozen=True)
class ModelError:
    """How far forecasts from earlier days were off beyond parameters and chance.

    sd        standard deviation of the log of actual over expected spend, at least 0.
    origins   days from which forecasts could be checked; below 2 it is not estimated.
    """

    sd: float = 0.0
    origins: int = 0

    @property
    def known(self) -> bool:
        """Whether there were days enough to estimate it."""
        return self.origins >= 2


@dataclass(frozen=True)
class Spread:
    """A total and its uncertainty: expectation, variance by chance, and the gradient of its logarithm."""

    total: float
    variance: float
    gradient: "Floats"

    def log_variance(self, covariance: "Floats") -> float:
        """Variance of the logarithm of the total from parameters and chance, to first order."""
        return float(self.gradient @ covariance @ self.gradient) + self.variance / self.total**2


@dataclass(frozen=True)
class Totals:
    """Purchases and discounted spend of all customers, with each customer's expectations."""

    each: Forecast
    orders: Spread
    worth: Spread


def totals(fit: ValueFit, histories: Histories, periods: Periods) -> Totals:
    """Expected purchases and spend over the periods, for each and for all, with what is needed for intervals.

    Of a fit that knows traits, totals of the kinds are added: their variances too, and their gradients along all that
    was estimated, since all kinds share it.
    """
    if not fit.design.columns:
        return _totals(fit, histories, periods)
    n = len(histories.x)
    each = Forecast(np.empty(n), np.empty(n), np.empty(n))
    found = []
    for rows, z, kind in kinds(fit, histories.traits, n):
        some = _totals(kind, histories.rows(rows), periods)
        each.orders[rows], each.worth[rows], each.alive[rows] = some.each.orders, some.each.worth, some.each.alive
        found.append((some, moves(fit, z)))
    return Totals(
        each,
        _together([(some.orders, jacobian) for some, jacobian in found]),
        _together([(some.worth, jacobian) for some, jacobian in found]),
    )


def _together(kinds_: Sequence[tuple[Spread, "Floats"]]) -> Spread:
    """The total of several kinds, each with its J (see :mod:`coterie.methods.value.kinds`)."""
    total = sum(spread.total for spread, _ in kinds_)
    slope = np.sum([spread.total / total * (spread.gradient @ jacobian) for spread, jacobian in kinds_], axis=0)
    return Spread(total, sum(spread.variance for spread, _ in kinds_), slope)


def _totals(fit: ValueFit, histories: Histories, periods: Periods) -> Totals:
    """The totals of customers of one kind."""
    model, covariance = model_of(fit), covariance_of(fit)
    alive = p_alive(fit.params, histories.x, histories.t_x, histories.T, model)
    bought, counted = purchases_of(alive, fit.params, histories, periods, model)
    each = Forecast(bought, counted * expected_spend(fit.params, histories.x, histories.spend), alive)
    orders_by, worth_by, few = np.zeros(7), np.zeros(7), periods.fewer()  # a gradient asks for no more digits
    for i in np.flatnonzero(np.diag(covariance) > 0):
        moved = [_moved(fit, int(i), h).params for h in (STEP, -STEP)]
        if i < len(model.names):
            (up, counted_up), (down, counted_down) = (purchases(p, histories, few, model) for p in moved)
            orders_by[i] = np.log(_sum(up) / _sum(down)) / (2 * STEP)
        else:  # a parameter of spend: who buys how often stays the same
            counted_up = counted_down = counted
        more, less = (expected_spend(p, histories.x, histories.spend) for p in moved)
        worth_by[i] = np.log(_sum(counted_up * more) / _sum(counted_down * less)) / (2 * STEP)
    of_orders, of_worth = _variances(fit, histories, periods, each)
    return Totals(
        each,
        Spread(_sum(each.orders), _sum(of_orders), orders_by),
        Spread(_sum(each.worth), _sum(of_worth), worth_by),
    )


def interval(
    spread: Spread, fit: ValueFit, *, seed: int, purpose: str, error: ModelError = ModelError(), level: float = 0.95
) -> Estimate:
    """The total with its interval from parameters, chance and, where known, model error."""
    generator = np.random.Generator(np.random.PCG64(seed_of(seed, f"total, {purpose}")))
    covariance = covariance_of(fit)
    moved = generator.standard_normal((DRAWS, len(covariance))) @ root_of(covariance) @ spread.gradient
    chance = generator.standard_normal(DRAWS) * np.sqrt(spread.variance)
    how = "parameters and chance; model error not estimated"
    if error.known:
        # An error of a factor of e^2 either way says as much as any larger one, and keeps the draws finite.
        moved = moved + np.clip(error.sd * generator.standard_t(error.origins, DRAWS), -2.0, 2.0)
        how = f"parameters, chance and model error from {error.origins} earlier days"
    draws = np.maximum(spread.total * np.exp(moved) + chance, 0.0)
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(spread.total, float(low), float(high), level, how)


def model_error(checks: Sequence[tuple[float, float]]) -> ModelError:
    """The model error from forecasts that have since come true.

    checks    for each origin the log of actual over expected, and its variance by parameters and chance.

    >>> model_error([(0.13, 0.001), (-0.05, 0.001)])
    ModelError(sd=0.093..., origins=2)
    """
    if len(checks) < 2:
        return ModelError(0.0, len(checks))
    excess = sum(log**2 - explained for log, explained in checks) / len(checks)
    return ModelError(float(np.sqrt(max(excess, 0.0))), len(checks))


def _variances(fit: ValueFit, histories: Histories, periods: Periods, each: Forecast) -> tuple["Floats", "Floats"]:
    """Variance by chance of each customer's purchases and of the discounted spend, parameters taken as known.

    Var Y = E[Y(Y-1)] + E[Y] - E[Y]^2. Given nu, the spend of Y purchases has mean Y p/nu and variance Y p/nu^2; the
    mean discount of a customer's purchases is taken as known.
    """
    params, time = fit.params, float(periods.ends[-1])
    model = model_of(fit)
    alive = p_alive(params, histories.x, histories.t_x, histories.T, model)
    pairs = alive * model.pairs_of_purchases(params, histories.x_of_pair, histories.age_of_pair, time)[histories.at]
    orders = np.maximum(pairs + each.orders - each.orders**2, 0.0)
    known, total = known_spend(histories.x, histories.spend)
    shape = params["p"] * known + params["q"]
    # E[1/nu^2] does not exist for q up to 2; half a unit above keeps such customers from swamping the sum.
    inverse = (params["v"] + total) ** 2 / ((shape - 1) * np.maximum(shape - 2, 0.5))
    second = (pairs + each.orders) * params["p"] ** 2 * inverse + each.orders * params["p"] * inverse
    undiscounted = each.orders * expected_spend(params, histories.x, histories.spend)
    share = np.divide(each.worth, undiscounted, out=np.ones_like(undiscounted), where=undiscounted > 0)
    return orders, np.maximum(second * share**2 - each.worth**2, 0.0)


def _moved(fit: ValueFit, which: int, by: float) -> ValueFit:
    name = names_of(fit)[which]
    return replace(fit, params={**fit.params, name: fit.params[name] * float(np.exp(by))})


def _sum(values: "Floats") -> float:
    """A sum that does not depend on the order of the customers."""
    return float(np.sort(values).sum())
