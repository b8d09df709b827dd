"""A study's results with invented but plausible numbers: 4,338 customers in six groups, made without any other room."""

from dataclasses import replace
from datetime import date

import numpy as np

from coterie.terms import (
    CODES,
    Account,
    Assignment,
    Check,
    CustomerTable,
    Dataset,
    Estimate,
    Evidence,
    Finding,
    Horizon,
    Mapping,
    Persona,
    QualityReport,
    Results,
    Rule,
    Score,
    Segment,
    Segmentation,
    Sentence,
    SourceTable,
    Statistic,
    Timeline,
    TimeUnit,
    Trait,
    ValueFit,
    ValueHoldout,
    ValueResult,
    Verdict,
    Window,
)
from report.fake_onward import with_onward
from report.fake_pictures import with_pictures

NAMES = (
    "Devoted regulars",
    "Growing weekly shoppers",
    "Big-basket planners",
    "Bargain visitors",
    "Slipping away, still valuable",
    "One-time and quiet",
)
SIZES = (477, 824, 390, 1171, 260, 1216)
REVENUE = (0.41, 0.27, 0.14, 0.11, 0.05, 0.02)
RATIO = (3.6, 1.7, 1.4, 0.5, 0.6, 0.1)
STABILITY = (0.94, 0.88, 0.81, 0.79, 0.72, 0.97)
RECENCY = (9.0, 21.0, 34.0, 88.0, 142.0, 231.0)
ORDERS = (14.0, 6.0, 4.0, 2.0, 5.0, 1.0)
TOTAL = 8_911_407.9
WHOLE = Window(date(2010, 12, 1), date(2011, 12, 9))
HELD = Window(date(2011, 9, 11), date(2011, 12, 9))
TRAITS = (
    Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days", forming=True),
    Trait("orders", "Orders", "behavioural", "numeric", "orders", forming=True),
    Trait("revenue", "Spend", "value", "numeric", "currency", forming=True),
    Trait("gap_evenness", "Even gaps between orders", "behavioural", "numeric", ""),
    Trait("basket_size", "Articles a basket", "behavioural", "numeric", "articles"),
    Trait("weekday_share", "Weekday buyer", "behavioural", "numeric", "share"),
    Trait("home_share", "Share of home and gift", "behavioural", "numeric", "share"),
    Trait("return_share", "Returns", "behavioural", "numeric", "share"),
    Trait("country", "Country", "demographic", "categorical", levels=("UK", "France")),
    Trait("income", "Income", "demographic", "numeric", "currency", edges=(20000.0, 45000.0), sensitive=True),
)
HELD_TRAITS = ("gap_evenness", "basket_size", "weekday_share", "home_share", "return_share")


def stat(metric: str, population: str, estimate: float, n: int, **more: object) -> Statistic:
    """A statistic with an interval of a tenth either side unless told otherwise."""
    return Statistic(metric, population, estimate, n, **more)  # type: ignore[arg-type]


