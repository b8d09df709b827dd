"""How well did a grouping tell next-period spend apart? It judges labels and scores, and never meets a method.

A grouping is ranked on one half of the customers and judged on the other, and the reverse (halves by a hash of the
id), so that a grouping with many groups gains nothing from chance. Intervals come from a bootstrap over customers: the
draws are made once for a set of customers, and per-group sums answer for each draw.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from coterie.engine import hash_rank, seed_of
from coterie.terms import Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Labels = NDArray[np.int64]
    Floats = NDArray[np.float64]

Measure = Literal["top20", "eta2"]

TOP = 0.2
CAP = 0.999
BLOCKS = 2000


def capped(spend: "Floats", quantile: float = CAP) -> "Floats":
    """Spend with everything above its 99.9 % quantile set to that quantile, so that one customer decides nothing."""
    return np.minimum(spend, np.quantile(spend, quantile)) if len(spend) else spend


def top20_share(score: "Floats", spend: "Floats", top: float = TOP) -> float:
    """Share of all spend brought by the fifth of customers with the highest score.

    Customers with equal scores share the last places in proportion: the expected share if ties were drawn by lot.

    score     any number per customer, higher is better; spend: currency, same length.
    Returns   about 0 to 1 (outside where net spend is negative); NaN where all spend sums to nothing or less.

    >>> top20_share(np.array([5.0, 4, 3, 2, 1]), np.array([60.0, 10, 10, 10, 10]))
    0.6
    """
    _, place = np.unique(-score, return_inverse=True)
    k = int(place.max()) + 1 if len(place) else 0
    count = np.bincount(place, minlength=k)[None, :].astype(np.float64)
    money = np.bincount(place, weights=spend, minlength=k)[None, :].astype(np.float64)
    total = float(money.sum())
    return float(_taken(count, money, top)[0] / total) if total > 0 else float("nan")


def eta2(labels: "Labels", spend: "Floats") -> float:
    """Share of the variance of spend that the groups explain, 0 to 1: between-group over total sum of squares.

    Fisher (1925). NaN where spend does not vary.

    >>> eta2(np.array([0, 0, 1, 1]), np.array([1.0, 1, 3, 3]))
    1.0
    """
    if not len(spend):
        return float("nan")
    count = np.bincount(labels)[None, :].astype(np.float64)
    money = np.bincount(labels, weights=spend)[None, :].astype(np.float64)
    square = np.array([float(np.square(spend).sum())])
    return float(_explained(count, money, square)[0])


def deciles(score: "Floats", groups: int = 10) -> "Labels":
    """Groups of about equal size by score, 0 the highest; equal scores are never split, so groups may be uneven.

    Customers with equal scores go where the middle of their places falls.

    >>> deciles(np.array([9.0, 1, 1, 5]), 2).tolist()
    [0, 1, 1, 0]
    """
    _, place, count = np.unique(-score, return_inverse=True, return_counts=True)
    middle = np.cumsum(count) * 2 - count  # twice the middle place of each value
    return np.asarray((middle * groups // (2 * max(len(score), 1)))[place], dtype=np.int64)


def tenths(forecast: "Floats", came: "Floats") -> tuple[tuple[float, float], ...]:
    """Mean forecast and mean of what came in ten groups of customers by forecast, lowest first.

    Customers with equal forecasts count alike, each with the mean of what came of all of them: what is expected when
    ties are drawn by lot. An order among them by what came would know the answer, and make the gaps look wider and the
    last group better than they are.

    forecast, came   a number for each customer, at least one; of fewer than ten each is a group.

    >>> tenths(np.array([1.0, 2.0]), np.array([0.0, 3.0])), tenths(np.array([1.0, 1.0]), np.array([0.0, 3.0]))
    (((1.0, 0.0), (2.0, 3.0)), ((1.0, 1.5), (1.0, 1.5)))
    """
    order = np.lexsort((came, forecast))  # within ties by what came, so that shuffled customers give the same digits
    said, actual = forecast[order], came[order]
    _, place, count = np.unique(said, return_inverse=True, return_counts=True)
    shared = (np.bincount(place, weights=actual) / count)[place]
    groups = np.array_split(np.arange(len(order)), min(10, len(order)))
    return tuple((float(said[g].mean()), float(shared[g].mean())) for g in groups)


@dataclass(frozen=True)
class Judgement:
    """How one grouping did, with its bootstrap draws (paired over groupings of one judge)."""

    top20: Estimate | None
    eta2: Estimate | None
    top20_draws: "Floats"
    eta2_draws: "Floats"

    def draws(self, measure: Measure) -> "Floats":
        """The bootstrap draws of a measure."""
        return self.top20_draws if measure == "top20" else self.eta2_draws

    def value(self, measure: Measure) -> float:
        """The value of a measure; NaN where it could not be reckoned."""
        estimate = self.top20 if measure == "top20" else self.eta2
        return float("nan") if estimate is None else estimate.value

    @property
    def se(self) -> float | None:
        """Standard error of the top-20 % share over the draws."""
        return float(np.std(self.top20_draws, ddof=1)) if self.top20 is not None else None


class Judge:
    """The customers of one period and what they spent in the next: judges any number of groupings alike.

    ids     text, ascending; spend: net spend in the next period, currency, one per id.
    draws   bootstrap draws over customers (multinomial weights; over 2,000 hash blocks where there are more than
            twice as many customers, which costs no accuracy that matters).
    """

    def __init__(self, ids: "Sequence[str] | NDArray[np.object_]", spend: "Floats", *, seed: int, draws: int) -> None:
        self.n = len(ids)
        place = hash_rank(ids, seed, "halves")
        self.half = place < 0.5
        if self.half.all() or not self.half.any():  # too few customers for two halves
            self.half = np.arange(self.n) % 2 == 0
        self.spend = np.asarray(spend, dtype=np.float64)
        self.capped = capped(self.spend)
        self.draws = draws
        many = self.n > 2 * BLOCKS
        self._block = (place * BLOCKS).astype(np.int64) if many else np.arange(self.n)
        self._blocks = BLOCKS if many else max(self.n, 1)
        rng = np.random.Generator(np.random.PCG64(seed_of(seed, "draws of customers")))
        chance = np.full(self._blocks, 1 / self._blocks)
        weights = rng.multinomial(self._blocks, chance, size=draws).astype(np.float64)
        self._weights = np.vstack([np.ones((1, self._blocks)), weights])

    def judge(self, labels: "Labels", k: int) -> Judgement:
        """The top-20 % share (ranked on the other half) and the share of variance explained, with 95 % intervals.

        labels    int64, one per customer, 0 to k - 1.
        """
        first = np.where(self.half, 0, 1)
        key = labels * 2 + first
        count, money, low = (self._sums(key, 2 * k, w) for w in (None, self.spend, self.capped))
        top = np.zeros(self.draws + 1)
        for here, other in ((0, 1), (1, 0)):
            mean = _mean(low[:, other::2], count[:, other::2])
            order = np.argsort(-mean, axis=1, kind="stable")
            ranked = [np.take_along_axis(each[:, here::2], order, axis=1) for each in (count, money)]
            top += _taken(ranked[0], ranked[1], TOP)
        total = money.sum(axis=1)
        top = np.divide(top, total, out=np.full_like(top, np.nan), where=total > 0)
        square = self._sums(np.zeros(self.n, dtype=np.int64), 1, np.square(self.capped))[:, 0]
        explained = _explained(count[:, 0::2] + count[:, 1::2], low[:, 0::2] + low[:, 1::2], square)
        return Judgement(self._estimate(top), self._estimate(explained), top[1:], explained[1:])

    def _sums(self, key: "Labels", k: int, values: "Floats | None") -> "Floats":
        flat = np.bincount(self._block * k + key, weights=values, minlength=self._blocks * k)
        return np.asarray(self._weights @ flat.reshape(self._blocks, k))

    def _estimate(self, found: "Floats") -> Estimate | None:
        drawn = found[1:][np.isfinite(found[1:])]
        if not np.isfinite(found[0]) or len(drawn) < 2:
            return None
        low, high = (float(q) for q in np.quantile(drawn, [0.025, 0.975]))
        value = float(found[0])
        how = f"bootstrap over customers, {self.draws} draws"
        return Estimate(value, min(low, value), max(high, value), 0.95, how)


def beats(better: Judgement, worse: Judgement) -> bool:
    """Whether the first grouping's top-20 % share is larger in more than 97.5 % of the shared draws."""
    gap = better.top20_draws - worse.top20_draws
    gap = gap[np.isfinite(gap)]
    return len(gap) > 1 and float(np.quantile(gap, 0.025)) > 0


def _mean(money: "Floats", count: "Floats") -> "Floats":
    return np.asarray(np.divide(money, count, out=np.full_like(money, -np.inf), where=count > 0))


def _taken(count: "Floats", money: "Floats", top: float) -> "Floats":
    """Money of the first ``top`` share of customers, groups in order of their columns, the last one in proportion."""
    before = np.cumsum(count, axis=1) - count
    room = top * count.sum(axis=1, keepdims=True) - before
    share = np.clip(np.divide(room, count, out=np.zeros_like(room), where=count > 0), 0, 1)
    return np.asarray((money * share).sum(axis=1))


def _explained(count: "Floats", money: "Floats", square: "Floats") -> "Floats":
    middle = money.sum(axis=1) ** 2 / np.maximum(count.sum(axis=1), 1)
    between = np.divide(money**2, count, out=np.zeros_like(money), where=count > 0).sum(axis=1) - middle
    total = square - middle
    spread = total > 1e-12 * np.maximum(square, 1e-300)
    found = np.divide(between, total, out=np.full_like(total, np.nan), where=spread)
    return np.asarray(np.clip(found, 0, 1))
