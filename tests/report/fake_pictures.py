"""What the folds of the page tell of the fake study, invented like the rest: map, forecasts, warning, relations."""

from dataclasses import replace

import numpy as np

from coterie.terms import CustomerMap, Estimate, NeighbourMap, Results, Statistic, Trait, ValueScore
from coterie.terms.value import Churn, ChurnCheck

BOARD = (
    ("bg_nbd", "BG/NBD and gamma-gamma", "model", 4630.0, 2_180_100.0),
    ("boosting", "gradient boosting", "learned", 5900.0, 2_905_000.0),
    ("last_period", "the last period repeated", "naive", 4105.0, 1_874_000.0),
)
CAME = (5120.0, 2_410_332.0)
RISKY = ((2610, 401_200.0), (1180, 388_900.0), (548, 61_007.0))  # low, middle, high: customers and spend at risk


def with_pictures(results: Results) -> Results:
    """The study with everything that stands in the folds."""
    assert results.segmentation is not None and results.value is not None
    evidence = results.evidence
    for place, share in (("first", 0.61), ("second", 0.22)):
        evidence.add(Statistic(f"map_share:{place}", "segmentation", share, 4338, "share"))
    evidence.extend(_forecasts())
    evidence.extend(_warning())
    evidence.extend(_later(tuple(s.id for s in results.segmentation.segments)))
    evidence.add(_relation("income", "home_share", 0.62, "Income and share at home rise together (Spearman 0.62)."))
    evidence.add(_relation("basket_size", "income", -0.2, "Where basket is high, income is low (Spearman -0.20)."))
    evidence.add(
        Statistic("redundant", "everyone", 2, 4338, "traits", params=(("first", "orders"),),
                  definition="Traits that say the same, by a strength of 0.9 or more: orders, revenue.")
    )  # fmt: skip
    scores = tuple(
        ValueScore(name, label, kind, orders, spend, 0.8, 310.0, 0.7, chosen=name == "bg_nbd")
        for name, label, kind, orders, spend in BOARD
    )
    risk = np.linspace(0, 1, len(results.table))
    band = np.searchsorted([0.4, 0.8], risk, side="right").astype(np.int64)
    check = ChurnCheck(4338, 90, 0.5, Estimate(0.9), Estimate(0.3), 1.4, (), 0.02, 0.6)
    churn = Churn(90.0, risk, risk, band, (0.4, 0.8), ("low", "middle", "high"), check)
    stage = Trait(
        "lifecycle_stage", "Lifecycle stage", "behavioural", "categorical", levels=("new", "active", "slipping")
    )
    return replace(
        results,
        table=replace(results.table, traits=(*results.table.traits, stage)),
        segmentation=replace(
            results.segmentation,
            map=_map(results.segmentation.now.labels),
            neighbours=_neighbours(results.segmentation.now.labels),
        ),
        value=replace(results.value, leaderboard=scores, churn=churn),
    )


def _later(segments: tuple[str, ...]) -> list[Statistic]:
    """What the groups did in the days kept apart, what they bought, and their stages."""
    held = {"window": "2011-09-09/2011-12-09", "policy": "holdout", "level": 0.95}
    out = []
    for i, who in enumerate([*(f"segment:{each}" for each in segments), "everyone"]):
        n, part = 4000 // (i + 1), 1 / (i + 1)
        figures = {
            "holdout_spend_mean": (900 * part, "currency"),
            "holdout_orders_mean": (6 * part, "orders"),
            "holdout_churn": (1 - 0.8 * part, "share"),
            "holdout_category_share:Tea": (0.2 + 0.3 * part, "share"),
            "holdout_category_share:Mugs": (0.8 - 0.3 * part, "share"),
        }
        out += [Statistic(m, who, v, n, u, low=0.9 * v, high=1.1 * v, **held) for m, (v, u) in figures.items()]
    out.append(Statistic("holdout_repeat_rate", "everyone", 0.5, 4338, "share", low=0.48, high=0.52, **held))
    for i, each in enumerate(segments):
        for stage, share in (("active", 0.6), ("slipping", 0.3)):
            who = f"micro:{each}/{stage}"
            out.append(Statistic("customers", who, 100 - i, 100 - i, "customers"))
            out.append(Statistic("share_of_segment", who, share, 150, "share", low=share - 0.05, high=share + 0.05))
            out.append(Statistic("revenue", who, 5000.0 - i, 100, "currency"))
        out.append(Statistic("customers", f"micro:{each}/too few to name", 7 + i, 7, "customers"))
    return out


def _map(labels: np.ndarray) -> CustomerMap:
    places = np.round(np.random.default_rng(11).normal(size=(400, 2)) + labels[:400, None], 3)
    centres = tuple((float(g), float(g) / 2) for g in range(int(labels.max()) + 1))
    weights = ((-0.3, 0.9), (0.68, 0.1), (0.66, 0.4))
    return CustomerMap(
        ("recency_days", "orders", "revenue"), weights, (0.61, 0.22), places, labels[:400], centres, len(labels)
    )


def _neighbours(labels: np.ndarray) -> NeighbourMap:
    return NeighbourMap(_map(labels).places * 10, labels[:400])


def _forecasts() -> list[Statistic]:
    out = []
    for name, _, _, orders, spend in BOARD:
        rows = (
            ("orders_expected", orders, "purchase days"), ("orders_error", orders / CAME[0] - 1, "share"),
            ("spend_expected", spend, "currency"), ("spend_error", spend / CAME[1] - 1, "share"),
            ("orders_mae", 0.83, "purchase days"), ("spend_mae", 312.5, "currency"), ("top20_share", 0.71, "share"),
        )  # fmt: skip
        out += [
            Statistic(metric, f"forecast:{name}", value, 3100, unit, policy="holdout") for metric, value, unit in rows
        ]
    return out


def _warning() -> list[Statistic]:
    out = [Statistic("warning_days", "everyone", 90.0, 4338, "days")]
    for name, (size, money) in zip(("low", "middle", "high"), RISKY, strict=True):
        which = (("band", name),)
        out.append(Statistic("customers_in_band", "everyone", size, 4338, "customers", params=which))
        out.append(Statistic("spend_at_risk", "everyone", money, size, "currency", params=which))
    for metric, share in (("warning_precision", Estimate(0.913, 0.89, 0.93)), ("warning_recall", Estimate(0.31))):
        out.append(Statistic.of(metric, "everyone", share, 3100, unit="share", policy="holdout"))
    return [*out, Statistic("lost", "everyone", 0.52, 3100, "share", policy="holdout")]


def _relation(one: str, other: str, value: float, said: str) -> Statistic:
    return Statistic("relation", "everyone", value, 4338, params=(("one", one), ("other", other)), definition=said)
