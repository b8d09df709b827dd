from dataclasses import replace

import numpy as np
import pytest

from coterie.engine import to_frame
from coterie.report import customer_columns, evidence_columns, scoreboard_columns, segment_columns
from coterie.report.tables import customer_blocks, rounded
from coterie.terms import CustomerTable, Trait
from report import fake


def test_ordered_traits_are_written_as_levels_and_flags_as_truth() -> None:
    traits = (
        Trait("size", "Size", "demographic", "ordered", levels=("low", "high")),
        Trait("member", "Member", "demographic", "flag"),
        Trait("segment", "Their own segment", "demographic", "categorical"),
    )
    columns = {
        "size": np.array([1.0, np.nan]),
        "member": np.array([0.0, 1.0]),
        "segment": np.array(["x", None], dtype=object),
    }
    table = CustomerTable(np.array(["a", "b"], dtype=object), columns, traits)
    out = customer_columns(replace(fake.bare(), table=table))
    assert out["size"].tolist() == ["high", None] and out["member"].tolist() == [False, True]
    assert out["segment_given"].tolist() == ["x", None]


def test_rounding_leaves_no_negative_zero_and_masks_what_is_not_finite() -> None:
    out = rounded(np.array([-1e-12, 0.1 + 0.2, np.nan, np.inf]), 6)
    assert str(out[0]) == "0.0" and out[1] == 0.3 and out.mask.tolist() == [False, False, True, True]


def test_customers_without_a_value_have_none() -> None:
    results = fake.fake_results()
    assert results.value is not None
    cut = {name: getattr(results.value, name)[:-1] for name in ("ids", "expected_orders", "p_alive", "clv", "clv_low",
                                                                "clv_high")}  # fmt: skip
    out = customer_columns(replace(results, value=replace(results.value, **cut)))
    assert out["clv"].mask.tolist()[-2:] == [False, True]


@pytest.mark.parametrize("size", [7, 100])
def test_blocks_of_customers_beside_each_other_are_the_whole(size: int) -> None:
    results = fake.fake_results()
    whole, blocks = customer_columns(results), list(customer_blocks(results, size))
    assert len(blocks) == -(-len(results.table) // size) and "clv" in whole and "segment" in whole
    for name, values in whole.items():
        assert [v for block in blocks for v in block[name].tolist()] == values.tolist()


def test_nobody_is_one_block_without_rows() -> None:
    table = CustomerTable(np.empty(0, dtype=object), {"n": np.empty(0)}, (Trait("n", "N", "behavioural", "numeric"),))
    (block,) = customer_blocks(replace(fake.bare(), table=table))
    assert list(block) == ["customer_id", "n"] and not len(block["n"])


def test_the_frames_have_a_row_for_each_of_theirs() -> None:
    results = fake.fake_results()
    assert to_frame(segment_columns(results))["segment"].tolist() == [f"s{i}" for i in range(1, 7)]
    assert to_frame(scoreboard_columns(results))["chosen"].sum() == 1
    assert to_frame(evidence_columns(results))["key"].tolist() == [s.key for s in results.evidence]
