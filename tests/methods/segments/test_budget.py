import groups
from coterie.methods.segments.budget import affordable, redraws_within, seconds_of
from coterie.methods.segments.candidates import field_of
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of

TABLE, _ = groups.planted(600)
SHEET = sheet_of(TABLE, forming_of(TABLE), value_of(TABLE))
FIELD = field_of(SHEET, "all", None, {}).candidates


def test_a_small_budget_leaves_methods_out_and_says_so_while_the_quick_field_stays():
    kept, skipped = affordable(1.0, FIELD, SHEET, 2)
    assert {c.method for c in kept} >= {"kmeans", "mixture", "tiers", "shopify11"}
    assert "hdbscan" in skipped
    assert skipped["hdbscan"].startswith("would take about")


def test_a_large_budget_keeps_all():
    kept, skipped = affordable(1e6, FIELD, SHEET, 2)
    assert kept == tuple(FIELD)
    assert skipped == {}


def test_more_budget_buys_more_redraws_up_to_twenty():
    assert redraws_within(0.0, FIELD, SHEET) == 5
    assert 5 < redraws_within(30.0, FIELD, SHEET) <= 20
    assert redraws_within(1e6, FIELD, SHEET) == 20


def test_grids_cost_nothing_and_dear_methods_more_than_cheap_ones():
    cost = {c.method: seconds_of(c, SHEET, 2) for c in FIELD}
    assert cost["shopify11"] == 0
    assert cost["hdbscan"] > cost["kmeans"] > 0
