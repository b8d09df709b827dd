import numpy as np
import pytest

from coterie.methods.forms import Grid


def test_a_grid_refuses_cuts_that_do_not_ascend_and_cells_that_do_not_fit():
    with pytest.raises(ValueError, match="ascend"):
        Grid(((5.0, 1.0),), (False,), ((0,),), (0, 1, 2), 3)
    with pytest.raises(ValueError, match="cells"):
        Grid(((1.0,),), (False,), ((0,),), (0, 1, 2), 3)


def test_a_value_on_a_cut_belongs_to_the_better_side_in_both_directions():
    grid = Grid(((10.0,), (10.0,)), (True, False), ((0,), (1,)), (0, 1, 2, 3), 4)
    assert grid.levels(np.array([[10.0, 10.0], [10.1, 9.9]])).tolist() == [[1, 1], [0, 0]]
    assert grid.on_a_cut(np.array([[10.0, 10.0], [10.1, 10.0]])) == (1, 2)
