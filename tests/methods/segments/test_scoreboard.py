from dataclasses import replace

import numpy as np

import groups
from coterie.measure.judging import Judge
from coterie.methods.segments.candidates import Candidate
from coterie.methods.segments.grid_tables import PRESETS
from coterie.methods.segments.scoreboard import scoreboard
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of
from coterie.methods.segments.trials import run_trials

TABLE, KIND = groups.planted()
SHEET = sheet_of(TABLE, forming_of(TABLE), value_of(TABLE))
SPEND = groups.future(TABLE, np.choose(KIND, [100.0, 10.0, 1.0])).spend
TIERS = Candidate("tiers", 3, "tiers")
TRIALS = run_trials([TIERS], SHEET, (), seed=0, draws=5)


def test_yardsticks_stand_beside_the_choice_and_are_no_candidates():
    judge = Judge(TABLE.ids, SPEND, seed=0, draws=50)
    board, beaten, better = scoreboard(
        TRIALS, TIERS, None, frozenset({"tiers"}), 30, judge, SHEET, {"oracle": SPEND}, 0
    )
    assert [s.method for s in board] == ["tiers", "random", "rfm-recipe", "past-spend deciles", "oracle deciles"]
    assert [s.candidate for s in board] == [True, False, False, False, False]
    assert beaten == ("oracle deciles",)
    assert better


def test_without_a_holdout_nothing_is_scored():
    board, beaten, better = scoreboard(TRIALS, TIERS, None, frozenset(), 30, None, SHEET, {}, 0)
    assert board[0].top20_share is None
    assert board[0].stability > 0.75
    assert (beaten, better) == ((), True)


def test_given_groups_are_judged_beside_the_choice_but_never_said_to_beat_it():
    judge = Judge(TABLE.ids, SPEND, seed=0, draws=50)
    board, beaten, _ = scoreboard(
        TRIALS, TIERS, None, frozenset({"tiers"}), 30, judge, SHEET, {}, 0, {"segment": KIND.astype(np.int64)}
    )
    assert (board[-1].method, board[-1].k, board[-1].candidate) == ("given: segment", 3, False)
    assert board[-1].eta2.value > 0.37
    assert "given: segment" not in beaten


def test_a_stable_grid_that_tells_later_spend_better_than_the_choice_is_named():
    grid = Candidate("shopify11", 11, "grid", PRESETS["shopify11"])
    drawn = run_trials([grid], SHEET, (), seed=0, draws=5)[0]
    assert not drawn.firm
    trials = [*TRIALS, replace(drawn, stability=TRIALS[0].stability)]
    spend = groups.future(TABLE, 100.0 * (drawn.labels == drawn.labels.max())).spend
    judge = Judge(TABLE.ids, spend, seed=0, draws=50)
    asked = frozenset({"tiers"})
    assert "shopify11" in scoreboard(trials, TIERS, None, asked, 1, judge, SHEET, {}, 0)[1]
    assert "shopify11" not in scoreboard(trials, TIERS, None, asked, len(SHEET), judge, SHEET, {}, 0)[1]
    assert "shopify11" not in scoreboard([*TRIALS, drawn], TIERS, None, asked, 1, judge, SHEET, {}, 0)[1]
    assert scoreboard(trials, grid, None, asked, 1, judge, SHEET, {}, 0)[1] == ()
