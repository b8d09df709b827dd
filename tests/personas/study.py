"""A study with planted truth, told from generated customers: profile and compose without any file."""

from dataclasses import replace
from datetime import date

import numpy as np

from coterie.measure import profile
from coterie.terms import (
    Assignment,
    CustomerTable,
    Dataset,
    Estimate,
    Evidence,
    Horizon,
    Mapping,
    QualityReport,
    Results,
    Rule,
    Score,
    Segment,
    Segmentation,
    Slice,
    Statistic,
    Timeline,
    TimeUnit,
    Trait,
    ValueFit,
    ValueResult,
    Window,
)

WHOLE = Window(date(2023, 1, 1), date(2023, 12, 31))
PAST, HOLDOUT = Window(date(2023, 1, 1), date(2023, 9, 30)), Window(date(2023, 10, 1), date(2023, 12, 31))
NAMES = ("Devoted regulars", "Slipping away, still valuable", "One-time and quiet")

TRAITS = (
    Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days", forming=True),
    Trait("orders", "Orders", "behavioural", "numeric", "orders", forming=True),
    Trait("revenue", "Revenue", "value", "numeric", "currency", forming=True),
    Trait("tenure_days", "Days since the first order", "behavioural", "numeric", "days", derived=("recency_days",)),
    Trait("median_gap_days", "Usual days between purchases", "behavioural", "numeric", "days", derived=("orders",)),
    Trait("gap_variation", "Irregularity of the gaps", "behavioural", "numeric", "", derived=("orders",)),
    Trait("discount_share", "Share bought on discount", "behavioural", "numeric", "share"),
    Trait("category_share_wine", "Share spent on wine", "behavioural", "numeric", "share"),
    Trait("category_share_tea", "Share spent on tea", "behavioural", "numeric", "share"),
    Trait("basket_lines", "Lines an order", "behavioural", "numeric", "lines"),
    Trait("morning_share", "Orders in the morning", "behavioural", "numeric", "share"),
    Trait("age_band", "Age", "demographic", "ordered", levels=("19-24", "25-44", "45-64"), sensitive=True),
    Trait(
        "household", "Household", "demographic", "categorical", levels=("Single", "Couple", "Family"), sensitive=True
    ),
)


def shoppers(n=1200, seed=7):
    """Customers of three kinds: regulars who like wine in the morning, slipping ones who buy on discount, the rest."""
    random = np.random.Generator(np.random.PCG64(seed))
    kind = np.sort(random.choice(3, n, p=[0.2, 0.2, 0.6]))
    regular, slipping = kind == 0, kind == 1
    orders = np.where(regular, 8 + random.poisson(6, n), np.where(slipping, 5 + random.poisson(3, n), 1)).astype(float)
    shares = random.beta(2, 6, (n, 3))
    age = random.integers(0, 3, n).astype(float)
    age[regular & (random.random(n) < 0.6)] = 2
    age[random.random(n) < 0.5] = np.nan
    columns = {
        "recency_days": np.where(regular, random.poisson(10, n), np.where(slipping, 150 + random.poisson(30, n), 90.0)),
        "orders": orders,
        "revenue": np.round(orders * random.lognormal(3.5, 0.4, n), 2),
        "tenure_days": 300 + random.poisson(40, n).astype(float),
        "median_gap_days": np.where(orders > 1, random.poisson(14, n) + 1.0, np.nan),
        "gap_variation": np.where(orders > 2, random.uniform(0.2, 0.6, n), np.nan),
        "discount_share": np.where(slipping, random.beta(4, 5, n), random.beta(1, 20, n)),
        "category_share_wine": np.where(regular, random.beta(6, 6, n), shares[:, 0]),
        "category_share_tea": shares[:, 1],
        "basket_lines": random.poisson(6, n) + 1.0,
        "morning_share": np.where(regular, random.beta(6, 3, n), random.beta(3, 6, n)),
        "age_band": age,
        "household": np.array(["Single", "Couple", "Family"], dtype=object)[random.integers(0, 3, n)],
    }
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    table = CustomerTable(ids, {k: np.asarray(v) for k, v in columns.items()}, TRAITS, WHOLE)
    return table, kind.astype(np.int64)


