"""Which of two is worth more, and how sure is that? Of two customers by draws, of two groups by their totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from coterie.engine import seed_of
from coterie.methods.value.fitting import covariance_of, model_of
from coterie.methods.value.gamma_gamma import known_spend
from coterie.methods.value.intervals import drawn_parameters, log_draws
from coterie.methods.value.kinds import kinds
from coterie.methods.value.lifetime import Histories, Periods, p_alive
from coterie.methods.value.matching import part
from coterie.methods.value.totals import totals
from coterie.terms import BtydSummary, Statistic, ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 20_000
YEAR = 365.0


def customer_is_worth_more(
    fit: ValueFit, summary: BtydSummary, first: int, second: int, *, days: float, seed: int = 0
) -> float:
    """Probability that one customer spends more than another within the next days; equal values count half.

    first, second   positions in the summary.
    days            length of the time ahead.
    Returns         0 to 1; parameters are drawn once for both, everything else for each.
    """
    shared = np.random.Generator(np.random.PCG64(seed_of(seed, "comparing, parameters")))
    drawn = log_draws(fit, DRAWS, shared)
    values = []
    for at in (first, second):
        own = np.random.Generator(np.random.PCG64(seed_of(seed, "comparing", str(summary.ids[at]))))
        one = part(summary, np.array([at]))
        ((_, z, kind),) = kinds(fit, one.traits, 1)
        values.append(_spend(kind, one, drawn_parameters(fit, drawn, z), days / summary.unit.days, own))
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
    labels = np.where(first, 0, np.where(second, 1, -1))
    return float(chances(fit, summary, labels, 2, days=days, per_customer=per_customer)[0, 1])


def chances(
    fit: ValueFit, summary: BtydSummary, labels: "NDArray[np.int64]", k: int, *, days: float, per_customer: bool = True
) -> "Floats":
    """The probability that each group spends more than each other one; see :func:`group_is_worth_more`.

    labels     group of each customer of the summary, 0 to k - 1; below 0 for one who is in none.
    Returns    shape (k, k), row against column; 1/2 on the diagonal, NaN for a group without customers.
    """
    periods, covariance = Periods.days(days, summary.unit), covariance_of(fit)
    found = [_group(fit, summary, np.flatnonzero(labels == g), periods, per_customer) for g in range(k)]
    out = np.full((k, k), np.nan)
    for i, one in enumerate(found):
        for j, other in enumerate(found):
            if one is not None and other is not None:
                move = one.slope - other.slope
                spread = float(np.sqrt(one.chance + other.chance + move @ covariance @ move))
                apart = one.mean - other.mean
                out[i, j] = float(ndtr(apart / spread)) if spread > 0 else (np.sign(apart) + 1) / 2
        out[i, i] = np.nan if one is None else 0.5
    return out


def labels_of(
    wanted: "NDArray[np.object_]", ids: "NDArray[np.object_]", labels: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """The label of each wanted customer, -1 for one who has none; ``labels`` are those of ``ids``."""
    place = dict(zip(ids.tolist(), labels.tolist(), strict=True))
    return np.array([place.get(i, -1) for i in wanted.tolist()], dtype=np.int64)


def place_of(summary: BtydSummary, customer: str) -> int | None:
    """The position of a customer in a summary; None for one who is not in it."""
    at = np.flatnonzero(summary.ids == customer)
    return int(at[0]) if len(at) else None


def segment_chances(
    fit: ValueFit, summary: BtydSummary, ids: "NDArray[np.object_]", labels: "NDArray[np.int64]", names: Sequence[str]
) -> list[Statistic]:
    """For any two segments the probability that a customer of one is worth more on average than of the other.

    ids, labels    customers and the number of the segment of each; ``names`` the segments' ids.
    """
    of = labels_of(summary.ids, ids, labels)
    found, sizes = chances(fit, summary, of, len(names), days=YEAR), np.bincount(of[of >= 0], minlength=len(names))
    return [
        Statistic(
            "probability_worth_more", f"segment:{one}", float(found[i, j]), int(sizes[i] + sizes[j]), unit="share",
            baseline=f"segment:{other}", window=str(summary.window), how="normal, parameters and chance",
            definition="Probability that the mean customer of the segment spends more in the next 365 days.",
        )
        for i, one in enumerate(names)
        for j, other in enumerate(names)
        if i != j and np.isfinite(found[i, j])
    ]  # fmt: skip


@dataclass(frozen=True)
class _Group:
    """Expected spend of a group, its gradient along the log parameters, and its variance by chance."""

    mean: float
    slope: "Floats"
    chance: float


def _group(
    fit: ValueFit, summary: BtydSummary, at: "NDArray[np.int64]", periods: Periods, per_customer: bool
) -> _Group | None:
    if not len(at):
        return None
    found = totals(fit, Histories.of(part(summary, at)), periods).worth
    size = float(len(at)) if per_customer else 1.0
    return _Group(found.total / size, found.gradient * found.total / size, found.variance / size**2)


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