def _segment_statistics(index: int) -> list[Statistic]:
    who, n = f"segment:s{index + 1}", SIZES[index]
    revenue, ratio = REVENUE[index], RATIO[index]
    window = {"window": str(WHOLE)}
    held = {"window": str(HELD), "policy": "holdout", "how": "bootstrap over customers, 400 draws", "level": 0.95}
    out = [
        stat("customers", who, n, n, unit="customers"),
        stat("share_of_customers", who, n / sum(SIZES), n, unit="share", baseline="everyone"),
        stat("share_of_revenue", who, revenue, n, unit="share", baseline="everyone", **window),
        stat("revenue", who, TOTAL * revenue, n, unit="currency", **window),
        stat("stability", who, STABILITY[index], 100, how="bootstrap Jaccard, 100 draws"),
        stat("confidence", who, 0.91 - 0.02 * index, n),
        stat("rule_precision", who, 0.93, n, unit="share"),
        stat("rule_coverage", who, 0.88, n, unit="share"),
        stat("median:recency_days", who, RECENCY[index], n, unit="days", role="forming"),
        stat("mean:orders", who, ORDERS[index], n, unit="orders", role="forming"),
        stat("mean:revenue", who, TOTAL * revenue / n, n, unit="currency", role="forming"),
        stat("clv_total", who, 0.7 * TOTAL * revenue, n, unit="currency", low=0.6 * TOTAL * revenue,
             high=0.85 * TOTAL * revenue, level=0.95, how="shared parameter draws"),
        stat("clv_mean", who, 0.7 * TOTAL * revenue / n, n, unit="currency"),
        stat("clv_low", who, 0.24 * TOTAL * revenue / n, n, unit="currency", level=0.8),
        stat("clv_high", who, 1.4 * TOTAL * revenue / n, n, unit="currency", level=0.8),
        stat("mean_p_alive", who, (0.97, 0.93, 0.86, 0.7, 0.38, 0.52)[index], n, unit="share"),
        stat("value_at_risk", who, 310_204.0 / (index + 1), n, unit="currency"),
        stat("test_size", who, 240 + 100 * index, n, unit="customers", level=0.95, how="two-sided 5 %, power 80 %"),
        stat("holdout_spend_ratio", who, ratio, n, unit="ratio", baseline="everyone", low=ratio * 0.92,
             high=ratio * 1.08, **held),
        stat("holdout_repeat_rate", who, 0.8 / (index + 1), n, unit="share", policy="holdout"),
    ]  # fmt: skip
    for j, trait in enumerate(("recency_days", "orders", "revenue", *HELD_TRAITS)):
        effect = (-1.0, 1.4, 1.3, 1.5, 0.4, 0.9, 0.7, -0.4)[j] * (1.0, 0.5, 0.2, -0.3, -0.5, -0.8)[index]
        forming = j < 3
        out.append(
            stat(f"effect:{trait}", who, effect, n, unit="sd", baseline="rest", low=effect - 0.13, high=effect + 0.13,
                 level=0.95, how="standardised difference", role="forming" if forming else "held",
                 p=None if forming else 0.0004, q=None if forming else 0.0021, family="" if forming else "held",
                 definition="Mean of the segment minus mean of everyone else, divided by the pooled deviation.")
        )  # fmt: skip
        if not forming:
            out.append(stat(f"mean:{trait}", who, 0.46 - 0.03 * index, n, unit="share", role="held"))
            out.append(stat(f"mean:{trait}", who, 0.31, 4338 - n, unit="share", baseline="rest", role="held"))
    return out


def _study_statistics() -> list[Statistic]:
    parts = {"rows_read": 541_909, "rows_accepted": 406_829, "rows_rejected": 135_080, "rows_duplicate": 0}
    money = {"amount_read": 9_747_747.934, "amount_accepted": 8_300_065.814, "amount_rejected": 1_447_682.12,
             "amount_duplicate": 0.0}  # fmt: skip
    held = {"policy": "holdout", "window": str(HELD)}
    out = [stat(m, "orders", v, 541_909, unit="rows") for m, v in parts.items()]
    out += [stat(m, "orders", v, 541_909, unit="currency") for m, v in money.items()]
    out += [
        stat("customers", "everyone", 4338, 4338, unit="customers"),
        stat("orders", "everyone", 18_532, 18_532, unit="orders", window=str(WHOLE)),
        stat("lines", "everyone", 397_924, 397_924, unit="lines"),
        stat("revenue", "everyone", TOTAL, 18_532, unit="currency", window=str(WHOLE)),
        stat("returns_value", "everyone", -611_342.09, 8905, unit="currency"),
        stat("repeat_share", "everyone", 0.656, 4338, unit="share", low=0.642, high=0.670, level=0.95, how="Wilson"),
        stat("days", "everyone", 374, 374, unit="days"),
        stat("total_clv", "everyone", 6_204_118.0, 4338, unit="currency", low=5_103_555.0, high=7_612_004.0,
             level=0.95, how="parameter draws, predictive noise, model error from 2 origins"),
        stat("horizon_months", "everyone", 12, 4338, unit="months"),
        stat("expected_orders", "everyone", 14_870.4, 4338, unit="orders"),
        stat("mean_p_alive", "everyone", 0.731, 4338, unit="share"),
        stat("log_likelihood", "everyone", -58211.4, 4338),
        stat("orders_actual", "everyone", 5120, 3100, unit="orders", **held),
        stat("orders_expected", "everyone", 4630, 3100, unit="orders", low=4390, high=4871, level=0.95, **held),
        stat("spend_actual", "everyone", 2_410_332.0, 3100, unit="currency", **held),
        stat("spend_expected", "everyone", 2_180_100.0, 3100, unit="currency", low=1_950_000.0, high=2_420_000.0,
             level=0.95, **held),
        stat("top20_share", "everyone", 0.71, 3100, unit="share", **held),
        stat("spearman", "everyone", 0.52, 3100, **held),
        stat("coverage", "everyone", 0.77, 3100, unit="share", **held),
        stat("k", "segmentation", 6, 4338, unit="segments"),
        stat("silhouette", "segmentation", 0.31, 4338),
        stat("mean_jaccard", "segmentation", 0.87, 100),
        stat("min_jaccard", "segmentation", 0.72, 100),
        stat("rule_fidelity", "segmentation", 0.9, 4338, unit="share"),
        stat("agreement", "segmentation", 0.86, 3100, unit="share"),
    ]  # fmt: skip
    for name, value in {"r": 0.7, "alpha": 63.1, "a": 0.0, "b": 2.4, "p": 2.1, "q": 3.4, "v": 480.0}.items():
        out.append(stat(f"param:{name}", "everyone", value, 4338, low=value * 0.9, high=value * 1.1, level=0.95))
    for score in SCORES:
        who = f"method:{score.method}-{score.k}"
        for name in ("top20_share", "eta2"):
            e = getattr(score, name)
            out.append(Statistic.of(name, who, e, 3100, unit="share", policy="holdout", window=str(HELD)))
        if score.stability is not None:
            out.append(stat("stability", who, score.stability, 100))
    return out


