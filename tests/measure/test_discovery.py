"""Does the false-discovery control find what its paper found?"""

from math import erf, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from coterie.measure.discovery import benjamini_hochberg, selected_level

# The fifteen p values of Benjamini and Hochberg (1995), section 3.2.
PRINTED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
PRINTED += [0.7590, 1.0]


def test_four_hypotheses_of_the_paper_are_rejected_at_five_percent():
    assert int((benjamini_hochberg(np.array(PRINTED)) <= 0.05).sum()) == 4


def test_the_order_of_the_family_does_not_matter():
    p = np.array(PRINTED)
    shuffled = np.random.Generator(np.random.PCG64(0)).permutation(len(p))
    assert np.array_equal(benjamini_hochberg(p)[shuffled], benjamini_hochberg(p[shuffled]))


def test_an_adjusted_p_value_is_never_below_its_own_nor_above_one():
    p = np.random.Generator(np.random.PCG64(1)).random(200)
    q = benjamini_hochberg(p)
    assert (q >= p).all()
    assert (q <= 1).all()


def test_an_empty_family_finds_nothing():
    assert benjamini_hochberg(np.array([])).size == 0
    assert selected_level(0, 0) == 0.95


def test_fewer_selected_give_wider_intervals():
    assert selected_level(1, 100) > selected_level(50, 100) > selected_level(100, 100) == 0.95
    with pytest.raises(ValueError, match="selected out of"):
        selected_level(3, 2)


def test_selected_intervals_miss_no_more_often_than_promised():
    """Two hundred effects, most of them nothing: of the intervals told, at most about one in twenty misses."""
    random = np.random.Generator(np.random.PCG64(4))
    missed = told = 0
    for _ in range(200):
        truth = np.where(np.arange(200) < 20, 3.0, 0.0)
        seen = truth + random.normal(size=200)
        p = 2 * (1 - np.vectorize(_normal)(np.abs(seen)))
        chosen = benjamini_hochberg(p) <= 0.05
        z = _z(selected_level(int(chosen.sum()), 200))
        missed += int((np.abs(seen - truth)[chosen] > z).sum())
        told += int(chosen.sum())
    assert missed / told <= 0.06


def _normal(x):
    return (1 + erf(x / sqrt(2))) / 2


def _z(level):
    return NormalDist().inv_cdf(0.5 + level / 2)
