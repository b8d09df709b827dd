import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from coterie.measure.agreement import adjusted_rand, agreement, jaccard, match


def test_the_adjusted_rand_index_equals_scikit_learns():
    rng = np.random.default_rng(0)
    for _ in range(5):
        a, b = rng.integers(0, 4, 60), rng.integers(0, 3, 60)
        assert adjusted_rand(a, b) == pytest.approx(adjusted_rand_score(a, b))


def test_renumbered_groups_are_matched_back():
    rng = np.random.default_rng(1)
    a = rng.integers(0, 5, 200)
    to = np.array([3, 0, 4, 1, 2])
    assert match(a, to[a], 5, 5)[to[a]].tolist() == a.tolist()
    assert np.allclose(jaccard(a, to[a], 5, 5), 1)


def test_a_group_without_a_partner_gets_a_new_number():
    a, b = np.array([0, 0, 1, 1]), np.array([0, 1, 2, 2])
    to = match(a, b, 2, 3)
    assert sorted(to.tolist()) == [0, 1, 2]


def test_an_empty_group_has_no_overlap_and_nobody_no_agreement():
    assert np.isnan(jaccard(np.array([0, 0]), np.array([0, 0]), 2, 1)[1])
    assert np.isnan(agreement(np.array([]), np.array([])))
