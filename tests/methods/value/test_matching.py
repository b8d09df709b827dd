import numpy as np

from coterie.methods.value.matching import matched, part
from coterie.terms import CustomerTable, Slice


def test_those_known_to_both_are_matched_by_id(planted):
    summary, later, spend = planted(50, 1)
    ids = summary.ids[10:30]
    slice_ = Slice(CustomerTable(ids, {}, (), summary.window), summary.window, spend[10:30], later[10:30])
    at, rows = matched(summary, slice_)
    assert at.tolist() == list(range(10, 30))
    assert rows.tolist() == list(range(20))
    assert np.array_equal(part(summary, at).x, summary.x[10:30])
    assert np.array_equal(part(summary, at).ids, ids)
