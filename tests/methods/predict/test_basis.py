import numpy as np
from sklearn.base import clone

from coterie.methods.predict.basis import MOST_LEVELS, Basis, bends
from coterie.methods.predict.sheet import Field

NUMBER = Field("n", "N", "", "number")
LEVEL = Field("l", "L", "", "level", tuple(f"v{i:02d}" for i in range(40)))
FLAG = Field("f", "F", "", "flag")


def test_a_spline_is_straight_beyond_its_outer_knots():
    x = np.array([-3.0, -2.0, -1.0, 9.0, 10.0, 11.0])
    for column in bends(x, (0.0, 1.0, 3.0, 5.0, 8.0)):
        np.testing.assert_allclose(column[:3], 0.0)
        np.testing.assert_allclose(column[5] - column[4], column[4] - column[3])


def test_columns_are_standardised_on_the_rows_learned():
    x = np.random.default_rng(0).normal(5, 2, (500, 1))
    basis = Basis((NUMBER,)).fit(x)
    columns = basis.transform(x)
    assert columns.shape == (500, 4)
    np.testing.assert_allclose(columns.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(columns.std(axis=0), 1)
    assert basis.owner_.tolist() == [0, 0, 0, 0]


def test_a_missing_number_is_the_median_with_a_flag_and_alone_as_in_a_crowd():
    x = np.array([[1.0], [2.0], [np.nan], [4.0], [9.0]])
    basis = Basis((NUMBER,)).fit(x)
    assert basis.parts_[0].fill == 3.0
    assert basis.parts_[0].missing
    np.testing.assert_array_equal(basis.transform(x)[2:3], basis.transform(x[2:3]))


def test_rare_and_new_levels_have_no_column():
    x = np.repeat(np.arange(40.0), np.arange(1, 41))[:, None]
    basis = Basis((LEVEL,)).fit(x)
    assert basis.transform(x).shape[1] == MOST_LEVELS
    unseen, new = basis.transform(np.array([[0.0], [np.nan]]))
    np.testing.assert_array_equal(unseen, new)


def test_trees_get_numbers_as_they_are():
    x = np.array([[1.0, 0.0], [np.nan, 1.0]])
    np.testing.assert_array_equal(Basis((NUMBER, FLAG), bent=False).fit(x).transform(x), x)


def test_few_values_and_no_values_and_no_fields_are_carried():
    flat = np.full((20, 2), np.nan)
    flat[:, 1] = np.arange(20) % 2
    assert np.isfinite(Basis((NUMBER, FLAG)).fit(flat).transform(flat)).all()
    assert Basis(()).fit(np.empty((5, 0))).transform(np.empty((5, 0))).shape == (5, 1)


def test_it_can_be_cloned_as_scikit_learn_expects():
    assert clone(Basis((NUMBER,), bent=False)).get_params() == {"fields": (NUMBER,), "bent": False}
