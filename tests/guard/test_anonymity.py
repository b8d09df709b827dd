"""Does a small group stay untold?"""

import pytest

from coterie.guard import may_be_told, size_floor


def test_the_floor_is_the_larger_of_thirty_and_one_percent():
    assert size_floor(100) == 30
    assert size_floor(3_000) == 30
    assert size_floor(3_001) == 31
    assert size_floor(50_000) == 500


def test_a_group_at_the_floor_is_told_and_one_below_is_not():
    told = may_be_told({"a": 30, "b": 29, "c": 31})
    assert told.groups == ("a", "c")
    assert told.small == {"b": 29}
    assert "fewer than 30 customers each: b." in told.sentence


def test_nothing_left_out_needs_no_sentence():
    assert may_be_told({"a": 30}).sentence == ""


def test_a_floor_below_one_is_refused():
    with pytest.raises(ValueError, match="floor of 0"):
        may_be_told({"a": 30}, 0)
