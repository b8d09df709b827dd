"""What do the segments bring, what did they do next, and what are they worth?"""

from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.measure.effects import arm_size
from coterie.measure.intervals import share_interval, studentised_interval
from coterie.measure.pairs import Groups
from coterie.measure.resampling import bootstrap, draws_for
from coterie.terms import CustomerTable, Slice, Statistic, ValueResult

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

REVENUE, TENURE = "revenue", "tenure_days"  # the traits of the customer table that money is told from
RECENCY, GAP, VARIATION = "recency_days", "median_gap_days", "gap_variation"
LATE = 2.0  # usual gaps after which a customer is overdue
YEAR = 365.25
LIFT, POWER = 0.2, 0.8
TEST = (
    Statistic("test_lift", "everyone", LIFT, 0, unit="share", how="chosen", definition="The rise a test is to see."),
    Statistic("test_arms", "everyone", 2, 0, unit="groups", how="chosen", definition="Groups of a test."),
    Statistic("test_power", "everyone", POWER, 0, unit="share", how="chosen", definition="How often it sees it."),
)


def revenue_statistics(table: CustomerTable, groups: Groups) -> list[Statistic]:
    """Net revenue of each segment and its share of everyone's; nothing where the table has no revenue.

    They are facts about these customers, counted and not estimated, and so have no interval.
    """
    if REVENUE not in table.columns:
        return []
    spend = np.nan_to_num(np.asarray(table.columns[REVENUE], dtype=np.float64))
    sums = _sums(spend, groups)
    sizes = np.bincount(groups.labels, minlength=groups.k)
    total = float(sums.sum())
    found = []
    for g in range(groups.k):
        common: dict[str, Any] = {"n": int(sizes[g]), "window": groups.window, "how": "sum"}
        revenue = Statistic(
            "revenue", groups.population(g), float(sums[g]), unit="currency", definition="Net revenue.", **common
        )
        found.append(revenue)
        if total > 0:
            found.append(
                Statistic(
                    "share_of_revenue",
                    groups.population(g),
                    float(sums[g]) / total,
                    unit="share",
                    parents=(revenue.key,),
                    definition="Net revenue of the segment over the net revenue of all customers.",
                    **common,
                )
            )
    return found


def overdue_statistics(table: CustomerTable, groups: Groups) -> list[Statistic]:
    """Who is overdue: customers whose last order is longer ago than twice their own usual gap.

    Told of customers with at least two gaps (three purchase days), in groups where there are any. It asks no model: a
    gap of twice the median one is rare for those who keep their pace, whatever that pace is.
    """
    pace = paced_and_late(table)
    if pace is None:
        return []
    paced, late = pace
    n = np.bincount(groups.labels[paced], minlength=groups.k)
    overdue = np.bincount(groups.labels[late], minlength=groups.k)
    spend = _sums(np.where(late, _yearly(table), 0.0), groups)
    said = "last order is longer ago than twice their median gap, among customers with at least two gaps"
    found = []
    for g in range(groups.k):
        if not n[g]:
            continue
        common: dict[str, Any] = {"n": int(n[g]), "window": groups.window}
        who, share = groups.population(g), share_interval(float(overdue[g]), int(n[g]))
        count = float(overdue[g])
        found += [
            Statistic.of("overdue_share", who, share, unit="share", definition=f"Share whose {said}.", **common),
            Statistic("overdue_customers", who, count, unit="customers", definition=f"Those whose {said}.", **common),
            Statistic(
                "overdue_spend", who, float(spend[g]), unit="currency", how="sum",
                definition=f"Yearly spend so far (at least a year taken) of those whose {said}.", **common,
            ),
        ]  # fmt: skip
    return found


def paced_and_late(table: CustomerTable) -> "tuple[NDArray[np.bool_], NDArray[np.bool_]] | None":
    """Who has a pace of her own (at least two gaps), and who of them is overdue; None where the table cannot say."""
    if not all(name in table.columns for name in (RECENCY, GAP, VARIATION)):
        return None
    gap, recency = (np.asarray(table.columns[name], dtype=np.float64) for name in (GAP, RECENCY))
    paced = ~np.isnan(gap) & ~np.isnan(np.asarray(table.columns[VARIATION], dtype=np.float64))
    return paced, paced & (recency > LATE * gap)


