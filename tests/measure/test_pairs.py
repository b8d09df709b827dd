"""Is each segment compared with everyone else, and counted among the known?"""

import numpy as np
import pytest

from coterie.measure.pairs import Groups, level_codes, level_pairs, numeric_pairs
from coterie.terms import Evidence, Trait

AGE = Trait("age", "Age", "demographic", "numeric", "years")
TOWN = Trait("town", "Town", "demographic", "categorical")
GROUPS = Groups.of(["s1", "s2"], np.array([0, 0, 0, 1, 1, 1, 1]))


def told(statistics):
    evidence = Evidence()
    evidence.extend(statistics)
    return evidence


def test_groups_know_where_each_customer_is():
    groups = Groups.of(["s1", "s2", "s3"], np.array([2, 0, 2, 0]))
    runs = [groups.order[groups.starts[g] : groups.starts[g + 1]].tolist() for g in range(3)]
    assert runs == [[1, 3], [], [0, 2]]
    assert (groups.population(1), groups.rest(1)) == ("segment:s2", "rest:s2")


def test_means_and_medians_leave_the_unknown_out():
    values = np.array([20.0, 30.0, np.nan, 40.0, 50.0, 60.0, np.nan])
    evidence = told(numeric_pairs(AGE, values, GROUPS, "held")[0])
    assert evidence.find("mean:age", "segment:s1").estimate == 25
    assert evidence.find("mean:age", "rest:s1").estimate == 50
    assert evidence.find("median:age", "segment:s2").n == 3
    assert evidence.find("mean:age", "everyone").estimate == 40
    assert evidence.find("median:age", "everyone").unit == "years"


def test_a_group_in_which_nothing_is_known_is_compared_with_nobody():
    values = np.array([np.nan, np.nan, np.nan, 1.0, 2.0, 3.0, 4.0])
    statistics, pairs = numeric_pairs(AGE, values, GROUPS, "held")
    assert pairs == []
    assert "segment:s1" not in {s.population for s in statistics}


def test_shares_of_levels_are_among_the_known():
    values = np.array(["Bern", None, "Bern", "Rom", "Bern", None, "Rom"], dtype=object)
    codes, levels = level_codes(TOWN, values)
    assert (codes.tolist(), levels) == ([0, -2, 0, 1, 0, -2, 1], ("Bern", "Rom"))
    evidence = told(level_pairs(TOWN, codes, levels, GROUPS, "held")[0])
    bern = evidence.find("share:town=Bern", "segment:s2")
    assert (bern.estimate, bern.n) == (pytest.approx(1 / 3), 3)
    assert evidence.find("share:town=Bern", "rest:s1").estimate == bern.estimate


def test_flags_and_ordered_traits_keep_their_unknowns():
    flag = Trait("app", "App", "behavioural", "flag")
    assert level_codes(flag, np.array([1.0, 0.0, np.nan]))[0].tolist() == [0, -1, -2]
    band = Trait("band", "Band", "demographic", "ordered", levels=("low", "high"))
    assert level_codes(band, np.array([1.0, 0.0, np.nan]))[0].tolist() == [1, 0, -2]


def test_small_sides_and_rare_levels_are_not_in_the_family():
    labels = np.repeat([0, 1], [29, 400])
    groups = Groups.of(["s1", "s2"], labels)
    assert not any(p.eligible for p in numeric_pairs(AGE, np.arange(429.0), groups, "held")[1])
    enough = Groups.of(["s1", "s2"], np.repeat([0, 1], [30, 399]))
    assert all(p.eligible for p in numeric_pairs(AGE, np.arange(429.0), enough, "held")[1])
    codes = np.where(np.arange(429) < 40, 0, -1)
    assert not any(p.eligible for p in level_pairs(TOWN, codes, ("Bern",), enough, "held")[1])
