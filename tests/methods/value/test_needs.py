from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from coterie.methods.value.needs import (
    NotEnough,
    check_carries,
    check_counts,
    check_purchases,
    check_repeat,
    check_spend,
    check_spenders,
)
from coterie.terms import Window


def short(summary, n):
    return replace(summary, **{name: getattr(summary, name)[:n] for name in ("ids", "x", "t_x", "T", "spend")})


def refused(summary):
    with pytest.raises(NotEnough) as caught:
        check_carries(summary)
    return caught.value.code, str(caught.value)


def test_enough_is_enough(planted):
    check_carries(planted(500, 1)[0])


def test_too_little_is_said_with_the_figure_found_and_the_figure_needed(planted):
    summary = planted(500, 1)[0]
    zeros = np.zeros(500)
    never = replace(summary, x=zeros, t_x=zeros)
    seldom = replace(summary, x=np.where(np.arange(500) < 7, 1.0, 0.0), t_x=np.where(np.arange(500) < 7, 1.0, 0.0))
    brief = replace(summary, window=Window(date(2021, 1, 1), date(2021, 1, 1) + timedelta(days=20)))
    same = replace(summary, x=zeros + 2, t_x=zeros + 3, T=zeros + 9)
    assert refused(short(summary, 40)) == ("COT-801", "found 40 customers with an order; at least 100 are needed")
    assert refused(seldom)[0] == "COT-802"
    assert "found 7 customers who bought on two or more days; at least 30" in refused(seldom)[1]
    assert refused(brief) == ("COT-803", "the orders span 21 days; at least 56 are needed")
    assert refused(never)[0] == "COT-804"
    assert "all 500 customers bought on one day only" in refused(never)[1]
    assert refused(same)[0] == "COT-805"


def test_spend_needs_thirty_customers_who_differ():
    known = np.full(200, np.nan)
    with pytest.raises(NotEnough, match="found 0 customers with positive spend") as caught:
        check_spenders(known)
    assert caught.value.code == "COT-807"
    known[:50] = 10.0
    with pytest.raises(NotEnough, match="spent the same") as caught:
        check_spenders(known)
    assert caught.value.code == "COT-805"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((-1, 0, 9), "a frequency below 0"),
        ((1.5, 3, 9), "a frequency that is no whole number"),
        ((2, 0, 9), "frequency above 0 with recency 0"),
        ((0, 3, 9), "recency above 0 with frequency 0"),
        ((2, 10, 9), "recency above the age T"),
        ((2, -1, 9), "a recency below 0"),
        ((0, 0, -1), "an age T below 0"),
        ((np.nan, 0, 9), "a missing or infinite number"),
        ((1, 3, np.inf), "a missing or infinite number"),
    ],
)
def test_a_history_that_cannot_be_is_named_with_its_row(row, said):
    rows = np.array([(0, 0, 9), (2, 5, 9), row], dtype=np.float64)
    with pytest.raises(ValueError, match=f"COT-811 {said} in 1 rows, first in row 2"):
        check_purchases(*rows.T)


def test_all_faults_are_named_at_once():
    with pytest.raises(ValueError, match="recency above the age") as caught:
        check_purchases(np.array([1.0, -1.0]), np.array([9.0, 0.0]), np.array([3.0, 3.0]))
    assert "frequency below 0" in str(caught.value)
    with pytest.raises(ValueError, match="three columns of one length"):
        check_purchases(np.zeros(2), np.zeros(3), np.zeros(2))


def test_spend_and_weights_are_checked():
    with pytest.raises(ValueError, match="mean spend that is not above 0 in 2 rows, first in row 1"):
        check_spend(np.array([1.0, 2, 1]), np.array([5.0, -3, 0]))
    with pytest.raises(ValueError, match="COT-805"):
        check_spend(np.array([1.0, 2]), np.array([5.0, 5.0]))
    assert check_spend(np.array([0.0, 2, 1]), np.array([np.nan, 4, 5])).tolist() == [False, True, True]
    with pytest.raises(ValueError, match="a weight that is not a number above 0"):
        check_counts([1, 0], 2)
    with pytest.raises(ValueError, match="one weight for each"):
        check_counts([1, 2, 3], 2)
    assert check_counts(None, 2) is None
    with pytest.raises(ValueError, match="COT-804"):
        check_repeat(np.zeros(3))