def _score(method: str, k: int, top: float, eta: float, stability: float | None, **more: object) -> Score:
    return Score(method, k, Estimate(top, top - 0.02, top + 0.02, how="bootstrap"),
                 Estimate(eta, eta - 0.04, eta + 0.05, how="bootstrap"), stability, **more)  # type: ignore[arg-type]  # fmt: skip


SCORES = (
    _score("kmeans", 6, 0.70, 0.41, 0.87, chosen=True, inner_top20=0.69, smallest=0.06),
    _score("gmm", 5, 0.68, 0.38, 0.71, smallest=0.05, inner_top20=0.68),
    _score("classic10", 10, 0.66, 0.30, 0.93, smallest=0.01, inner_top20=0.65, note="smallest group under the floor"),
    _score("shopify11", 11, 0.65, 0.33, 0.95, smallest=0.02, inner_top20=0.64),
    _score("value deciles", 10, 0.71, 0.43, None, candidate=False),
    _score("random", 6, 0.20, 0.001, None, candidate=False),
)


def _personas(evidence: Evidence, names: tuple[str, ...]) -> tuple[Persona, ...]:
    def key(metric: str, who: str, baseline: str = "", **more: object) -> str:
        found = evidence.find(metric, who, baseline, **more)  # type: ignore[arg-type]
        assert found is not None, (metric, who)
        return found.key

    out = []
    for i, name in enumerate(names[:5]):
        who = f"segment:s{i + 1}"
        made = (key("median:recency_days", who), key("mean:orders", who))
        home = (key("mean:home_share", who), key("mean:home_share", who, "rest"))
        worth = (key("clv_mean", who), key("clv_low", who), key("clv_high", who), key("horizon_months", "everyone"))
        worths = [evidence[k].estimate for k in worth]
        recency, orders = (evidence[k].estimate for k in made)
        here, rest = (100 * evidence[k].estimate for k in home)
        text = f"Ordered {orders:.0f} times; half of them within the last {recency:.0f} days."
        out.append(
            Persona(
                f"s{i + 1}",
                name,
                Sentence("definition", text, "measured", made),
                (
                    Sentence("definition", text, "measured", made, tag="what made the group"),
                    Sentence("behaviour", f"Home and gift articles make up {here:.0f} % of their baskets "
                             f"({rest:.0f} % elsewhere).", "measured", home, tag="held trait"),
                    Sentence("value", f"Worth {worths[0]:,.0f} each over the next {worths[3]:.0f} months (80 %: "
                             f"{worths[1]:,.0f} to {worths[2]:,.0f}).", "derived", worth),
                    Sentence("demographic", "Age and household: not measured. No customer file was given.", "absent"),
                    Sentence("attitude", "What they feel about the shop: not measured. No survey or review was given.",
                             "absent"),
                    Sentence("needs", "They buy for small shops of their own.", "assumed", tag="assumed"),
                    Sentence("do", "Do keep stock promises and tell them first of new home ranges.", "derived", home,
                             "association"),
                    Sentence("dont", "Don't lead with discounts before a test says so.", "derived", home,
                             "association"),
                    Sentence("test", f"Test early access by mail: {240 + 100 * i} customers an arm.", "derived",
                             (key("test_size", who),), "assumption"),
                    Sentence("member", "A typical member orders every third week; invented, no real customer.",
                             "derived", made),
                ),
                seed=i + 1,
            )
        )  # fmt: skip
    return tuple(out)


