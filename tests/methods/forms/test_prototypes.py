import numpy as np

from coterie.methods.forms import Prototypes

FORM = Prototypes(((0.0, 0.0), (2.0, 1.0)), (0, 3), 1.5)


def test_a_differing_category_adds_its_weight():
    assert FORM.distances(np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0]])).tolist() == [
        [1.0, 1.5, 5.5],
        [2.5, 4.0, 1.5],
    ]


def test_a_missing_category_differs_from_all():
    assert FORM.labels(np.array([[0.9, -1.0], [1.1, -1.0]])).tolist() == [0, 1]


def test_json_gives_it_back_and_renumbering_moves_nobody():
    assert Prototypes.from_json(FORM.to_json()) == FORM
    assert FORM.reorder([1, 0]).labels(np.array([[0.0, 0.0]])).tolist() == [1]
