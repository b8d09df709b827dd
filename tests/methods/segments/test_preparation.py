import numpy as np
from sklearn.utils.estimator_checks import parametrize_with_checks

from coterie.methods.segments import Preparation

RNG = np.random.default_rng(0)


@parametrize_with_checks([Preparation()])
def test_it_passes_scikit_learns_checks(estimator, check):
    check(estimator)


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