def _verdict(evidence: Evidence, names: tuple[str, ...]) -> Verdict:
    def stat_of(metric: str, who: str, baseline: str = "") -> str:
        found = evidence.find(metric, who, baseline)
        assert found is not None
        return found.key

    ratio = stat_of("holdout_spend_ratio", "segment:s1", "everyone")
    share = stat_of("share_of_revenue", "segment:s1", "everyone")
    risk, size = stat_of("value_at_risk", "segment:s5"), stat_of("customers", "segment:s5")
    return Verdict(
        Sentence("definition", "Six groups; one in nine customers brings 41 % of revenue", "derived", (share,)),
        act=(
            Sentence("do", f"Write to {names[4]} (260 customers) first: 62 k a year is at risk.", "derived",
                     (risk, size), "association", "association · n 260"),
            Sentence("do", f"{names[0]} bring 41 % of revenue and spent 3.6 times the average in the days "
                     "the model had not seen.", "measured", (share, ratio), tag="held out · 3.3 to 3.9"),
        ),
        check=(
            Sentence("future", "135,080 lines have no customer id: groups describe known buyers only.", "measured",
                     (stat_of("rows_rejected", "orders"),), tag="135,080 lines"),
            Sentence("future", f"{names[3]} wobble when redrawn; use them for offers, not for budgets.", "measured",
                     (stat_of("stability", "segment:s4"),), tag="stability 0.79"),
        ),
        unsupported=(
            Sentence("test", "What a campaign would change: no campaign data.", "absent"),
            Sentence("attitude", "Attitudes: no survey or reviews were given.", "absent"),
        ),
    )  # fmt: skip


def _table() -> tuple[CustomerTable, np.ndarray]:
    rng = np.random.default_rng(7)
    labels = np.repeat(np.arange(6), SIZES)
    rng.shuffle(labels)
    n = len(labels)
    orders = np.maximum(1, rng.poisson(np.asarray(ORDERS)[labels])).astype(float)
    columns = {
        "recency_days": np.round(rng.gamma(2.0, np.asarray(RECENCY)[labels] / 2)),
        "orders": orders,
        "revenue": np.round(orders * rng.gamma(3.0, 110.0, n), 2),
        "gap_evenness": rng.random(n),
        "basket_size": np.round(rng.gamma(3, 3, n), 1),
        "weekday_share": rng.random(n),
        "home_share": rng.random(n),
        "return_share": np.where(rng.random(n) < 0.2, np.nan, rng.random(n) * 0.2),
        "country": np.array([None if u < 0.05 else ("UK" if u < 0.9 else "France") for u in rng.random(n)], object),
        "income": np.round(rng.gamma(4, 9000, n)),
    }
    ids = np.array([f"{12346 + i}" for i in range(n)], dtype=object)
    return CustomerTable(ids, columns, TRAITS, WHOLE), labels


def _value(table: CustomerTable) -> ValueResult:
    rng = np.random.default_rng(8)
    n = len(table)
    alive = np.clip(1 - table.columns["recency_days"] / 400 * rng.random(n), 0.01, 1)
    clv = np.round(table.columns["revenue"] * alive * 0.8, 2)
    fit = ValueFit({"r": 0.7, "alpha": 63.1, "a": 0.0, "b": 2.4, "p": 2.1, "q": 3.4, "v": 480.0}, {}, -58211.4, -9.0,
                   True, boundary=("a",), customers=n, rows=900)  # fmt: skip
    held = ValueHoldout(90, 3100, 5120, Estimate(4630, 4390, 4871), 2_410_332.0,
                        Estimate(2_180_100.0, 1_950_000.0, 2_420_000.0), 0.71, 0.52, 0.77)  # fmt: skip
    return ValueResult("BG/NBD and gamma-gamma", TimeUnit.DAY, Horizon(12), 0.1, fit, table.ids, clv / 300, alive, clv,
                       clv * 0.3, clv * 2.1, Estimate(6_204_118.0, 5_103_555.0, 7_612_004.0), calibration=fit,
                       holdout=held, notes=("a stopped at its edge: dropping out could not be measured.",))  # fmt: skip


def _dataset(title: str) -> Dataset:
    account = Account(541_909, 406_829, 135_080, 0, 97_477_479_340, 83_000_658_140, 14_476_821_200, 0)
    codes = sorted(CODES)
    checks = (
        Check(codes[0], "warn", "135,080 lines have no customer id.", "orders", "customer_id", 135_080, "rows",
              14_476_821_200, ({"file": title, "line": "623", "column": "customer_id", "value": ""},)),
        Check(codes[1], "info", "5,268 lines equal another line of their file; they are kept.", "orders", "", 5268,
              "rows", 217_409_800, ({"file": title, "line": "518", "value": "536409, 21866"},)),
    )  # fmt: skip
    table = SourceTable("orders", account, ("customer_id", "order_id", "ordered_at", "quantity", "unit_price"))
    return Dataset({"orders": table}, Mapping(), QualityReport(checks), "9f" * 32, "GBP", WHOLE.start, WHOLE.as_of)


