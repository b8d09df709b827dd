from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.notes import about_bounds, notes, told, unjudged
from coterie.methods.value.totals import ModelError
from coterie.terms import ValueScore

CHECK = SimpleNamespace(holdout=SimpleNamespace(spend_actual=1000.0, orders_actual=50.0))


def score(name, spend, mae, chosen=False):
    label, kind = name.replace("_", " "), "model" if name.startswith("model") else "naive"
    return ValueScore(name, label, kind, 50.0, spend, 1.0, mae, 0.5, chosen=chosen)


def test_the_verdict_says_what_it_rests_on_and_how_far_it_was_off():
    board = (score("model_a", 900.0, 20.0, True), score("way_b", 2000.0, 10.0))
    (note,) = told(board, CHECK)
    assert note.startswith("COT-816: the forecast rests on a model of how customers buy, leave and spend (model a); on")
    assert "on the days kept apart its total of spend was 10%" in note
    assert "below what came, and no other way came closer both in total and customer by customer" in note


def test_a_way_that_was_better_in_both_is_named():
    board = (score("model_a", 900.0, 20.0, True), score("way_b", 1010.0, 15.0))
    assert "; way b came closer both in total" in told(board, CHECK)[0]
    assert "as good as what came" in told((score("model_a", 1001.0, 20.0, True),), CHECK)[0]
    assert told((), CHECK) == []
    assert told(board, None) == []


def test_a_prior_and_a_boundary_are_told(planted):
    fit = fit_summary(planted(800, 1)[0])
    assert notes(fit, 0.0, ModelError(0.1, 2), None) == ()
    held = notes(replace(fit, prior=True), 0.0, ModelError(0.1, 2), None)
    assert held[0].startswith("COT-815: the parameters of leaving (a and b)")
    edge = notes(replace(fit, boundary=("a", "q", "r")), 0.4, ModelError(0.0, 1), None)
    assert [note[:7] for note in edge] == ["COT-808", "COT-814", "COT-808", "COT-809", "COT-810"]


def test_bounds_that_begin_at_nothing_are_told():
    assert about_bounds(np.ones(1000)) == []
    assert "0 for 50% of customers" in about_bounds(np.array([0.0, 1.0]))[0]
    assert unjudged({"value holdout": "too short"}) == ["COT-812: too short"]
