"""Do engine types become the arrays that the nouns promise?"""

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from coterie.engine.collect import to_arrays


@pytest.mark.parametrize(
    ("values", "kind", "dtype"),
    [
        ([1, 2], pa.int64(), np.int64),
        ([1, 2], pa.int32(), np.int64),
        ([1, None], pa.int64(), np.float64),
        ([1.5, None], pa.float64(), np.float64),
        ([True, False], pa.bool_(), np.int64),
        ([True, None], pa.bool_(), np.float64),
        ([Decimal("1.500"), None], pa.decimal128(18, 3), np.float64),
        ([date(2024, 1, 1), None], pa.date32(), np.dtype("datetime64[D]")),
        ([datetime(2024, 1, 1, 12), None], pa.timestamp("us"), np.dtype("datetime64[us]")),
        (["a", None], pa.string(), np.dtype(object)),
    ],
    ids=str,
)
def test_type(values: list[object], kind: pa.DataType, dtype: np.dtype) -> None:
    made = to_arrays(pa.table({"x": pa.array(values, kind)}))["x"]
    assert made.dtype == dtype
    assert len(made) == 2


def test_missing_is_nan_nat_or_none() -> None:
    made = to_arrays(
        pa.table(
            {
                "number": pa.array([None], pa.int64()),
                "flag": pa.array([None], pa.bool_()),
                "day": pa.array([None], pa.date32()),
                "text": pa.array([None], pa.string()),
            }
        )
    )
    assert np.isnan(made["number"][0])
    assert np.isnan(made["flag"][0])
    assert np.isnat(made["day"][0])
    assert made["text"][0] is None


def test_repeated_text_is_text_again() -> None:
    column = pa.array(["a", "b", "a"]).dictionary_encode()
    assert to_arrays(pa.table({"x": column}))["x"].tolist() == ["a", "b", "a"]


def test_no_rows_are_no_rows() -> None:
    made = to_arrays(pa.table({"n": pa.array([], pa.int64()), "text": pa.array([], pa.string())}))
    assert {name: len(column) for name, column in made.items()} == {"n": 0, "text": 0}


def test_equal_texts_of_two_results_are_one_in_memory() -> None:
    one, two = (to_arrays(pa.table({"id": pa.array(["customer 17", None])}))["id"] for _ in range(2))
    assert one[0] is two[0]
    assert one[1] is None