def holdout_statistics(outer: Slice, labels: "Ints", groups: Groups, *, seed: int) -> list[Statistic]:
    """What each segment, as it stood at the end of the past, did in the days kept apart.

    holdout_spend_mean     mean net spend of a customer; of everyone too.
    holdout_spend_ratio    the same against the mean of all customers.
    holdout_repeat_rate    share with an order in those days; of everyone too.
    test_size              customers each arm of a test needs to see that share rise by a fifth.
    """
    draws = draws_for(len(labels))
    spend = np.asarray(outer.spend, dtype=np.float64)
    ordered = np.asarray(outer.orders, dtype=np.float64) > 0
    sums = _redrawn(spend, labels, groups.k, seed, draws)
    whole = tuple(each.sum(axis=1, keepdims=True) for each in sums)
    average, means, ratios = _means(*whole), _means(*sums), _ratios(sums, whole)
    how = f"bootstrap over customers, {draws} draws"
    common: dict[str, Any] = {"window": str(outer.future), "policy": "holdout", "role": "held"}
    overall = float(spend.mean())
    found = [*_behaviour("everyone", spend, ordered, average, 0, how, common), *TEST]
    for g in range(groups.k):
        inside = labels == g
        if not inside.any():
            continue
        own = _behaviour(groups.population(g), spend[inside], ordered[inside], means, g, how, common)
        found += own
        found += _test(own[1], groups.population(g))
        if overall > 0:
            n = int(inside.sum())
            value, (drawn, errors) = own[0].estimate / overall, (each[:, g] for each in ratios)
            ratio = studentised_interval(value, errors, drawn[1:], n, how)
            found.append(
                Statistic.of(
                    "holdout_spend_ratio",
                    groups.population(g),
                    ratio,
                    n,
                    unit="ratio",
                    baseline="everyone",
                    parents=(own[0].key, found[0].key),
                    definition="Mean net spend in the days kept apart, over the mean of all customers.",
                    **common,
                )
            )
    return found


def _redrawn(spend: "Floats", labels: "Ints", k: int, seed: int, draws: int) -> "tuple[Floats, Floats, Floats]":
    """Customers, spend and squared spend of each group: of the data in the first row, of each draw in the others."""
    columns = (np.ones(len(spend)), spend, np.square(spend))
    drawn = bootstrap(columns, labels, k, seed=seed, purpose="holdout spend", draws=draws)
    here = (np.bincount(labels, weights=column, minlength=k) for column in columns)
    return tuple(np.vstack([one, many]) for one, many in zip(here, drawn, strict=True))  # type: ignore[return-value]


