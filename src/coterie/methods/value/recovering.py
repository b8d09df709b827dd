"""Do the intervals keep their word where the model holds to the letter? Planted parameters, found again and again.

Many worlds are drawn from known parameters, each is fitted, and it is counted how often the intervals hold the truth:
those of the parameters, of one customer's spend to come and of the totals of all. This tests the mathematics; whether
real customers follow the model is judged on rolling origins (:mod:`coterie.methods.value.leaderboard`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm
from threadpoolctl import threadpool_limits

from coterie.engine import seed_of
from coterie.methods.value import bg_bb, gamma_gamma
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.intervals import predictive_bounds
from coterie.methods.value.lifetime import Histories, Periods
from coterie.methods.value.models import MODELS
from coterie.methods.value.newton import Fitted
from coterie.methods.value.simulating import simulate, simulate_opportunities, simulate_spend
from coterie.methods.value.totals import interval, totals
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import BtydSummary, TimeUnit, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

YOUNGEST, OLDEST = 52.0, 104.0  # weeks since the first purchase, drawn evenly
OPPORTUNITIES = 8.0
START = date(2020, 1, 6)


@dataclass(frozen=True)
class Recovered:
    """How far the estimates of every run lay from the truth.

    names    of the parameters.
    off      ln(estimate / truth) in standard errors, one row a run; NaN where the data left a parameter open.
    """

    names: tuple[str, ...]
    off: "Floats"

    def inside(self, level: float = 0.95) -> dict[str, float]:
        """Share of runs whose interval holds the truth, by parameter; an open parameter counts as a miss."""
        with np.errstate(invalid="ignore"):
            held = np.abs(self.off) <= norm.ppf((1 + level) / 2)
        return dict(zip(self.names, (float(share) for share in held.mean(axis=0)), strict=True))


@dataclass(frozen=True)
class Foretold:
    """What came beside what was foretold, one entry a run.

    orders, spend   whether the 95 % interval of the total held what came.
    above, below    share of customers above the upper end of their own 80 % interval, where it is above 0, and below
                    its lower end, where that is above 0; each is 0.10 where all is well.
    """

    orders: "Flags"
    spend: "Flags"
    above: "Floats"
    below: "Floats"


def recover(model: str, truth: Mapping[str, float], *, customers: int, runs: int, seed: int = 0) -> Recovered:
    """Fit drawn worlds and say how far off the parameters were, in their own standard errors.

    model    bg_nbd, mbg_nbd, pareto_nbd, bg_bb or gamma_gamma; ``truth`` its parameters, times in weeks.

    >>> truth = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    >>> recover("bg_nbd", truth, customers=2000, runs=3).off.shape
    (3, 4)
    """
    names = tuple(truth)
    off = np.full((runs, len(names)), np.nan)
    for run in range(runs):
        with threadpool_limits(limits=1):  # small matrices: threads cost more than they bring
            found = _fitted(model, truth, customers, _generator(seed, f"recover {model}", run))
        if found.converged:
            for i, name in enumerate(names):
                if name in found.errors:
                    error = found.errors[name] / found.params[name]
                    off[run, i] = np.log(found.params[name] / truth[name]) / error
    return Recovered(names, off)


def foretell(
    model: str,
    truth: Mapping[str, float],
    spend: Mapping[str, float],
    *,
    customers: int,
    runs: int,
    ahead: float = 52.0,
    seed: int = 0,
) -> Foretold:
    """Fit drawn worlds, foretell the time ahead, and hold it to what came.

    truth, spend   parameters of buying and leaving, and of gamma-gamma; ``ahead`` in weeks.
    """
    orders, money = np.zeros(runs, dtype=bool), np.zeros(runs, dtype=bool)
    above, below = np.zeros(runs), np.zeros(runs)
    for run in range(runs):
        generator = _generator(seed, f"foretell {model}", run)
        summary, later, came = _world(model, truth, spend, customers, ahead, generator)
        fit, histories = fit_summary(summary, MODELS[model]), Histories.of(summary)
        found = totals(fit, histories, Periods.days(ahead * 7, TimeUnit.WEEK))
        for spread, actual, inside in ((found.orders, later, orders), (found.worth, came, money)):
            told = interval(spread, fit, seed=run, purpose="recovering")
            assert told.low is not None
            assert told.high is not None
            inside[run] = told.low <= float(actual.sum()) <= told.high
        low, high = predictive_bounds(fit, histories, time=ahead, rate=0.0, seed=run, purpose="recovering")
        above[run], below[run] = np.mean(came[high > 0] > high[high > 0]), np.mean(came[low > 0] < low[low > 0])
    return Foretold(orders, money, above, below)


def _fitted(model: str, truth: Mapping[str, float], customers: int, generator: np.random.Generator) -> Fitted:
    if model == "bg_bb":
        n = np.full(customers, OPPORTUNITIES)
        return bg_bb.fit(unique_rows(*simulate_opportunities(truth, n, generator), n))
    if model == "gamma_gamma":
        x = np.asarray(generator.poisson(2.0, customers) + 1, dtype=np.float64)
        return gamma_gamma.fit(x, simulate_spend(truth, x, generator))
    seen = simulate(model, truth, generator.uniform(YOUNGEST, OLDEST, customers), 0.0, generator)
    return MODELS[model].fit(unique_rows(seen.x, seen.t_x, seen.T))


def _world(
    model: str,
    truth: Mapping[str, float],
    spend: Mapping[str, float],
    customers: int,
    ahead: float,
    generator: np.random.Generator,
) -> tuple[BtydSummary, "Floats", "Floats"]:
    """A summary in weeks, with purchases and spend of each customer in the time ahead."""
    seen = simulate(model, truth, generator.uniform(YOUNGEST, OLDEST, customers), ahead, generator)
    level = generator.gamma(spend["q"], 1 / spend["v"], customers)  # one level a customer, before and after

    def total(of: "Floats") -> "Floats":
        return np.where(of > 0, generator.gamma(spend["p"] * np.maximum(of, 1.0)) / level, 0.0)

    mean = np.where(seen.x > 0, total(seen.x) / np.maximum(seen.x, 1.0), np.nan)
    ids = np.array([f"C{k:07d}" for k in range(customers)], dtype=object)
    window = Window(START, START + timedelta(days=int(OLDEST * 7)))
    summary = BtydSummary(ids, seen.x, seen.t_x, seen.T, mean, window, TimeUnit.WEEK)
    return summary, seen.later, total(seen.later)


def _generator(seed: int, purpose: str, run: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed_of(seed, purpose, str(run))))