def segmentation_of(labels):
    """The three kinds as the segmentation, with rule and stability."""
    rule = Rule(
        "orders >= 7.5 and recency_days < 45.5", (("orders", ">=", 7.5), ("recency_days", "<", 45.5)), 0.93, 0.88
    )
    segments = tuple(
        Segment(f"s{i + 1}", name, int((labels == i).sum()), rule if i == 0 else None, stability)
        for i, (name, stability) in enumerate(zip(NAMES, (0.94, 0.71, 0.97), strict=True))
    )
    now = Assignment(labels)
    board = (
        Score("kmeans", 3, Estimate(0.6, 0.55, 0.65), candidate=True, chosen=True),
        Score("value-deciles", 10, Estimate(0.64, 0.58, 0.7), candidate=False),
    )
    forming = ("recency_days", "orders", "revenue")
    return Segmentation("kmeans", 3, forming, segments, now, "chosen for the test", board, past=now, agreement=0.9)


def value_of(table, labels):
    """A value result in which the slipping ones are half gone."""
    alive = np.choose(labels, [0.95, 0.5, 0.08]).astype(float)
    clv = table.columns["revenue"] * alive
    fit = ValueFit({"r": 0.2, "a": 1e3}, {}, -1.0, -1.0, True, boundary=("a",))
    return ValueResult(
        "bgnbd",
        TimeUnit.DAY,
        Horizon(12),
        0.1,
        fit,
        table.ids,
        alive * 4,
        alive,
        clv,
        clv * 0.1,
        clv * 2.5,
        Estimate(1.0),
    )


def others(segmentation, n):
    """The statistics that other rooms add: sizes, stability, rule, scoreboard, intake, value."""
    made = [
        Statistic("k", "segmentation", 3, n=n),
        Statistic("agreement", "segmentation", 0.9, n=n, unit="share"),
        Statistic("customers", "everyone", n, n=n, unit="customers"),
        Statistic("horizon_months", "everyone", 12, n=n, unit="months"),
        Statistic("param:a", "everyone", 1e3, n=n),
        Statistic("coverage:age_band", "everyone", 0.5, n=n, unit="share"),
        Statistic("rows_read", "orders", 5000, n=5000, unit="rows"),
        Statistic("rows_rejected", "orders", 600, n=5000, unit="rows", params=(("code", "COT-401"),)),
        Statistic("amount_rejected", "orders", 12_345.6, n=600, unit="currency", params=(("code", "COT-401"),)),
        Statistic("orders_actual", "everyone", 1882, n=n, unit="orders", policy="holdout"),
        Statistic("orders_expected", "everyone", 1653, n=n, low=1531.2, high=1772.4, level=0.95, policy="holdout"),
    ]
    for score in segmentation.scoreboard:
        made.append(
            Statistic.of("top20_share", f"method:{score.method}-{score.k}", score.top20_share, n, policy="holdout")
        )
    for segment in segmentation.segments:
        who = f"segment:{segment.id}"
        made += [
            Statistic("customers", who, segment.size, n=segment.size, unit="customers"),
            Statistic("share_of_customers", who, segment.size / n, n=n, unit="share"),
            Statistic("stability", who, segment.stability, n=segment.size),
        ]
        if segment.rule:
            made += [
                Statistic("rule_precision", who, segment.rule.precision, n=n, unit="share"),
                Statistic("rule_coverage", who, segment.rule.coverage, n=n, unit="share"),
            ]
    return made


def study(table=None, labels=None, *, value=True, holdout=True, spend=(300.0, 90.0, 30.0)):
    """The results of a whole study on the shoppers (or a table given), personas and verdict still to be made.

    spend    what a customer of each kind who orders in the days held apart spends there.
    """
    if table is None:
        table, labels = shoppers()
    segmentation = segmentation_of(labels)
    random = np.random.Generator(np.random.PCG64(11))
    ordered = (random.random(len(table)) < np.choose(labels, [0.9, 0.3, 0.1])).astype(float)
    outer = Slice(replace(table, window=PAST), HOLDOUT, ordered * np.choose(labels, list(spend)), ordered)
    estimated = value_of(table, labels) if value else None
    statistics, findings = profile(table, segmentation, estimated, outer if holdout else None)
    evidence = Evidence()
    evidence.extend(others(segmentation, len(table)))
    evidence.extend(statistics)
    timeline = Timeline(WHOLE, PAST, HOLDOUT) if holdout else Timeline(WHOLE, None, None, why_not="60 days are too few")
    return Results(
        "shop",
        Dataset({}, Mapping(), QualityReport(), "0" * 64, currency="GBP"),
        timeline,
        table,
        evidence,
        segmentation,
        estimated,
        tuple(findings),
        skipped={} if value else {"value": "found 12 customers with an order; at least 100 are needed"},
    )
