import json
from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.forms import Centres, Grid, Mixture, Model, Tree, form_from_json
from coterie.methods.segments.explanation import explain
from coterie.methods.segments.kmeans import fit_centres
from coterie.methods.segments.mixture import fit_mixture
from coterie.methods.segments.preparation import fit_preparation
from coterie.terms import Trait

RNG = np.random.default_rng(0)
X = np.vstack([RNG.normal(m, 1, (700, 3)) for m in (0, 3, 9)])
TRAITS = [Trait(name, name, "behavioural", "numeric") for name in ("a", "b", "c")]


def _forms():
    tree = explain(X, np.repeat([0, 1, 2], 700), 3, TRAITS)
    assert tree is not None
    return [
        fit_centres(X, 4, seed=1),
        fit_mixture(X, 3, seed=1),
        Grid(((1.0, 5.0), (2.0, 4.0), (3.0, 6.0)), (True, False, False), ((0,), (1, 2)), tuple(range(9)), 9, 3),
        tree.tree,
    ]


@pytest.mark.parametrize("form", _forms(), ids=lambda f: type(f).__name__)
def test_a_form_read_back_from_json_gives_the_same_labels(form):
    back = form_from_json(json.loads(json.dumps(form.to_json())))
    assert back == form
    assert (back.labels(X) == form.labels(X)).all()


@pytest.mark.parametrize("form", _forms(), ids=lambda f: type(f).__name__)
def test_one_customer_alone_is_scored_as_in_the_crowd(form):
    labels, memberships = form.labels(X), form.memberships(X)
    for i in range(0, len(X), 97):
        assert form.labels(X[i : i + 1])[0] == labels[i]
        if memberships is not None:
            assert (form.memberships(X[i : i + 1])[0] == memberships[i]).all()


@pytest.mark.parametrize("form", _forms(), ids=lambda f: type(f).__name__)
def test_reordering_renumbers_and_changes_nothing_else(form):
    order = list(range(form.k))[::-1]
    assert (form.k - 1 - form.reorder(order).labels(X) == form.labels(X)).all()


def test_nobody_gets_no_label():
    for form in _forms():
        assert form.labels(np.empty((0, 3))).shape == (0,)


def test_memberships_equal_scikit_learns_and_sum_to_one():
    form = fit_mixture(X, 3, seed=1)
    shares = form.memberships(X)
    assert isinstance(form, Mixture)
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares.argmax(axis=1) == form.labels(X)).all()


def test_preparation_of_one_customer_is_bitwise_that_of_all():
    raw = np.exp(X)
    raw[::11, 1] = np.nan
    prepared = fit_preparation(raw, ("a", "b", "c"))
    whole = prepared.apply(raw)
    for i in range(0, len(raw), 53):
        assert (prepared.apply(raw[i : i + 1])[0] == whole[i]).all()
    assert np.isfinite(whole).all()


def test_a_model_keeps_labels_and_confidence_through_json():
    prepared = fit_preparation(X, ("a", "b", "c"))
    form = fit_centres(prepared.apply(X), 3, seed=1)
    again = tuple(fit_centres(prepared.apply(X[s::3]), 3, seed=s) for s in range(3))
    model = Model("kmeans", ("a", "b", "c"), prepared, form, ("x", "y", "z"), again)
    back = Model.from_json(json.loads(json.dumps(model.to_json())))
    assert back == model
    assert (back.score(X).confidence == model.score(X).confidence).all()
    turned = model.reorder([2, 1, 0])
    assert turned.names == ("z", "y", "x")
    assert (turned.score(X).confidence == model.score(X).confidence).all()
    assert replace(model, redrawn=()).score(X).confidence is None


def test_unknown_forms_and_versions_are_refused():
    with pytest.raises(ValueError, match="names the form"):
        form_from_json({"form": "magic"})
    with pytest.raises(ValueError, match="version"):
        Model.from_json({"version": 99})


def test_a_grid_refuses_cuts_that_do_not_ascend_and_cells_that_do_not_fit():
    with pytest.raises(ValueError, match="ascend"):
        Grid(((5.0, 1.0),), (False,), ((0,),), (0, 1, 2), 3)
    with pytest.raises(ValueError, match="cells"):
        Grid(((1.0,),), (False,), ((0,),), (0, 1, 2), 3)


def test_a_value_on_a_cut_belongs_to_the_better_side_in_both_directions():
    grid = Grid(((10.0,), (10.0,)), (True, False), ((0,), (1,)), (0, 1, 2, 3), 4)
    assert grid.levels(np.array([[10.0, 10.0], [10.1, 9.9]])).tolist() == [[1, 1], [0, 0]]
    assert grid.on_a_cut(np.array([[10.0, 10.0], [10.1, 10.0]])) == (1, 2)


def test_a_tree_fills_missing_values_and_tells_its_paths():
    tree = Tree((0, -1, -1), (5.0, 0.0, 0.0), (1, -1, -1), (2, -1, -1), (0, 0, 1), (9.0,), 2)
    assert tree.labels(np.array([[1.0], [5.0], [np.nan]])).tolist() == [0, 1, 1]
    assert tree.paths() == {1: ((0, "<", 5.0),), 2: ((0, ">=", 5.0),)}


def test_a_tie_between_centres_goes_to_the_lower_number():
    assert Centres(((0.0,), (2.0,))).labels(np.array([[1.0]])).tolist() == [0]
