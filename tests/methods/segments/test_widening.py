"""A rule is widened just as far as is needed, and what is said of it is counted."""

from pathlib import Path

import numpy as np
import pytest

from coterie.methods.segments.widening import qualify, widen, with_reach
from coterie.terms import (
    Assignment,
    CustomerTable,
    Mapping,
    Rule,
    SavedCustomers,
    SavedStudy,
    Segment,
    Segmentation,
    Trait,
    WrongWords,
)

TRAITS = (
    Trait("orders", "Orders", "behavioural", "numeric", source="orders"),
    Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days", source="orders"),
)
RULE = Rule("", (("orders", ">=", 50.0), ("recency_days", "<", 50.0)), 1.0, 1.0)


def study(rule: Rule | None = RULE) -> SavedStudy:
    rules = {} if rule is None else {"s1": rule}
    groups = (("s1", "Loyal"), ("s2", "Other"))
    return SavedStudy(Path("o"), "0", "d", ("orders",), Mapping(), None, TRAITS, groups, rules=rules)


def people(n: int = 10_000) -> SavedCustomers:
    """Every pair of 0 to 99 orders and 0 to 99 days once; those who meet the rule are the segment."""
    orders, days = (np.arange(n) // 100).astype(float), (np.arange(n) % 100).astype(float)
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    labels = np.where((orders >= 50) & (days < 50), 0, 1)
    return SavedCustomers(CustomerTable(ids, {"orders": orders, "recency_days": days}, TRAITS), labels)


def test_each_threshold_is_moved_just_far_enough_and_counted() -> None:
    found = widen(study(), people(), 0, 1_000)
    assert {w.moves[0] for w in found} == {("orders", ">=", 50.0, 30.0), ("recency_days", "<", 50.0, 70.0)}
    for widening in found:
        now = qualify(study(), people(), 0, widening)
        assert now.sum() == widening.qualified_before + widening.more == 3_500
        assert widening.precision_before == 1 and widening.precision == pytest.approx(2_500 / 3_500)
    assert found[0].was == "Orders at least 50" and found[0].now == "Orders at least 30"


def test_a_little_less_would_not_be_enough() -> None:
    customers = people()
    for more in (1, 51, 999):
        for widening in widen(study(), customers, 0, more):
            trait, sign, before, after = widening.moves[0]
            tighter = after + 1 if sign == ">=" else after - 1
            rule = {"orders": (50.0, 1e9), "recency_days": (-1e9, 50.0)}
            rule[trait] = (tighter, rule[trait][1]) if sign == ">=" else (rule[trait][0], tighter)
            keep = np.ones(10_000, dtype=bool)
            for name, (low, high) in rule.items():
                keep &= (customers.table.columns[name] >= low) & (customers.table.columns[name] < high)
            assert keep.sum() - 2_500 < more <= widening.more, (trait, before, after)


def test_where_one_threshold_is_not_enough_all_are_moved_alike() -> None:
    found = widen(study(), people(), 0, 4_000)
    assert len(found) == 1 and len(found[0].moves) == 2
    assert qualify(study(), people(), 0, found[0]).sum() == 2_500 + found[0].more
    assert 4_000 <= found[0].more < 4_200
    assert {abs(after - before) for _, _, before, after in found[0].moves} == {31.0}


def test_a_missing_trait_lets_nobody_in() -> None:
    customers = people()
    customers.table.columns["orders"][:5_000] = np.nan
    with pytest.raises(WrongWords, match="2,500 others have the rule's traits"):
        widen(study(), customers, 0, 3_000)


def test_a_segment_without_a_rule_is_named() -> None:
    with pytest.raises(WrongWords, match="Loyal has no rule"):
        widen(study(None), people(), 0, 10)


def found_in(customers: SavedCustomers, rule: Rule | None = RULE) -> Segmentation:
    groups = (Segment("s1", "Loyal", 2_500, rule), Segment("s2", "Other", 7_500, None))
    return Segmentation("kmeans", 2, ("orders",), groups, Assignment(customers.labels), "")


def test_a_segment_knows_the_change_that_the_list_would_take() -> None:
    customers = people()
    loyal, other = with_reach(found_in(customers), customers.table).segments
    assert loyal.reach == widen(study(), customers, 0, 1_000)[0] and other.reach is None


def test_a_smaller_study_reaches_for_fewer_and_a_small_one_for_nobody() -> None:
    keep = np.arange(0, 10_000, 5)
    customers = people()
    some = SavedCustomers(customers.table.rows(keep), customers.labels[keep])
    reach = with_reach(found_in(some), some.table).segments[0].reach
    assert reach is not None and 100 <= reach.more < 200
    few = SavedCustomers(customers.table.rows(keep[:900]), customers.labels[keep[:900]])
    assert with_reach(found_in(few), few.table).segments[0].reach is None


def test_a_rule_that_no_single_change_widens_enough_tells_nothing() -> None:
    customers = people()
    narrow = Rule("", (("orders", ">=", 99.0), ("recency_days", "<", 1.0)), 1.0, 1.0)
    assert with_reach(found_in(customers, narrow), customers.table).segments[0].reach is None
