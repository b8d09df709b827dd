import numpy as np
import pandas as pd
import pytest

from coterie.methods.value.arrays import columns_of
from coterie.methods.value.estimators import BgNbd

ROWS = pd.DataFrame({"frequency": [2, 0], "recency": [3.5, 0.0], "T": [9.0, 9.0]})


def test_columns_come_by_position_as_floats_that_lie_together() -> None:
    found = columns_of(BgNbd(), ROWS, 3, reset=True)
    assert [each.tolist() for each in found] == [[2.0, 0.0], [3.5, 0.0], [9.0, 9.0]]
    assert all(each.dtype == np.float64 and each.flags.c_contiguous for each in found)


def test_the_names_of_a_data_frame_are_remembered_and_asked_for_again() -> None:
    model = BgNbd()
    columns_of(model, ROWS, 3, reset=True)
    assert (model.n_features_in_, model.feature_names_in_.tolist()) == (3, ["frequency", "recency", "T"])
    with pytest.raises(ValueError, match="feature names"):
        columns_of(model, ROWS[["recency", "frequency", "T"]], 3, reset=False)


@pytest.mark.parametrize("table", [np.ones((2, 2)), np.ones((0, 3)), np.ones(3)], ids=["columns", "rows", "flat"])
def test_another_shape_is_told(table: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected a table of 3 columns and at least one row"):
        columns_of(BgNbd(), table, 3, reset=True)
