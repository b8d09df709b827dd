"""Does the profile find what was planted, and nothing where there is nothing?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coterie.measure.pairs import level_codes
from coterie.measure.profile import profile
from coterie.terms import Assignment, Evidence, Slice, Trait, Window
from measure.planted import customers


def test_a_study_of_pure_noise_seldom_finds_anything():
    """The share of studies with any finding at all, over 300 studies without one true difference."""
    wrong = 0
    for seed in range(300):
        table, segmentation = customers(400, seed=seed)
        wrong += bool(profile(table, segmentation, None, None)[1])
    assert wrong <= 0.1 * 300


def test_a_planted_difference_is_found_with_its_effect():
    table, segmentation = customers(1500, planted=1.0)
    statistics, findings = profile(table, segmentation, None, None)
    evidence = Evidence()
    evidence.extend(statistics)
    first = [f for f in findings if f.segment == "s1"]
    assert {(f.trait, f.level) for f in first} == {("basket", ""), ("app", "yes")}
    effect = evidence[next(f for f in first if f.trait == "basket").effect]
    assert effect.low < effect.estimate < effect.high
    assert effect.estimate == pytest.approx(1.0, abs=0.3)
    assert effect.q <= 0.05
    assert effect.level > 0.95
    assert effect.parents == (first[0].here, first[0].rest)
    assert effect.role == "held"


def test_what_formed_the_segments_is_stated_and_never_tested():
    table, segmentation = customers(1500, planted=1.0)
    statistics, findings = profile(table, segmentation, None, None)
    roles = {s.metric: s.role for s in statistics if s.metric.startswith("effect:")}
    assert roles["effect:orders"] == "forming"
    assert roles["effect:mean_order"] == roles["effect:revenue"] == "described"
    assert all(s.p is None for s in statistics if s.role != "held" and s.metric.startswith("effect:"))
    assert {f.trait for f in findings}.isdisjoint({"orders", "mean_order", "revenue"})


def test_a_difference_of_a_tenth_of_a_deviation_is_no_finding_however_certain():
    table, segmentation = customers(40_000, planted=0.1)
    findings = profile(table, segmentation, None, None)[1]
    assert "basket" not in {f.trait for f in findings}


def test_counts_are_of_the_known():
    table, segmentation = customers(600)
    evidence = Evidence()
    evidence.extend(profile(table, segmentation, None, None)[0])
    known = int(sum(v is not None for v in table.columns["region"]))
    assert evidence.find("share:region=north", "everyone").n == known
    shares = [evidence.find(f"share:region={level}", "everyone").estimate for level in ("north", "south", "west")]
    assert sum(shares) == pytest.approx(1.0)
    here = table.columns["band"][segmentation.now.labels == 1]
    found = evidence.find("share:band=high", "segment:s2")
    assert found.n == int((~np.isnan(here)).sum())
    assert found.estimate == pytest.approx(float((here == 2).sum() / found.n))


def test_means_medians_and_revenue_are_those_of_the_table():
    table, segmentation = customers(600)
    evidence = Evidence()
    evidence.extend(profile(table, segmentation, None, None)[0])
    inside = segmentation.now.labels == 0
    assert evidence.find("mean:basket", "segment:s1").estimate == pytest.approx(table.columns["basket"][inside].mean())
    assert evidence.find("mean:basket", "rest:s1").estimate == pytest.approx(table.columns["basket"][~inside].mean())
    assert evidence.find("median:orders", "segment:s1").estimate == np.median(table.columns["orders"][inside])
    assert evidence.find("median:orders", "everyone").estimate == np.median(table.columns["orders"])
    total = table.columns["revenue"].sum()
    share = evidence.find("share_of_revenue", "segment:s1").estimate
    assert share == pytest.approx(table.columns["revenue"][inside].sum() / total)


def test_a_trait_of_many_levels_keeps_the_thirty_most_frequent():
    values = np.array([f"city {i % 40 if i < 400 else i % 5}" for i in range(900)], dtype=object)
    codes, levels = level_codes(Trait("city", "City", "demographic", "categorical"), values)
    assert len(levels) == 30
    assert "city 3" in levels
    assert (codes == -1).sum() == 100
    assert (codes == -2).sum() == 0


def test_a_segment_with_nobody_in_it_says_nothing():
    table, segmentation = customers(300)
    labels = np.where(segmentation.now.labels == 2, 1, segmentation.now.labels)
    statistics, _ = profile(table, replace(segmentation, now=Assignment(labels), past=None), None, None)
    metrics = {s.metric for s in statistics if s.population == "segment:s3"}
    assert metrics <= {"revenue", "share_of_revenue"}
    assert all(np.isfinite(s.estimate) for s in statistics)


def test_held_out_days_are_told_for_every_segment_and_for_everyone():
    table, segmentation = customers(900)
    orders = (np.arange(900) % 3 == 0).astype(float)
    spend = orders * (10 + 30 * (segmentation.now.labels == 0))
    outer = Slice(table, Window(date(2024, 1, 1), date(2024, 3, 30)), spend, orders)
    evidence = Evidence()
    evidence.extend(profile(table, segmentation, None, outer)[0])
    inside = segmentation.past.labels == 0
    ratio = evidence.find("holdout_spend_ratio", "segment:s1", baseline="everyone")
    assert ratio.estimate == pytest.approx(spend[inside].mean() / spend.mean())
    assert ratio.low < ratio.estimate < ratio.high
    assert (ratio.policy, ratio.window) == ("holdout", "2024-01-01..2024-03-30")
    rate = evidence.find("holdout_repeat_rate", "segment:s1")
    assert rate.estimate == pytest.approx(orders[inside].mean())
    size = evidence.find("test_size", "segment:s1")
    assert rate.key in size.parents
    assert size.estimate > 100


def test_a_second_run_gives_the_same_statistics():
    table, segmentation = customers(500, planted=1.0)
    outer = Slice(table, Window(date(2024, 1, 1), date(2024, 3, 30)), table.columns["revenue"], table.columns["app"])
    assert profile(table, segmentation, None, outer) == profile(table, segmentation, None, outer)
