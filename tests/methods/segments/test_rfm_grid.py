"""scikit-learn's checks are left out here: they bring any number of columns, and a grid takes exactly three."""

import numpy as np
import pytest

from coterie.methods.segments import PRESETS, RfmGrid
from coterie.methods.segments.grid_tables import table
from coterie.methods.segments.rfm_grid import fit_grid, quantile_cuts

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("preset", PRESETS)
def test_shuffling_moves_nobody_to_another_cell_of_a_grid(preset):
    x = np.column_stack([RNG.integers(0, 300, 500), RNG.geometric(0.5, 500), RNG.integers(1, 50, 500)]).astype(float)
    labels = RfmGrid(preset).fit(x).labels_
    order = np.random.default_rng(6).permutation(500)
    assert (RfmGrid(preset).fit(x[order]).labels_ == labels[order]).all()


def test_a_grid_needs_three_columns_and_a_known_name():
    with pytest.raises(ValueError, match="needs 3"):
        RfmGrid().fit(np.ones((5, 2)))
    with pytest.raises(ValueError, match="no grid"):
        RfmGrid("nonsense").fit(np.ones((5, 3)))


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