def fake_results(names: tuple[str, ...] = NAMES, title: str = "Online Retail") -> Results:
    """The whole study."""
    evidence = Evidence()
    evidence.extend(_study_statistics())
    for i in range(6):
        evidence.extend(_segment_statistics(i))
    table, labels = _table()
    confidence = np.round(0.7 + 0.3 * np.random.default_rng(9).random(len(table)), 6)
    dataset = _dataset(title)
    for check in dataset.quality.checks:
        params = (("code", check.code), ("column", check.column))
        evidence.add(stat("check", "orders", check.count, check.count, unit="rows", params=params))
        evidence.add(stat("check_amount", "orders", (check.amount or 0) / 1e4, check.count, unit="currency",
                          params=params))  # fmt: skip
    conditions = (("orders", ">=", 9.0), ("recency_days", "<", 31.5))
    rule = Rule("orders >= 9 and recency_days < 31.5", conditions, 0.93, 0.88)
    segments = tuple(
        Segment(f"s{i + 1}", name, SIZES[i], rule, STABILITY[i], {"orders": ORDERS[i], "recency_days": RECENCY[i]})
        for i, name in enumerate(names)
    )
    findings = tuple(
        Finding(f"s{i + 1}", t, "", *(
            evidence.find(m, f"segment:s{i + 1}", b).key  # type: ignore[union-attr]
            for m, b in ((f"effect:{t}", "rest"), (f"mean:{t}", ""), (f"mean:{t}", "rest"))
        ))
        for i in range(6) for t in HELD_TRAITS
    )  # fmt: skip
    segmentation = Segmentation(
        "kmeans", 6, ("recency_days", "orders", "revenue"), segments, Assignment(labels, None, confidence),
        "k-means with six groups ranked next-period spend best among those whose groups stay the same when redrawn.",
        SCORES, Assignment(labels), 0.86, 0.31, 0.87, 0.72, 0.9, model={"form": "centres", "centres": [[0.1, 0.2]]},
        skipped={"mixture-9": "one group would hold 12 customers; at least 44 are needed."},
    )  # fmt: skip
    return with_onward(with_pictures(Results(
        title, dataset,
        Timeline(WHOLE, Window(WHOLE.start, date(2011, 9, 10)), HELD, (date(2011, 3, 1), date(2011, 6, 1)), 90),
        table, evidence, segmentation, _value(table), findings, _personas(evidence, names),
        _verdict(evidence, names), {"causal": "No campaign contacts were given."},
        (("order_heads", "One row an order: customer, day, net value.", 18_532,
          "select customer_id, order_id, sum(amount) as amount\nfrom orders\nwhere amount < 10\ngroup by 1, 2"),),
        0, "0.1.0",
    )))  # fmt: skip


def without_orders() -> Results:
    """A study of customer attributes alone: no days, no value, nothing to judge on."""
    whole = fake_results()
    keep = ("country", "income")
    table = CustomerTable(
        whole.table.ids, {k: whole.table.columns[k] for k in keep}, tuple(t for t in TRAITS if t.name in keep)
    )
    evidence = Evidence()
    evidence.add(stat("customers", "everyone", 4338, 4338, unit="customers"))
    for i in range(6):
        for each in _segment_statistics(i)[:2]:
            evidence.add(each)
    assert whole.segmentation is not None
    segmentation = replace(
        whole.segmentation, scoreboard=(), past=None, agreement=None,
        unjudged="No orders were given, so nothing could be judged on later spend.", forming=("income",), map=None,
    )  # fmt: skip
    source = SourceTable("customers", Account(4338, 4338, 0, 0), ("customer_id",), keep)
    dataset = replace(whole.dataset, tables={"customers": source}, first_day=None, last_day=None)
    return replace(whole, dataset=dataset, timeline=None, table=table, evidence=evidence, segmentation=segmentation,
                   value=None, findings=(), personas=(), verdict=None, cohorts=(), tracking=None, months=None,
                   skipped={"value": "Value needs orders; none were given."})  # fmt: skip


def bare() -> Results:
    """A study in which nothing but the reading worked."""
    return replace(without_orders(), segmentation=None, skipped={"segments": "No trait differs between customers."})
