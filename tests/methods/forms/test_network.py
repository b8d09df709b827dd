import numpy as np
import pytest

from coterie.methods.forms import Network

FORM = Network(((((1.0, -1.0), (0.5, 0.5)), (0.0, 0.1)), (((2.0, 1.0),), (-0.2,))), ((-0.5,), (0.5,)))


def test_each_layer_is_a_weighted_sum_and_a_hyperbolic_tangent():
    x = np.array([[0.3, 0.8]])
    first = np.tanh([0.3 - 0.8, 0.15 + 0.4 + 0.1])
    assert FORM.embedded(x)[0, 0] == pytest.approx(np.tanh(2 * first[0] + first[1] - 0.2))


def test_the_nearest_centre_behind_the_layers_decides():
    assert FORM.labels(np.array([[-2.0, 2.0], [2.0, -2.0]])).tolist() == [0, 1]


def test_json_gives_it_back_and_renumbering_moves_nobody():
    assert Network.from_json(FORM.to_json()) == FORM
    assert FORM.reorder([1, 0]).labels(np.array([[-2.0, 2.0]])).tolist() == [1]
