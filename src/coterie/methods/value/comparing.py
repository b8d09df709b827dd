"""Which of two is worth more, and how sure is that? Of two customers by draws, of two groups by their totals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from coterie.engine import seed_of
from coterie.methods.value.fitting import covariance_of, model_of
from coterie.methods.value.gamma_gamma import known_spend
from coterie.methods.value.intervals import parameter_draws
from coterie.methods.value.lifetime import Histories, Periods, p_alive
from coterie.methods.value.matching import part
from coterie.methods.value.totals import totals
from coterie.terms import BtydSummary, ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 20_000


def customer_is_worth_more(
    fit: ValueFit, summary: BtydSummary, first: int, second: int, *, days: float, seed: int = 0
) -> float:
    """Probability that one customer spends more than another within the next days; equal values count half.

    first, second   positions in the summary.
    days            length of the time ahead.
    Returns         0 to 1; parameters are drawn once for both, everything else for each.
    """
    shared = np.random.Generator(np.random.PCG64(seed_of(seed, "comparing, parameters")))
    params = parameter_draws(fit, DRAWS, shared)
    values = []
    for at in (first, second):
        own = np.random.Generator(np.random.PCG64(seed_of(seed, "comparing", str(summary.ids[at]))))
        values.append(_spend(fit, part(summary, np.array([at])), params, days / summary.unit.days, own))
    return float(np.mean(values[0] > values[1]) + np.mean(values[0] == values[1]) / 2)


def group_is_worth_more(
    fit: ValueFit,
    summary: BtydSummary,
    first: "NDArray[np.bool_]",
    second: "NDArray[np.bool_]",
    *,
    days: float,
    per_customer: bool = True,
) -> float:
    """Probability that one group spends more than another within the next days, by customer or in total.

    Totals are taken as normal: their difference has the variance of both by chance, plus that of the shared parameters
    along the difference of their gradients.

    first, second   which customers of the summary are in each group; they must not overlap.
    Raises          ValueError for an empty group and for groups that share a customer.
    """
    if not first.any() or not second.any() or np.any(first & second):
        raise ValueError("expected two groups with at least one customer each and none in both")
    periods = Periods.days(days, summary.unit)
    means, slopes, chance = [], [], 0.0
    for group in (first, second):
        found = totals(fit, Histories.of(part(summary, np.flatnonzero(group))), periods).worth
        size = float(group.sum()) if per_customer else 1.0
        means.append(found.total / size)
        slopes.append(found.gradient * found.total / size)
        chance += found.variance / size**2
    move = slopes[0] - slopes[1]
    spread = float(np.sqrt(chance + move @ covariance_of(fit) @ move))
    return float(ndtr((means[0] - means[1]) / spread)) if spread > 0 else float(means[0] > means[1])


def _spend(
    fit: ValueFit,
    one: BtydSummary,
    drawn: Mapping[str, "Floats"],
    time: float,
    generator: np.random.Generator,
) -> "Floats":
    """Draws of what one customer spends within ``time``."""
    x, T = float(one.x[0]), float(one.T[0])
    alive = float(p_alive(fit.params, one.x, one.t_x, one.T, model_of(fit))[0])
    rate = generator.standard_gamma(drawn["r"] + x) / (drawn["alpha"] + T)
    stays, most = np.full(DRAWS, time), np.full(DRAWS, np.inf)
    if fit.model == "pareto_nbd":
        mu = np.maximum(generator.standard_gamma(drawn["s"]), 1e-300) / (drawn["beta"] + T)
        stays = np.minimum(time, generator.standard_exponential(DRAWS) / mu)
    else:
        coins = 1 if fit.model == "mbg_nbd" else 0
        most = generator.geometric(np.clip(generator.beta(drawn["a"], drawn["b"] + x + coins), 1e-9, 1)).astype(float)
    made = np.minimum(generator.poisson(np.minimum(rate * stays, 1e9)).astype(np.float64), most)
    made *= generator.random(DRAWS) < alive
    known, total = known_spend(one.x, one.spend)
    nu = generator.standard_gamma(drawn["q"] + drawn["p"] * known[0]) / (drawn["v"] + total[0])
    return np.where(made > 0, generator.standard_gamma(drawn["p"] * np.maximum(made, 1.0)) / nu, 0.0)