def _means(n: "Floats", total: "Floats", square: "Floats") -> "tuple[Floats, Floats]":
    """Mean spend and its standard error; NaN where there is nobody."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        return mean, np.sqrt(np.maximum(square / n - mean**2, 0.0) / n)


def _ratios(sums: "tuple[Floats, ...]", whole: "tuple[Floats, ...]") -> "tuple[Floats, Floats]":
    """Mean spend of each group over that of everyone, and its standard error by the delta method.

    With r = (s/n) / (S/N) a customer of the group who spends a moves r by N a / (n S) - r/n - r (a/S - 1/N), everybody
    else by - r (a/S - 1/N); the error is the root of the sum of their squares.
    """
    (n, s, q), (N, S, Q) = sums, whole
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (s / n) / (S / N)
        by_spend, by_one = N / (n * S) - r / S, r / n - r / N
        inside = by_spend**2 * q - 2 * by_spend * by_one * s + by_one**2 * n
        outside = r**2 * ((Q - q) / S**2 - 2 * (S - s) / (S * N) + (N - n) / N**2)
        return np.where(S > 0, r, np.nan), np.sqrt(np.maximum(inside + outside, 0.0))


def _behaviour(
    population: str,
    spend: "Floats",
    ordered: "NDArray[np.bool_]",
    means: "tuple[Floats, Floats]",
    group: int,
    how: str,
    common: dict[str, Any],
) -> list[Statistic]:
    """Mean spend and share who ordered, of one population in the days kept apart; ``group`` is its column in means."""
    n, (drawn, errors) = len(spend), (each[:, group] for each in means)
    mean = studentised_interval(float(spend.mean()), errors, drawn[1:], n, how)
    return [
        Statistic.of(
            "holdout_spend_mean",
            population,
            mean,
            n,
            unit="currency",
            definition="Mean net spend of a customer in the days kept apart.",
            **common,
        ),
        Statistic.of(
            "holdout_repeat_rate",
            population,
            share_interval(float(ordered.sum()), n),
            n,
            unit="share",
            definition="Share of customers with an order in the days kept apart.",
            **common,
        ),
    ]


def _test(rate: Statistic, population: str) -> list[Statistic]:
    """The arm size of a test on that share, where one can be told."""
    size = arm_size(rate.estimate, LIFT, power=POWER)
    if size is None:
        return []
    return [
        Statistic(
            "test_size",
            population,
            size,
            n=rate.n,
            unit="customers",
            window=rate.window,
            policy=rate.policy,
            how="two proportions, two-sided 5 %",
            parents=(rate.key, *(chosen.key for chosen in TEST)),
            definition="Customers each of two arms needs to see the share who order rise by a fifth (80 % power).",
        )
    ]


def value_statistics(table: CustomerTable, value: ValueResult, groups: Groups) -> list[Statistic]:
    """What each segment is expected to bring, and what is at risk.

    clv_mean has the mean of its customers' 80 % bounds: what a single customer may bring, not how sure the mean is.
    value_at_risk is the yearly spend so far x (1 - probability of still being a customer), summed. Yearly means over
    the time since the first order, but never less than a year: a customer of a week is not taken for fifty such weeks.
    """
    rows, at = _matched(table.ids, value.ids)
    labels = groups.labels[rows]
    sizes = np.bincount(labels, minlength=groups.k)
    columns = {
        "clv": value.clv[at],
        "low": value.clv_low[at],
        "high": value.clv_high[at],
        "alive": value.p_alive[at],
        "orders": value.expected_orders[at],
        "risk": _yearly(table)[rows] * (1 - value.p_alive[at]),
    }
    sums = {name: np.bincount(labels, weights=column, minlength=groups.k) for name, column in columns.items()}
    found = []
    for g in range(groups.k):
        if sizes[g]:
            totals = {name: float(column[g]) for name, column in sums.items()}
            found += _worth(totals, int(sizes[g]), groups.population(g), groups.window, value.money)
    return found


def _worth(sums: dict[str, float], n: int, population: str, window: str, money: str) -> list[Statistic]:
    """The value statistics of one segment from its sums."""
    rows: tuple[tuple[str, float, str, str], ...] = (
        ("clv_total", sums["clv"], "currency", f"Sum of the customers' expected discounted {money} over the horizon."),
        ("clv_low", sums["low"] / n, "currency", "Mean of the customers' lower 80 % bounds."),
        ("clv_high", sums["high"] / n, "currency", "Mean of the customers' upper 80 % bounds."),
        ("expected_orders", sums["orders"], "orders", "Sum of the customers' expected order days over the horizon."),
        ("mean_expected_orders", sums["orders"] / n, "orders", "Mean of the customers' expected order days."),
        ("mean_p_alive", sums["alive"] / n, "share", "Mean probability that a customer is still one."),
        (
            "value_at_risk",
            sums["risk"],
            "currency",
            "Yearly spend so far x (1 - probability of being a customer), summed.",
        ),
    )
    common: dict[str, Any] = {"n": n, "window": window, "how": "value model"}
    found = [Statistic(m, population, v, unit=u, definition=d, **common) for m, v, u, d in rows]
    mean = Statistic(
        "clv_mean",
        population,
        sums["clv"] / n,
        n=n,
        unit="currency",
        window=window,
        low=sums["low"] / n,
        high=sums["high"] / n,
        level=0.8,
        how="mean of the customers' 80 % predictive bounds",
        parents=tuple(s.key for s in found[:3]),
        definition=f"Mean of the customers' expected discounted {money} over the horizon.",
    )
    return [*found, mean]


def _yearly(table: CustomerTable) -> "Floats":
    """Net spend a year so far, at least a year taken; 0 where it is unknown or negative."""
    if REVENUE not in table.columns:
        return np.zeros(len(table))
    spend = np.maximum(np.nan_to_num(np.asarray(table.columns[REVENUE], dtype=np.float64)), 0.0)
    if TENURE not in table.columns:
        return spend
    years = np.nan_to_num(np.asarray(table.columns[TENURE], dtype=np.float64)) / YEAR
    return np.asarray(spend / np.maximum(years, 1.0), dtype=np.float64)


def _matched(ids: "NDArray[Any]", others: "NDArray[Any]") -> tuple["Ints", "Ints"]:
    """Places in both ascending lists of the ids that they share."""
    if len(ids) == len(others) and bool((ids == others).all()):
        return np.arange(len(ids)), np.arange(len(ids))
    place = {each: i for i, each in enumerate(others.tolist())}
    rows = np.array([i for i, each in enumerate(ids.tolist()) if each in place], dtype=np.int64)
    return rows, np.array([place[each] for each in ids[rows].tolist()], dtype=np.int64)


def _sums(values: "Floats", groups: Groups) -> "Floats":
    return np.bincount(groups.labels, weights=values, minlength=groups.k).astype(np.float64)
