from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coterie.report import SPREAD, bin_edges, listed, spread
from coterie.terms import Trait

SPEND = Trait("spend", "Spend", "value", "numeric", "currency")
SIZE = Trait("size", "Size", "demographic", "ordered", levels=("S", "M", "L"))


@given(st.lists(st.integers(0, 60), min_size=12, max_size=12), st.integers(1, 30))
def test_neighbours_are_joined_until_none_is_small_and_nobody_is_lost(counts: list[int], floor: int) -> None:
    edges = [float(i) for i in range(13)]
    bins = spread(SPEND, sum(counts), sum(counts), [0.0] * len(SPREAD), edges, counts, floor)["bins"]
    assert sum(each["count"] for each in bins) == sum(counts)
    assert all(each["count"] >= floor for each in bins) or len(bins) == 1
    assert all(a["high"] == b["low"] for a, b in pairwise(bins))


@given(st.lists(st.integers(-50, 50), min_size=len(SPREAD), max_size=len(SPREAD)).map(sorted))
def test_edges_rise_and_reach_from_end_to_end(quantiles: list[int]) -> None:
    edges = bin_edges([float(q) for q in quantiles], 12)
    assert edges[0] == quantiles[0] and edges[-1] == quantiles[-1]
    assert all(a < b for a, b in pairwise(edges)) or len(edges) == 2


def test_ordered_levels_keep_their_order() -> None:
    found = listed(SIZE, 100, 90, {"L": 50, "S": None, "M": 40})
    assert [each["level"] for each in found["levels"]] == ["S", "M", "L"]
    assert found["missing"] == 10 and found["levels"][0]["share"] is None
