import numpy as np
import pytest
from scipy.optimize import nnls

from coterie.methods.forms import Archetypes

PARTS = np.array([[0.8, 0.6, 0.0], [0.0, 0.6, 0.8]])
FORM = Archetypes((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), tuple(tuple(p) for p in PARTS.tolist()))


def test_shares_are_those_of_non_negative_least_squares():
    x = np.random.default_rng(0).uniform(0, 1, (50, 3))
    weights = np.array([nnls(PARTS.T, row)[0] for row in x])
    assert FORM.memberships(x) == pytest.approx(weights / weights.sum(axis=1, keepdims=True), abs=1e-6)


def test_who_has_nothing_of_any_type_has_equal_shares():
    assert FORM.memberships(np.zeros((1, 3))).tolist() == [[0.5, 0.5]]


def test_json_gives_it_back_and_renumbering_moves_nobody():
    assert Archetypes.from_json(FORM.to_json()) == FORM
    assert FORM.reorder([1, 0]).labels(np.array([[1.0, 0.5, 0.0]])).tolist() == [1]
