import numpy as np
import pytest

from coterie.methods.segments.grid_tables import table
from coterie.methods.segments.own_grids import own_grids
from coterie.methods.segments.rfm_grid import fit_grid
from coterie.terms import WrongWords

FULL = [{"r": [1, 3], "f": [1, 1], "name": "Once"}, {"r": [1, 3], "f": [2, 3], "name": "More"}]


def test_a_grid_of_ones_own_is_read_with_its_cut_points():
    spec = own_grids({"mine": {"levels": 3, "cuts": {"r": [30, 90]}, "rows": FULL}})["mine"]
    assert spec.cuts[0] == (30.0, 90.0)
    assert table(spec)[1] == ("Once", "More")
    grid = fit_grid(np.array([[10.0, 1, 5], [40, 2, 9], [100, 3, 7]]), spec)
    assert grid.levels(np.array([[30.0, 1, 1], [30.5, 1, 1], [91, 1, 1]]))[:, 0].tolist() == [2, 1, 0]


def test_gaps_and_overlaps_are_refused_with_the_cell_named():
    rows = [*FULL, {"r": [2, 2], "f": [3, 3], "m": [1, 1], "name": "Twice"}]
    with pytest.raises(WrongWords, match="COT-703 grid a: cell r 2, f 3, m 1 is in 'More' and 'Twice'"):
        own_grids({"a": {"levels": 3, "rows": rows}})
    with pytest.raises(WrongWords, match="cell r 1, f 1, m 1 is in no row"):
        own_grids({"b": {"levels": 3, "rows": FULL[1:]}})


@pytest.mark.parametrize(
    ("grid", "said"),
    [
        ("words", "expected a table"),
        ({"levels": 3}, "no rows"),
        ({"levels": 1, "rows": FULL}, "levels of r"),
        ({"levels": 3, "cuts": {"q": [1]}, "rows": FULL}, "r, f or m"),
        ({"levels": 3, "cuts": {"r": [9, 1]}, "rows": FULL}, "ascend"),
        ({"levels": 3, "cuts": {"r": ["a"]}, "rows": FULL}, "numbers"),
        ({"levels": 3, "rows": [{"r": [1, 3]}]}, "no name"),
        ({"levels": 3, "rows": [{"r": [0, 3], "name": "x"}]}, "from 1 to 3"),
        ({"levels": 3, "rows": [{"r": "a-b", "name": "x"}]}, "such as"),
    ],
)
def test_a_grid_that_cannot_be_read_says_why(grid, said):
    with pytest.raises(WrongWords, match=said):
        own_grids({"mine": grid})
