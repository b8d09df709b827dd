import numpy as np
import pytest

import groups
from coterie.measure.judging import Judge
from coterie.methods.segments.candidates import field_of
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of
from coterie.methods.segments.trials import floor_of, run_trials, settle

TABLE, KIND = groups.planted()
SHEET = sheet_of(TABLE, forming_of(TABLE), value_of(TABLE))
SLICE = groups.future(TABLE, np.choose(KIND, [100.0, 10.0, 1.0]))
JUDGE = Judge(TABLE.ids, SLICE.spend, seed=0, draws=50)


@pytest.fixture(scope="module")
def trials():
    candidates = [c for c in field_of(SHEET, "auto", None, {}).candidates if c.method in ("kmeans", "tiers")]
    return run_trials(candidates, SHEET, [(SHEET, JUDGE)], seed=0, draws=5)


def test_the_simplest_within_noise_of_the_best_is_chosen(trials):
    settled = settle(trials, frozenset({"kmeans", "tiers"}), 30)
    first = settled.ranked[0]
    best = max(t.inner_top20 for t in trials if t.firm)
    assert settled.firm
    assert first.k == 3
    assert first.inner_top20 > best - 0.1


def test_only_what_was_asked_for_is_chosen(trials):
    assert settle(trials, frozenset({"tiers"}), 1).ranked[0].candidate.method == "tiers"
    assert settle(trials, frozenset(), 1).ranked == ()


def test_groups_below_the_floor_are_not_chosen_unless_all_are(trials):
    settled = settle(trials, frozenset({"kmeans"}), 10_000)
    assert not settled.roomy
    assert settled.ranked


def test_the_floor_is_the_larger_of_thirty_and_one_per_cent():
    assert [floor_of(n) for n in (0, 100, 3001, 10_000)] == [30, 30, 31, 100]


def test_more_groups_than_distinct_customers_is_no_trial():
    alike = sheet_of(groups.table([1.0] * 60 + [9.0] * 60, [1.0] * 120, [5.0] * 120), ("recency_days",), "revenue")
    assert run_trials([groups.way("kmeans", 5)], alike, (), seed=0, draws=5) == []
