import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.methods.value.unique_rows import distinct, unique_rows


def as_triples(rows):
    return list(
        zip(rows.x.values[rows.x.at], rows.t_x.values[rows.t_x.at], rows.T.values[rows.T.at], rows.count, strict=True)
    )


def by_hand(x, t_x, T, count=None):
    found = {}
    for i, key in enumerate(zip(x, t_x, T, strict=True)):
        found[key] = found.get(key, 0.0) + (1.0 if count is None else count[i])
    return [(*key, found[key]) for key in sorted(found)]


histories = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(9, 12)), min_size=1, max_size=60).map(
    lambda rows: [np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)]
)


@given(histories, st.sampled_from([1.0, 1 / 7, 0.01, np.pi]))
def test_rows_are_counted_and_sorted_in_any_unit(columns, unit):
    x, t_x, T = columns[0], columns[1] * unit, columns[2] * unit
    assert as_triples(unique_rows(x, t_x, T)) == by_hand(x, t_x, T)


@given(histories, st.randoms(use_true_random=False))
def test_counts_are_added_in_any_order(columns, random):
    count = np.array([random.choice([1.0, 2.0, 5.0]) for _ in columns[0]])
    order = random.sample(range(len(count)), len(count))
    rows = unique_rows(*(c[order] for c in columns), count[order])
    assert as_triples(rows) == by_hand(*columns, count)


def test_columns_too_wide_to_pack_are_sorted_instead(monkeypatch):
    monkeypatch.setattr("coterie.methods.value.unique_rows.FULL", 1)
    x, t_x, T = np.array([2.0, 0, 2, 0]), np.array([5.0, 0, 5, 0]), np.array([9.0, 9, 9, 8])
    assert as_triples(unique_rows(x, t_x, T)) == by_hand(x, t_x, T)
    count = np.array([1.0, 2, 3, 4])
    assert as_triples(unique_rows(x, t_x, T, count)) == by_hand(x, t_x, T, count)


def test_a_systematic_part_keeps_one_time_buyers_and_weighs_the_rest(planted):
    summary, _, _ = planted(3000, 1)
    rows = unique_rows(summary.x, np.rint(summary.t_x), np.rint(summary.T) + 1)
    part = rows.every(4)
    once, once_part = (r.count[r.x.values[r.x.at] == 0].sum() for r in (rows, part))
    assert once_part == once
    assert part.customers == pytest.approx(rows.customers, rel=0.05)
    assert len(part) < len(rows)


@given(histories)
def test_distinct_rows_lead_back_to_every_row(columns):
    first, at = distinct(*columns)
    for column in columns:
        assert np.array_equal(column[first][at], column)
    assert len(first) == len({*zip(*columns, strict=True)})
