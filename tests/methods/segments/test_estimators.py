import numpy as np
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from coterie.methods.segments import PRESETS, GaussianMixtureSegments, KMeans, Preparation, RfmGrid, ValueTiers

RNG = np.random.default_rng(0)
BLOBS = np.vstack([RNG.normal(m, 0.5, (150, 2)) for m in (0, 5, 10)])

# RfmGrid is left out: it takes exactly the three columns recency, orders and value, and the checks bring any number.
CHECKED = [Preparation(), ValueTiers(), KMeans(3, starts=2), GaussianMixtureSegments(3, rounds=20)]


@parametrize_with_checks(CHECKED)
def test_estimators_pass_scikit_learns_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize("estimator", [KMeans(3), GaussianMixtureSegments(3)], ids=["kmeans", "mixture"])
def test_planted_blobs_are_found_and_shuffling_moves_nobody(estimator):
    labels = clone(estimator).fit_predict(BLOBS)
    assert [len(set(labels[i : i + 150])) for i in (0, 150, 300)] == [1, 1, 1]
    order = np.random.default_rng(5).permutation(len(BLOBS))
    assert (clone(estimator).fit_predict(BLOBS[order]) == labels[order]).all()


def test_memberships_are_shares():
    shares = GaussianMixtureSegments(3).fit(BLOBS).predict_proba(BLOBS)
    assert np.allclose(shares.sum(axis=1), 1)


def test_a_pipeline_prepares_and_groups():
    labels = make_pipeline(Preparation(), KMeans(3)).fit_predict(np.exp(BLOBS / 3))
    assert len(set(labels)) == 3


def test_centres_from_a_sample_are_near_those_of_all():
    x = np.vstack([RNG.normal(m, 0.5, (8000, 2)) for m in (0, 5, 10)])
    small, whole = KMeans(3, sample=2000).fit(x), KMeans(3).fit(x)
    assert np.abs(small.cluster_centers_ - whole.cluster_centers_).max() < 0.1


def test_fewer_distinct_customers_than_groups_give_fewer_groups():
    x = np.array([[1.0, 1], [2, 2]] * 20)
    assert KMeans(5).fit(x).form_.k == 2
    assert len(set(GaussianMixtureSegments(5).fit_predict(x))) == 2


@pytest.mark.parametrize("preset", PRESETS)
def test_shuffling_moves_nobody_to_another_cell_of_a_grid(preset):
    x = np.column_stack([RNG.integers(0, 300, 500), RNG.geometric(0.5, 500), RNG.integers(1, 50, 500)]).astype(float)
    labels = RfmGrid(preset).fit(x).labels_
    order = np.random.default_rng(6).permutation(500)
    assert (RfmGrid(preset).fit(x[order]).labels_ == labels[order]).all()


def test_a_grid_needs_three_columns_and_a_known_name():
    with pytest.raises(ValueError, match="needs 3"):
        RfmGrid().fit(np.ones((5, 2)))
    with pytest.raises(ValueError, match="no grid"):
        RfmGrid("nonsense").fit(np.ones((5, 3)))


def test_winsorising_bounds_extremes_and_counts_them():
    x = np.concatenate([RNG.normal(0, 1, 998), [1e6, -1e6]])[:, None]
    fitted = Preparation().fit(x)
    assert np.abs(fitted.transform(x)).max() < 10
    assert fitted.prepared_.columns[0].outside == 10


def test_a_rare_flag_is_not_flattened_and_a_constant_is_harmless():
    flag = np.zeros((1000, 1))
    flag[:3] = 1
    assert len(np.unique(Preparation().fit_transform(flag))) == 2
    assert (Preparation().fit_transform(np.full((10, 1), 7.0)) == 0).all()
    assert (Preparation().fit_transform(np.full((10, 1), np.nan)) == 0).all()


def test_skewed_money_gets_a_logarithm_and_negative_money_its_kin():
    money = np.random.default_rng(1).lognormal(3, 1.5, 1000)[:, None]
    assert Preparation().fit(money).prepared_.columns[0].transform == "log1p"
    assert Preparation().fit(np.vstack([money, -money[:40]])).prepared_.columns[0].transform == "asinh"


def test_wildly_scaled_traits_stay_finite():
    x = np.column_stack([RNG.lognormal(0, 1, 300) * 1e300, RNG.normal(0, 1e-300, 300)])
    assert np.isfinite(Preparation().fit_transform(x)).all()


def test_tiers_part_value_where_eighty_and_ninety_five_per_cent_are_reached():
    value = np.array([50.0, 30, 10, 5, 3, 2])[:, None]
    assert ValueTiers().fit(value).labels_.tolist() == [0, 0, 1, 1, 2, 2]


def test_tiers_never_part_equal_values_and_bear_no_value_at_all():
    assert len(set(ValueTiers().fit(np.full((10, 1), 3.0)).labels_)) == 1
    assert len(set(ValueTiers().fit(np.zeros((10, 1))).labels_)) == 1
    with pytest.raises(ValueError, match="ascend"):
        ValueTiers(first=0.9, second=0.5).fit(np.ones((5, 1)))
