import numpy as np
import pytest

from coterie.methods.segments.spread import gaps, within

RNG = np.random.default_rng(11)
X = np.vstack([RNG.normal(m, 0.3, (150, 2)) for m in (0, 5, 10)])


def test_groups_leave_little_spread_and_lots_leave_all():
    assert within(X, np.repeat([0, 1, 2], 150)) < 0.02
    assert within(X, RNG.integers(0, 3, 450)) > 0.95
    assert within(X, np.zeros(450, dtype=np.int64)) == pytest.approx(1)
    assert within(np.ones((5, 2)), np.zeros(5, dtype=np.int64)) is None


def test_the_gap_is_widest_at_the_planted_number():
    found = gaps(X, [2, 3, 4, 5], 0)
    assert max(found, key=found.__getitem__) == 3
    assert gaps(np.ones((5, 2)), [2], 0) == {}
