import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster

from coterie.methods.forms import Centres
from coterie.methods.segments.hierarchical import fit_hierarchical, joined, last_merges

RNG = np.random.default_rng(1)
X = np.vstack([RNG.normal(m, 0.4, (60, 2)) for m in (0, 4, 9)])


@pytest.mark.parametrize("linkage", ["ward", "average", "complete"])
def test_planted_groups_are_found_by_every_linkage(linkage):
    labels = fit_hierarchical(X, 3, seed=0, linkage=linkage).labels(X)
    assert [len(set(labels[i : i + 60].tolist())) for i in (0, 60, 120)] == [1, 1, 1]
    assert len(set(labels.tolist())) == 3


def test_the_last_merges_are_those_of_the_whole_tree():
    merges = joined(X, "ward")
    kept = np.array(last_merges(merges, 20))
    assert kept[:, 2].tolist() == merges[-20:, 2].tolist()
    assert kept[-1, 3] == len(X)
    assert sorted(kept[:, :2].ravel().tolist()) == list(range(40))
    assert len(set(fcluster(merges, 3, "maxclust").tolist())) == 3


def test_the_merges_are_saved_with_the_centres():
    form = fit_hierarchical(X, 3, seed=0)
    assert len(form.merges) == 60
    assert Centres.from_json(form.to_json()) == form


def test_a_sample_stands_for_many_customers():
    many = np.repeat(X, 40, axis=0) + RNG.normal(0, 0.01, (len(X) * 40, 2))
    labels = fit_hierarchical(many, 3, seed=0, sample=500).labels(many)
    assert np.bincount(labels).tolist() == [2400, 2400, 2400]
