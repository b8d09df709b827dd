import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from coterie.methods.segments import KMeans, Preparation
from coterie.methods.segments.kmeans import value_order

RNG = np.random.default_rng(0)
BLOBS = np.vstack([RNG.normal(m, 0.5, (150, 2)) for m in (0, 5, 10)])


@parametrize_with_checks([KMeans(3, starts=2)])
def test_it_passes_scikit_learns_checks(estimator, check):
    check(estimator)


def test_planted_blobs_are_found_and_shuffling_moves_nobody():
    labels = KMeans(3).fit_predict(BLOBS)
    assert [len(set(labels[i : i + 150])) for i in (0, 150, 300)] == [1, 1, 1]
    order = np.random.default_rng(5).permutation(len(BLOBS))
    assert (KMeans(3).fit_predict(BLOBS[order]) == labels[order]).all()


def test_rows_are_ordered_by_all_values_with_missing_ones_last():
    x = RNG.integers(0, 4, (500, 3)).astype(float)
    x[RNG.random(x.shape) < 0.1] = np.nan
    np.testing.assert_array_equal(x[value_order(x)], x[np.lexsort(x.T[::-1])])


def test_a_pipeline_prepares_and_groups():
    labels = make_pipeline(Preparation(), KMeans(3)).fit_predict(np.exp(BLOBS / 3))
    assert len(set(labels)) == 3


def test_centres_from_a_sample_are_near_those_of_all():
    x = np.vstack([RNG.normal(m, 0.5, (8000, 2)) for m in (0, 5, 10)])
    small, whole = KMeans(3, sample=2000).fit(x), KMeans(3).fit(x)
    assert np.abs(small.cluster_centers_ - whole.cluster_centers_).max() < 0.1


def test_fewer_distinct_customers_than_groups_give_fewer_groups():
    assert KMeans(5).fit(np.array([[1.0, 1], [2, 2]] * 20)).form_.k == 2
