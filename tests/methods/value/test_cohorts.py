import numpy as np
import pytest

from coterie.methods.value.cohorts import cohorts


def rows(*found):
    who, day, spend = zip(*found, strict=True)
    return np.array(who, dtype=object), np.array(day, dtype="datetime64[D]"), np.array(spend, dtype=float)


ROWS = rows(
    ("a", "2024-01-31", 10), ("a", "2024-02-01", 5), ("a", "2024-02-28", 5), ("a", "2024-04-02", 1),
    ("b", "2024-01-01", 30), ("b", "2024-03-15", 20),
    ("c", "2024-03-01", 7),
    ("d", "2024-05-01", 99),
)  # fmt: skip


def test_triangles_equal_a_count_by_hand():
    found = cohorts(*ROWS, as_of=np.datetime64("2024-04-10"))
    assert found.months.astype(str).tolist() == ["2024-01-01", "2024-03-01"]
    assert found.size.tolist() == [2, 1]
    assert found.retention[0].tolist() == [1.0, 0.5, 0.5, 0.5]
    assert found.ltv[0].tolist() == [20.0, 25.0, 35.0, 35.5]
    assert found.retention[1, :2].tolist() == [1.0, 0.0]
    assert np.isnan(found.retention[1, 2:]).all()
    assert np.isnan(found.ltv[1, 2:]).all()


def test_a_month_that_is_not_over_is_marked():
    april = cohorts(*ROWS, as_of=np.datetime64("2024-04-10")).whole
    assert april[0].tolist() == [True, True, True, False]
    assert cohorts(*ROWS, as_of=np.datetime64("2024-04-30")).whole[0].all()


def test_shuffled_rows_give_the_same_triangles():
    order = np.random.default_rng(1).permutation(len(ROWS[0]))
    first = cohorts(*ROWS, as_of=np.datetime64("2024-06-01"))
    second = cohorts(*(c[order] for c in ROWS), as_of=np.datetime64("2024-06-01"))
    assert np.array_equal(first.ltv, second.ltv, equal_nan=True)
    assert np.array_equal(first.retention, second.retention, equal_nan=True)


def test_no_order_by_then_is_refused():
    with pytest.raises(ValueError, match="no order up to 2023-01-01"):
        cohorts(*ROWS, as_of=np.datetime64("2023-01-01"))


def test_cdnow_is_one_quarter_of_newcomers(cdnow_days):
    found = cohorts(
        cdnow_days["customer"].to_numpy(object),
        cdnow_days["day"].to_numpy().astype("datetime64[D]"),
        cdnow_days["spend"].to_numpy(),
        as_of=np.datetime64("1998-06-30"),
    )
    assert found.months.astype(str).tolist() == ["1997-01-01", "1997-02-01", "1997-03-01"]
    assert found.size.sum() == 2357
    assert (found.retention[:, 0] == 1).all()
    last = found.ltv[np.arange(3), [17, 16, 15]]
    assert (last * found.size).sum() == pytest.approx(244_091.94)
