"""What would one forecast without a purchase model? Naive ways, and what a machine learns from an earlier day.

A way of forecasting that needs no model is what a model has to beat:
- the last period repeated: what each customer did in as many days before today;
- the average pace: repeat purchases by age, times the mean spend of the customer;
- the mean of the RFM cell: what customers of equal recency, frequency and spend did after an earlier day;
- gradient boosting: trees on the summary of each customer, trained on what came after an earlier day.
The last two learn from an earlier origin whose later days had passed by the day of the forecast; a forecast of another
length is scaled by the days.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits

from coterie.methods.value.matching import matched, part
from coterie.terms import BtydSummary, Slice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_CELL = 10  # customers; smaller cells take the mean of their recency and frequency, or of everybody
MOST_ROWS = 50_000  # customers a machine learns from; of more a systematic sample
TREES = 150


@dataclass(frozen=True)
class Origin:
    """One day of forecast: the summaries of customers as of that day, and what they did before and after it.

    summary   histories as of the day; ``orders`` and ``spend`` what came in ``days`` days after it, per customer.
    recent_orders, recent_spend    the same of as many days before; None where they were not counted.
    """

    summary: BtydSummary
    days: int
    orders: "Floats"
    spend: "Floats"
    recent_orders: "Floats | None" = None
    recent_spend: "Floats | None" = None

    @classmethod
    def of(cls, summary: BtydSummary, slice_: Slice) -> "Origin":
        """The customers whom summary and slice both know, in the order of ids."""
        at, rows = matched(summary, slice_)
        orders = slice_.orders if slice_.days is None else slice_.days
        return cls(
            part(summary, at),
            slice_.future.days,
            orders[rows],
            slice_.spend[rows],
            None if slice_.recent_days is None else slice_.recent_days[rows],
            None if slice_.recent_spend is None else slice_.recent_spend[rows],
        )


@dataclass(frozen=True)
class Guess:
    """Forecast of each customer: purchase days, and spend in currency units; both at least 0."""

    orders: "Floats"
    spend: "Floats"


def last_period(now: Origin) -> Guess | None:
    """What each customer did in as many days before; None where that was not counted."""
    if now.recent_orders is None or now.recent_spend is None:
        return None
    return Guess(now.recent_orders, np.maximum(now.recent_spend, 0.0))


def average(now: Origin) -> Guess:
    """Repeat purchases by age, x / T, times the days ahead; spend at the customer's own mean."""
    s = now.summary
    ahead = now.days / s.unit.days
    orders = s.x / np.maximum(s.T, 1 / s.unit.days) * ahead
    return Guess(orders, orders * np.where(np.isnan(s.spend), 0.0, s.spend))


def rfm_cells(now: Origin, before: Origin) -> Guess:
    """The mean of what customers in the same RFM cell did after an earlier day, with fifths of that day."""
    edges = [_fifths(trait) for trait in _rfm(before.summary)]
    learned, asked = (_cells(_rfm(origin.summary), edges) for origin in (before, now))
    scale = now.days / before.days
    return Guess(*(scale * _means(learned, asked, came) for came in (before.orders, np.maximum(before.spend, 0.0))))


def boosting(now: Origin, before: Origin, *, seed: int) -> Guess:
    """Gradient-boosted trees on the summary of a customer, Poisson loss, trained on what came after an earlier day."""
    step = max(1, -(-len(before.orders) // MOST_ROWS))
    learned, asked, scale = _features(before)[::step], _features(now), now.days / before.days
    out = []
    for came in (before.orders[::step], np.maximum(before.spend[::step], 0.0)):
        if not came.any():
            out.append(np.zeros(len(asked)))
            continue
        mean = float(np.sort(came).mean())
        trees = HistGradientBoostingRegressor(
            loss="poisson",
            learning_rate=0.05,
            max_iter=TREES,
            max_leaf_nodes=15,
            min_samples_leaf=30,
            early_stopping=False,
            random_state=seed % 2**32,
        )
        with threadpool_limits(limits=1):  # threads would wait for each other, and change last digits
            out.append(scale * mean * trees.fit(learned, came / mean).predict(asked))
    return Guess(*out)


def guesses(now: Origin, earlier: Sequence[Origin], *, seed: int) -> Mapping[str, Guess]:
    """Every way that can be had: those that learn need an earlier origin; the latest is taken."""
    ways: dict[str, Callable[[], Guess | None]] = {
        "last_period": lambda: last_period(now),
        "average": lambda: average(now),
    }
    if earlier:
        before = max(earlier, key=lambda origin: origin.summary.window.as_of)
        ways |= {"rfm_cells": lambda: rfm_cells(now, before), "boosting": lambda: boosting(now, before, seed=seed)}
    found = {name: way() for name, way in ways.items()}
    return {name: guess for name, guess in found.items() if guess is not None}


def _rfm(summary: BtydSummary) -> tuple["Floats", "Floats", "Floats"]:
    """Recency, frequency and repeat spend."""
    return summary.T - summary.t_x, summary.x, summary.x * np.where(np.isnan(summary.spend), 0.0, summary.spend)


def _fifths(trait: "Floats") -> "Floats":
    return np.unique(np.quantile(trait, [0.2, 0.4, 0.6, 0.8]))


def _cells(traits: tuple["Floats", "Floats", "Floats"], edges: "list[Floats]") -> "NDArray[np.int64]":
    """Number of the recency and frequency cell times 5, plus the fifth of spend."""
    r, f, m = (np.searchsorted(edge, trait, side="left") for trait, edge in zip(traits, edges, strict=True))
    return np.asarray((r * 5 + f) * 5 + m, dtype=np.int64)


def _means(learned: "NDArray[np.int64]", asked: "NDArray[np.int64]", came: "Floats") -> "Floats":
    """Mean of each asked cell; of its recency and frequency, or of everybody, where the cell is small."""
    out = np.full(len(asked), float(np.sort(came).mean()))
    for width in (5, 1):
        of, wanted = learned // width, asked // width
        order = np.lexsort((came, of))
        size = np.bincount(of, minlength=int(wanted.max()) + 1)
        total = np.bincount(of[order], came[order], minlength=len(size))
        big = size[wanted] >= LEAST_CELL
        out[big] = total[wanted[big]] / size[wanted[big]]
    return out


def _features(origin: Origin) -> "Floats":
    s = origin.summary
    spend = np.where(np.isnan(s.spend), 0.0, s.spend)
    pace = s.x / np.maximum(s.T, 1.0)
    columns = [s.x, s.t_x, s.T, s.T - s.t_x, spend, s.x * spend, pace, pace * spend]
    if origin.recent_orders is not None and origin.recent_spend is not None:
        columns += [origin.recent_orders, origin.recent_spend]
    return np.column_stack(columns)
