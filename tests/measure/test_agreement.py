import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from coterie.measure.agreement import adjusted_rand, agreement, given_statistics, jaccard, match
from coterie.terms import Assignment, CustomerTable, Segment, Segmentation, Trait


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


def test_given_groups_that_are_the_found_ones_agree_wholly_and_drawn_ones_not_at_all():
    rng = np.random.default_rng(3)
    found, drawn = rng.integers(0, 3, 600), rng.integers(0, 4, 600)
    same = np.array(["xyz"[i] for i in found], dtype=object)
    same[:50] = None
    traits = (
        Trait("segment", "Segment", "demographic", "categorical", given=True),
        Trait("cluster", "Cluster", "demographic", "numeric", given=True),
        Trait("city", "City", "demographic", "categorical"),
    )
    ids = np.array([f"c{i:03}" for i in range(600)], dtype=object)
    table = CustomerTable(ids, {"segment": same, "cluster": drawn.astype(float), "city": same}, traits)
    segments = tuple(Segment(f"s{i + 1}", f"G{i}", int((found == i).sum())) for i in range(3))
    told = given_statistics(table, Segmentation("kmeans", 3, (), segments, Assignment(found), ""))
    by = {(s.metric, s.population): s for s in told}
    assert len(by) == 4
    index = by["adjusted_rand", "given:segment"]
    assert (index.estimate, index.low, index.high, index.n) == (1.0, 1.0, 1.0, 550)
    index = by["adjusted_rand", "given:cluster"]
    assert index.low <= index.estimate <= index.high
    assert abs(index.estimate) < 0.02
    assert by["groups", "given:cluster"].estimate == 4
