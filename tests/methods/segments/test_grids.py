import numpy as np
import pytest

from coterie.methods.segments.grid_tables import PRESETS, GridRow, GridSpec, faults, table
from coterie.methods.segments.own_grids import own_grids
from coterie.methods.segments.recipe import copied_recipe
from coterie.methods.segments.rfm_grid import fit_grid, quantile_cuts
from coterie.terms import WrongWords

FULL = [{"r": [1, 3], "f": [1, 1], "name": "Once"}, {"r": [1, 3], "f": [2, 3], "name": "More"}]


@pytest.mark.parametrize("spec", PRESETS.values(), ids=PRESETS.keys())
def test_every_cell_of_a_preset_is_in_exactly_one_row(spec):
    assert faults(spec) == ()


def test_presets_have_as_many_groups_as_they_say():
    groups = {name: len(table(spec)[1]) for name, spec in PRESETS.items()}
    assert groups == {"shopify11": 11, "klaviyo6": 6, "classic10": 10, "quintile125": 125}


def test_a_preset_with_a_gap_is_refused():
    spec = GridSpec("holed", (2, 2, 2), ((0,),), (GridRow(((1, 1),), "low"),))
    with pytest.raises(ValueError, match="no row"):
        table(spec)


def test_equal_values_have_equal_levels_and_the_ends_the_outer_ones():
    values = np.array([1.0] * 600 + [2.0] * 250 + [3.0] * 100 + [9.0] * 50)
    levels = np.searchsorted(quantile_cuts(values, 5), [1, 2, 3, 9], side="right")
    assert levels[0] == 0
    assert levels[-1] == 4
    assert (np.diff(levels) >= 0).all()


def test_without_ties_levels_are_fifths():
    values = np.random.default_rng(0).permutation(1000).astype(float)
    cuts = quantile_cuts(values, 5)
    assert np.bincount(np.searchsorted(cuts, values, side="right")).tolist() == [200] * 5
    down = quantile_cuts(values, 5, descending=True)
    assert np.bincount(4 - np.searchsorted(down, values, side="left")).tolist() == [200] * 5


def test_a_single_value_has_the_middle_level():
    grid = fit_grid(np.full((40, 3), 7.0), PRESETS["quintile125"])
    assert set(grid.levels(np.full((40, 3), 7.0)).ravel()) == {2}


def test_customers_without_orders_are_prospects():
    x = np.vstack([np.random.default_rng(0).uniform(1, 9, (50, 3)), np.full((2, 3), np.nan)])
    grid = fit_grid(x, PRESETS["shopify11"])
    names = table(PRESETS["shopify11"])[1]
    assert [names[i] for i in grid.labels(x)[-2:]] == ["Prospects", "Prospects"]


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


def test_the_copied_recipe_splits_ties_which_is_why_it_is_only_a_yardstick():
    rfm = np.column_stack([np.arange(100.0), np.ones(100), np.ones(100)])
    assert len(np.unique(copied_recipe(rfm))) == 5
