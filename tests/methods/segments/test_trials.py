import numpy as np
import pytest

import groups
from coterie.measure.judging import Judge
from coterie.methods.segments.candidates import field_of
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of
from coterie.methods.segments.trials import _noise, earns, floor_of, run_trials, settle, with_gaps

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


def test_a_method_that_must_win_is_not_chosen_where_it_only_ties():
    table, kind = groups.planted(900)
    sheet = sheet_of(table, forming_of(table), value_of(table))
    later = groups.future(table, np.choose(kind, [100.0, 10.0, 1.0]))
    judge = Judge(table.ids, later.spend, seed=0, draws=50)
    both = [groups.way("kmeans", 3), groups.way("embedding", 3)]
    trials = run_trials(both, sheet, [(sheet, judge)], seed=0, draws=5)
    assert not earns(trials[1], trials)
    settled = settle(trials, frozenset({"kmeans", "embedding"}), 30)
    assert [t.candidate.method for t in settled.ranked] == ["kmeans"]


def test_methods_with_a_likelihood_have_a_bic_and_k_means_a_gap():
    tried = [groups.way(name, 3) for name in ("kmeans", "mixture", "mixture-diagonal", "latent-class")]
    trials = with_gaps(run_trials(tried, SHEET, (), seed=0, draws=5), SHEET, 0)
    assert [t.bic is not None for t in trials] == [False, True, True, True]
    assert [t.gap is not None for t in trials] == [True, False, False, False]
    assert all(0 <= t.elbow <= 1 for t in trials)


def test_an_earlier_day_on_which_spend_explains_nothing_leaves_the_measure_to_the_other_days():
    same = Judge(TABLE.ids, np.full(len(TABLE.ids), 5.0), seed=0, draws=50)  # a share of spend, but no variance
    days = [(SHEET, JUDGE), (SHEET, same)]
    trials = run_trials([groups.way("kmeans", k) for k in (3, 4)], SHEET, days, seed=0, draws=5)
    assert trials[0].inner[1].top20 is not None
    assert trials[0].inner[1].eta2 is None
    assert 0 <= _noise(trials[0], trials[1], "eta2") < 1
