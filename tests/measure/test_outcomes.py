"""Are the value statistics of a segment the sums of its customers?"""

from datetime import date

import numpy as np
import pytest

from coterie.measure.outcomes import holdout_statistics, overdue_statistics, value_statistics
from coterie.measure.pairs import Groups
from coterie.terms import (
    CustomerTable,
    Estimate,
    Evidence,
    Horizon,
    Slice,
    TimeUnit,
    Trait,
    ValueFit,
    ValueResult,
    Window,
)
from measure.planted import customers


def valued(table, keep=slice(None)):
    """A value result for some of the customers."""
    ids = table.ids[keep]
    clv = table.columns["revenue"][keep] * 0.5
    return ValueResult(
        "bgnbd",
        TimeUnit.DAY,
        Horizon(12),
        0.1,
        ValueFit({}, {}, -1.0, -1.0, True),
        ids,
        expected_orders=table.columns["orders"][keep] / 2,
        p_alive=np.linspace(0.2, 0.9, len(ids)),
        clv=clv,
        clv_low=clv * 0,
        clv_high=clv * 3,
        total=Estimate(float(clv.sum())),
    )


def test_values_are_matched_by_customer():
    table, segmentation = customers(300)
    groups = Groups.of(["s1", "s2", "s3"], segmentation.now.labels)
    keep = np.arange(300) % 3 != 0
    value = valued(table, keep)
    evidence = Evidence()
    evidence.extend(value_statistics(table, value, groups))
    inside = segmentation.now.labels[keep] == 0
    assert evidence.find("clv_total", "segment:s1").estimate == pytest.approx(value.clv[inside].sum())
    mean = evidence.find("clv_mean", "segment:s1")
    assert mean.n == int(inside.sum())
    assert (mean.low, mean.level) == (0.0, 0.8)
    assert mean.high == pytest.approx(value.clv_high[inside].mean())
    assert evidence.find("mean_p_alive", "segment:s1").estimate == pytest.approx(value.p_alive[inside].mean())


def test_value_at_risk_takes_at_least_a_year():
    table, segmentation = customers(300)
    groups = Groups.of(["s1", "s2", "s3"], segmentation.now.labels)
    value = valued(table)
    evidence = Evidence()
    evidence.extend(value_statistics(table, value, groups))
    years = np.maximum(table.columns["tenure_days"] / 365.25, 1.0)
    risk = table.columns["revenue"] / years * (1 - value.p_alive)
    for g in range(3):
        found = evidence.find("value_at_risk", f"segment:s{g + 1}").estimate
        assert found == pytest.approx(risk[segmentation.now.labels == g].sum())


def test_overdue_is_later_than_twice_the_own_usual_gap():
    """Four paced customers and one with a single gap: by hand, two of the four are late, and spent 30 and 50 a year."""
    traits = tuple(
        Trait(name, name, "behavioural", "numeric")
        for name in ("recency_days", "median_gap_days", "gap_variation", "revenue", "tenure_days")
    )
    columns = {
        "recency_days": np.array([20.0, 21.0, 5.0, 100.0, 300.0]),
        "median_gap_days": np.array([10.0, 10.0, 10.0, 30.0, 30.0]),
        "gap_variation": np.array([0.1, 0.2, 0.3, 0.4, np.nan]),
        "revenue": np.array([10.0, 30.0, 70.0, 100.0, 900.0]),
        "tenure_days": np.array([90.0, 100.0, 90.0, 2 * 365.25, 400.0]),
    }
    ids = np.array(list("abcde"), dtype=object)
    found = overdue_statistics(CustomerTable(ids, columns, traits), Groups.of(["s1"], np.zeros(5, dtype=np.int64)))
    assert {s.metric: (s.estimate, s.n) for s in found} == {
        "overdue_share": (0.5, 4),
        "overdue_customers": (2.0, 4),
        "overdue_spend": (80.0, 4),
    }


def later_spend(spend, labels, seed):
    ids = np.array([f"c{i:03}" for i in range(len(spend))], dtype=object)
    days = Window(date(2024, 1, 1), date(2024, 3, 30))
    outer = Slice(CustomerTable(ids, {}, ()), days, spend, (spend > 0).astype(float))
    found = holdout_statistics(outer, labels, Groups.of(["s1", "s2"], labels), seed=seed)
    return {(s.metric, s.population): s for s in found}


def test_intervals_of_skewed_later_spend_hold_the_truth_nearly_as_often_as_they_say():
    rng, held, runs = np.random.default_rng(5), np.zeros(2), 200
    truth = 0.4 * np.exp(3.5)
    labels = np.repeat([0, 1], 100)
    for run in range(runs):
        spend = np.where(rng.random(200) < 0.4, rng.lognormal(3, 1, 200), 0.0)  # both groups alike: a ratio of 1
        found = later_spend(spend, labels, run)
        for i, (metric, value) in enumerate((("holdout_spend_mean", truth), ("holdout_spend_ratio", 1.0))):
            told = found[metric, "segment:s1"]
            held[i] += told.low <= value <= told.high
    assert held[0] / runs >= 0.92  # of the middle 95 % of the draws it is 0.89
    assert 0.92 <= held[1] / runs <= 0.98


def test_later_spend_of_nobody_and_of_a_few_is_told_without_a_fault():
    spend = np.append(np.zeros(40), [5.0, 7.0, 0.0])
    found = later_spend(spend, np.append(np.zeros(40, dtype=np.int64), [1, 1, 1]), 0)
    nobody, few = (found["holdout_spend_ratio", f"segment:{name}"] for name in ("s1", "s2"))
    assert (nobody.estimate, nobody.low, nobody.high) == (0, 0, 0)
    assert (few.low, few.high, few.how) == (None, None, "too few for an interval")
    assert few.estimate == pytest.approx(4 / (12 / 43))
