import json

import numpy as np
import pytest

from coterie.methods.forms import Grid, form_from_json
from coterie.methods.segments.explanation import explain
from coterie.methods.segments.kmeans import fit_centres
from coterie.methods.segments.mixture import fit_mixture
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
