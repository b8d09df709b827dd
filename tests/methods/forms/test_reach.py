import numpy as np

from coterie.methods.forms import Reach

FORM = Reach(((0.0, 0.0), (10.0, 0.0)), (0, 1), (2.0, 1.0), 2)


def test_only_who_lies_within_reach_joins_a_group():
    x = np.array([[0.0, 2.0], [0.0, 2.1], [10.5, 0.5], [10.0, 1.5]])
    assert FORM.labels(x).tolist() == [0, 2, 1, 2]


def test_the_nearest_point_within_reach_decides():
    overlapping = Reach(((0.0,), (3.0,)), (0, 1), (5.0, 5.0), 2)
    assert overlapping.labels(np.array([[1.0], [2.0]])).tolist() == [0, 1]


def test_json_gives_it_back_and_renumbering_keeps_the_outside_group():
    assert Reach.from_json(FORM.to_json()) == FORM
    again = FORM.reorder([2, 0, 1])
    assert again.outside == 0
    assert again.labels(np.array([[0.0, 0.0], [50.0, 0.0]])).tolist() == [1, 0]


def test_without_points_all_are_outside():
    assert Reach((), (), (), 0).labels(np.zeros((3, 2))).tolist() == [0, 0, 0]
