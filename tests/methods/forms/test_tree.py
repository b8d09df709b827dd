import numpy as np

from coterie.methods.forms import Tree


def test_a_tree_fills_missing_values_and_tells_its_paths():
    tree = Tree((0, -1, -1), (5.0, 0.0, 0.0), (1, -1, -1), (2, -1, -1), (0, 0, 1), (9.0,), 2)
    assert tree.labels(np.array([[1.0], [5.0], [np.nan]])).tolist() == [0, 1, 1]
    assert tree.paths() == {1: ((0, "<", 5.0),), 2: ((0, ">=", 5.0),)}
