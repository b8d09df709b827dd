"""How long do customers stay, and who leaves sooner? Kaplan-Meier, a hazard a period, and how well it orders them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from coterie.engine import hash_rank
from coterie.measure.intervals import normal_quantile
from coterie.methods.predict.basis import Basis, bends
from coterie.methods.predict.cox import LABEL as COX_LABEL
from coterie.methods.predict.cox import NAME as COX
from coterie.methods.predict.cox import cox
from coterie.methods.predict.folds import FOLDS, deal
from coterie.methods.predict.retention import retention
from coterie.methods.predict.sheet import Sheet
from coterie.terms import DataRefused, Estimate, Problem
from coterie.terms.prediction import Leak, Ordering, Retained, Stay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Risk = Callable[[Floats], Floats]

MOST_PERIODS = 120
MOST = 20_000  # customers that the hazard is learned and judged on, a hash sample of more
PENALTY = 0.3


def kaplan_meier(time: "Floats", ended: "Flags", level: float = 0.95) -> tuple[tuple[float, Estimate], ...]:
    """Share still there after each time with an end: the product of 1 - d/n (Kaplan and Meier 1958).

    time    how long each customer was seen, above 0.
    ended   whether the end was seen; the others had not ended by then.
    The interval is Greenwood's variance on the scale of ln(-ln S), which stays within 0 to 1 (Kalbfleisch and Prentice
    2002, section 1.4).

    >>> curve = kaplan_meier(np.array([1.0, 2.0, 2.0, 3.0]), np.array([True, True, False, True]))
    >>> [(t, round(s.value, 4)) for t, s in curve]
    [(1.0, 0.75), (2.0, 0.5), (3.0, 0.0)]
    """
    times, place = np.unique(time, return_inverse=True)
    place = np.asarray(place).reshape(-1)
    ends = np.bincount(place[ended], minlength=len(times)).astype(np.float64)
    gone = np.bincount(place, minlength=len(times)).astype(np.float64)
    at_risk = len(time) - np.concatenate([[0.0], np.cumsum(gone)[:-1]])
    share = np.cumprod(1 - ends / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(ends / (at_risk * (at_risk - ends)))
        spread = normal_quantile(level) * np.sqrt(greenwood) / np.abs(np.log(share))
        low, high = share ** np.exp(spread), share ** np.exp(-spread)
    out = []
    for i in np.flatnonzero(ends > 0):
        value = float(share[i])
        known = np.isfinite(low[i]) and np.isfinite(high[i])
        below, above = (float(low[i]), float(high[i])) if known else (None, None)
        out.append((float(times[i]), Estimate(value, below, above, level, "Kaplan-Meier, Greenwood on ln(-ln S)")))
    return tuple(out)


def c_index(time: "Floats", ended: "Flags", risk: "Floats", level: float = 0.95) -> Estimate:
    """Share of comparable pairs in which the one at higher risk ended first (Harrell and others 1982).

    A pair is comparable where the earlier time is a seen end, or both times are equal and one of them is; equal risks
    count half. The interval comes from the variance of a U-statistic: four times the variance of each customer's share.

    >>> c_index(np.array([1.0, 2.0, 3.0]), np.array([True, True, False]), np.array([3.0, 2.0, 1.0])).value
    1.0
    """
    n = len(time)
    right, pairs = np.zeros(n), np.zeros(n)
    for i in np.flatnonzero(ended):
        after = (time > time[i]) | ((time == time[i]) & ~ended)
        won = np.where(risk[after] < risk[i], 1.0, np.where(risk[after] == risk[i], 0.5, 0.0))
        right[i] += won.sum()
        pairs[i] += len(won)
        right[after] += won
        pairs[after] += 1
    total = pairs.sum()
    if total == 0:
        return Estimate(float("nan"), how="no comparable pairs")
    value = float(right.sum() / total)
    error = 2 * float(np.sqrt(((right - value * pairs) ** 2).sum())) / float(total)
    half = normal_quantile(level) * error
    return Estimate(value, max(value - half, 0.0), min(value + half, 1.0), level, "variance of a U-statistic")


@dataclass(frozen=True)
class Periods:
    """Person-periods: one row for each customer and period in which the customer could end.

    Periods of equal customers differ only in their number, so they are kept as ranges: ``edges`` cut time into at most
    120 periods, ``last`` is the period in which a customer was last seen.
    """

    edges: "Floats"
    last: "NDArray[np.int64]"

    @classmethod
    def of(cls, time: "Floats") -> "Periods":
        """Whole numbers of time are periods; more than 120 different ones are cut at quantiles."""
        whole = np.unique(np.ceil(time))
        edges = whole if len(whole) <= MOST_PERIODS else np.unique(np.quantile(whole, np.linspace(0, 1, MOST_PERIODS)))
        return cls(edges, np.searchsorted(edges, np.ceil(time), side="left"))

    def rows(self, customers: "NDArray[np.int64]") -> tuple["NDArray[np.int64]", "Floats"]:
        """(customer, end of the period) of every person-period of those customers."""
        counts = self.last[customers] + 1
        who = np.repeat(customers, counts)
        starts = np.repeat(np.cumsum(counts) - counts, counts)
        return who, self.edges[np.arange(len(who)) - starts]


def stay(
    sheet: Sheet,
    ended: "Flags",
    duration: str,
    label: str,
    leaks: tuple[Leak, ...],
    *,
    seed: int,
    with_cox: bool = False,
) -> Stay:
    """Kaplan-Meier and a discrete-time hazard, judged out of fold by its c-index.

    sheet      traits with the duration among them; ended: whether the end was seen, of every customer.
    duration   name of the field; leaks: columns that know the duration, kept from the hazard model.
    with_cox   whether Cox's model is judged beside it, on the same folds; the hazard model stays the one that is used.
    Raises     DataRefused (COT-857); NotInstalled (COT-901) for Cox's model without scikit-survival.
    """
    time = sheet.x[:, sheet.place(duration)]
    valid = time > 0
    rank = hash_rank(sheet.ids.tolist(), seed, "predict survival")
    some = np.flatnonzero(valid)
    some = np.sort(some[np.argsort(rank[some], kind="stable")[:MOST]])
    if valid.sum() < 50 or (ended & valid).sum() < 10 or (~ended & valid).sum() == 0:
        found = f"{label} is above 0 for {int(valid.sum()):,} customers, {int((ended & valid).sum()):,} of them ended"
        raise DataRefused(Problem("COT-857", found))
    left = tuple(leak.column for leak in leaks if leak.left_out)
    traits = sheet.without({duration, *left}).rows(some)
    orderings = _orderings(traits, time[some], ended[some], seed, with_cox)
    curve = kaplan_meier(time[valid], ended[valid])
    return Stay(
        label,
        curve,
        orderings[0].c_index,
        int(valid.sum()),
        int((ended & valid).sum()),
        int((~valid).sum()),
        left,
        retained=_retained(time[valid], ended[valid], curve),
        orderings=orderings,
    )


def _retained(time: "Floats", ended: "Flags", curve: tuple[tuple[float, Estimate], ...]) -> Retained | None:
    """The model that looks ahead, and how far it lies from what was seen; None where customers do not differ."""
    found = retention(time, ended)
    if found.boundary:
        return None
    seen = np.array([t for t, _ in curve])
    off = float(np.abs(found.share(seen) - np.array([s.value for _, s in curve])).max())
    ahead = np.unique(np.ceil(np.linspace(0, 2 * time.max(), 97)))
    shares = found.share(ahead).tolist()
    return Retained(found.alpha, found.beta, found.log_likelihood, tuple(zip(ahead.tolist(), shares, strict=True)), off)


def _orderings(traits: Sheet, time: "Floats", ended: "Flags", seed: int, with_cox: bool) -> tuple[Ordering, ...]:
    """The discrete-time hazard, and Cox's model where it is asked for, each judged out of fold.

    Hazard of a period: logit h = f(period) + sum of g(trait) (Cox 1972, section 6; Singer and Willett 1993), fitted on
    person-periods with a small ridge penalty. The order of customers is that of the sum.
    """
    periods = Periods.of(time)

    def hazard(rows: "NDArray[np.int64]") -> "Risk":
        return _hazard(traits, periods, ended, rows)

    found = c_index(time, ended, _risk(traits, ended, hazard, seed))
    out = [Ordering("hazard", "discrete-time hazard", found, True)]
    if with_cox:
        risk = _risk(traits, ended, lambda rows: cox(traits, time, ended, rows), seed)
        out.append(Ordering(COX, COX_LABEL, c_index(time, ended, risk)))
    return tuple(out)


def _risk(traits: Sheet, ended: "Flags", learn: "Callable[[NDArray[np.int64]], Risk]", seed: int) -> "Floats":
    """The part of the log-odds of ending that traits make, each customer out of fold."""
    fold = deal(traits.ids, ended.astype(np.int64), np.arange(len(ended)), seed=seed, repeat=0)
    out = np.empty(len(ended))
    for number in range(FOLDS):
        mine = np.flatnonzero(fold == number)
        out[mine] = learn(np.flatnonzero(fold != number))(traits.x[mine])
    return out


def _hazard(traits: Sheet, periods: Periods, ended: "Flags", rows: "NDArray[np.int64]") -> "Risk":
    basis = Basis(traits.fields).fit(traits.x[rows])
    bent = basis.transform(traits.x)
    clock = _clock(periods.edges)
    who, end = periods.rows(rows)
    at = np.searchsorted(periods.edges, end)
    last = np.append(who[1:] != who[:-1], True)
    design = np.hstack([clock[at], bent[who]])
    with threadpool_limits(1):
        model = LogisticRegression(C=PENALTY, max_iter=1000).fit(design, last & ended[who])
    weights = model.coef_[0][clock.shape[1] :]

    def risk(x: "Floats") -> "Floats":
        return np.asarray(basis.transform(x) @ weights)

    return risk


def _clock(edges: "Floats") -> "Floats":
    """Columns for the shape of the hazard over time: a spline of its logarithm."""
    logs = np.log(edges)[:, None]
    knots = np.unique(np.quantile(logs, (0.05, 0.35, 0.65, 0.95)))
    columns = [logs[:, 0]] + (bends(logs[:, 0], tuple(knots.tolist())) if len(knots) >= 3 else [])
    raw = np.column_stack(columns)
    spread = raw.std(axis=0)
    return np.asarray((raw - raw.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
