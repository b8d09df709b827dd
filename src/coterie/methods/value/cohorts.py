"""How many are still buying after so many months, and what have they brought? Retention and value triangles.

Months are those of the calendar, counted from that of the first order (month 0). A month enters once it is over for a
customer, so that no cell is too low because its month had not ended; a cell tells of the customers who could be
followed that far.
"""

from typing import TYPE_CHECKING

import numpy as np

from coterie.terms import MONEY_SCALE
from coterie.terms.cohorts import LEAST, OTHER, Cohorts, Journeys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MOST = 10  # groups by what came first; further ones are "other"
BY_MONTH = "month"


def triangles(journeys: Journeys, *, margin: float | None = None) -> tuple[Cohorts, ...]:
    """The triangles by first month, and by first product, category, channel and discount where they are known.

    margin     share of spend that is profit: values are then profit.
    Returns    groups of at least 30 customers, months in order and others by size, the rest together as "other"; a way
               of grouping that leaves fewer than two groups is left out, except for the months.
    """
    months = np.array([f"{m // 12:04d}-{m % 12 + 1:02d}" for m in journeys.first.tolist()], dtype=object)
    out = [_by(journeys, BY_MONTH, months, len(months), margin)]
    out += [_by(journeys, by, labels, MOST, margin) for by, labels in sorted(journeys.firsts.items())]
    return tuple(each for each in out if each.by == BY_MONTH or len(each.names) > 1)


def cohorts_of(
    journeys: Journeys, by: str, names: tuple[str, ...], group: "Ints", *, margin: float | None = None
) -> Cohorts:
    """Retention and value of given groups.

    group      number of the group of each customer of ``journeys.ids``; below 0 for one who is in none.

    Returns    retention, value and its standard error by month, NaN where fewer than 30 customers were seen.
    """
    longest = max(journeys.last - int(journeys.first.min()), 0) + 1 if len(journeys.first) else 1
    k, shape = len(names), (len(names), longest)
    oldest = journeys.last - journeys.first  # the last month that was over, since the first; -1 where none was
    member = group >= 0
    seen = _onward(group[member], oldest[member], shape)
    age = journeys.month - journeys.first[journeys.who]
    of = group[journeys.who]
    rows = (of >= 0) & (age <= oldest[journeys.who])
    who, age, of = journeys.who[rows], age[rows], of[rows]
    before, after = _running(who, journeys.spend[rows], 1.0 if margin is None else margin)
    cell = of * longest + age
    active = np.bincount(cell[journeys.bought[rows]], minlength=k * longest).reshape(shape)
    last_row = np.append(who[1:] != who[:-1], True) if len(who) else np.zeros(0, dtype=bool)
    leaves = _leaving(of[last_row], oldest[who[last_row]], longest)

    def summed(power: int) -> "Floats":
        """Sum over the customers seen of what each had brought by then, to a power."""
        came = np.bincount(cell, after**power - before**power, minlength=k * longest).reshape(shape)
        gone = np.bincount(leaves, after[last_row] ** power, minlength=k * (longest + 1)).reshape(k, longest + 1)
        return np.asarray(np.cumsum(came - gone[:, :longest], axis=1))

    enough = seen >= LEAST
    n = np.where(enough, seen, 1)
    mean, square = summed(1) / n, summed(2) / n
    spread = np.sqrt(np.maximum(square - mean**2, 0.0) / np.maximum(n - 1, 1))
    return Cohorts(
        by,
        names,
        np.bincount(group[member], minlength=k).astype(np.int64),
        seen,
        retention=np.where(enough, active / n, np.nan),
        ltv=np.where(enough, mean, np.nan),
        ltv_se=np.where(enough, spread, np.nan),
        window=journeys.window,
        margin=margin,
    )


def cohorts_of_labels(
    journeys: Journeys,
    by: str,
    names: tuple[str, ...],
    ids: "NDArray[np.object_]",
    labels: "Ints",
    *,
    margin: float | None = None,
) -> Cohorts:
    """The same of groups of a customer table.

    ids, labels    customers, and the number of the group of each.
    """
    place = dict(zip(ids.tolist(), labels.tolist(), strict=True))
    group = np.array([place.get(i, -1) for i in journeys.ids.tolist()], dtype=np.int64)
    return cohorts_of(journeys, by, names, group, margin=margin)


def everyone(journeys: Journeys, *, margin: float | None = None) -> Cohorts:
    """All customers as one group."""
    return cohorts_of(journeys, "everyone", ("everyone",), np.zeros(len(journeys.ids), dtype=np.int64), margin=margin)


def _by(journeys: Journeys, by: str, labels: "NDArray[np.object_]", most: int, margin: float | None) -> Cohorts:
    """Groups by label: those with enough customers, the rest as other."""
    found, at = np.unique(labels, return_inverse=True)
    size = np.bincount(at, minlength=len(found))
    large = [j for j in range(len(found)) if size[j] >= LEAST and found[j]]
    if by != BY_MONTH:
        large = sorted(large, key=lambda j: (-size[j], found[j]))[:most]
    place = np.full(len(found), len(large))
    place[large] = np.arange(len(large))
    group = place[at]
    names = (*(str(found[j]) for j in large), *((OTHER,) if np.any(group == len(large)) else ()))
    return cohorts_of(journeys, by, names, group, margin=margin)


def _onward(group: "Ints", oldest: "Ints", shape: tuple[int, int]) -> "Ints":
    """How many customers of each group could be followed to the end of each month."""
    known = oldest >= 0
    ends = np.bincount(group[known] * shape[1] + oldest[known], minlength=shape[0] * shape[1]).reshape(shape)
    return np.asarray(np.cumsum(ends[:, ::-1], axis=1)[:, ::-1])


def _leaving(group: "Ints", oldest: "Ints", longest: int) -> "Ints":
    """The cell in which a customer can no longer be followed."""
    return np.asarray(group * (longest + 1) + oldest + 1)


def _running(who: "Ints", spend: "Floats", margin: float) -> tuple["Floats", "Floats"]:
    """What each customer had brought before and after each of her rows, which stand by customer and month."""
    units = np.rint(spend * MONEY_SCALE).astype(np.int64)  # whole numbers: a running sum of them is exact
    total = np.cumsum(units)
    begins = np.flatnonzero(np.append(True, who[1:] != who[:-1])[: len(who)])
    base = np.repeat((total - units)[begins], np.diff(np.append(begins, len(who))))
    return (total - units - base) / MONEY_SCALE * margin, (total - base) / MONEY_SCALE * margin
