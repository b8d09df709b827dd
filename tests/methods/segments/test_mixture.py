import numpy as np
from sklearn.utils.estimator_checks import parametrize_with_checks

from coterie.methods.segments import GaussianMixtureSegments

RNG = np.random.default_rng(0)
BLOBS = np.vstack([RNG.normal(m, 0.5, (150, 2)) for m in (0, 5, 10)])


@parametrize_with_checks([GaussianMixtureSegments(3, rounds=20)])
def test_it_passes_scikit_learns_checks(estimator, check):
    check(estimator)


def test_planted_blobs_are_found_and_shuffling_moves_nobody():
    labels = GaussianMixtureSegments(3).fit_predict(BLOBS)
    assert [len(set(labels[i : i + 150])) for i in (0, 150, 300)] == [1, 1, 1]
    order = np.random.default_rng(5).permutation(len(BLOBS))
    assert (GaussianMixtureSegments(3).fit_predict(BLOBS[order]) == labels[order]).all()


def test_memberships_are_shares():
    shares = GaussianMixtureSegments(3).fit(BLOBS).predict_proba(BLOBS)
    assert np.allclose(shares.sum(axis=1), 1)


def test_fewer_distinct_customers_than_groups_give_fewer_groups():
    assert len(set(GaussianMixtureSegments(5).fit_predict(np.array([[1.0, 1], [2, 2]] * 20)))) == 2
