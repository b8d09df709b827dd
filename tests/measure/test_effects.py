"""Are the standardised differences those of their formulas, and do their tests keep their level?"""

import numpy as np
import pytest
from scipy import stats

from coterie.measure.effects import arm_size, mean_contrast, moments, share_contrast


def two_groups(seed=0, shift=0.5, n=(80, 200), spread=(1.0, 2.0)):
    random = np.random.Generator(np.random.PCG64(seed))
    values = np.concatenate([random.normal(shift, spread[0], n[0]), random.normal(0, spread[1], n[1])])
    return values, np.repeat([0, 1], n)


def test_the_p_value_is_welchs():
    values, groups = two_groups()
    here = mean_contrast(*moments(values, groups, 2))
    expected = stats.ttest_ind(values[groups == 0], values[groups == 1], equal_var=False)
    assert here.p[0] == pytest.approx(expected.pvalue, rel=1e-9)
    assert here.effect[0] == pytest.approx(-here.effect[1], rel=1e-12)


def test_the_effect_is_hedges_g():
    values, groups = two_groups(n=(8, 12))
    a, b = values[groups == 0], values[groups == 1]
    pooled = np.sqrt((7 * a.var(ddof=1) + 11 * b.var(ddof=1)) / 18)
    g = (1 - 3 / (4 * 20 - 9)) * (a.mean() - b.mean()) / pooled
    assert mean_contrast(*moments(values, groups, 2)).effect[0] == pytest.approx(g, rel=1e-12)


def test_unknown_values_are_left_out():
    values, groups = two_groups()
    holes = values.copy()
    holes[::7] = np.nan
    known = ~np.isnan(holes)
    here, rest = moments(holes, groups, 2)
    assert here.n.tolist() == [int((known & (groups == g)).sum()) for g in (0, 1)]
    assert rest.mean[0] == pytest.approx(holes[known & (groups == 1)].mean(), rel=1e-12)


def test_a_constant_trait_has_no_effect_to_tell():
    contrast = mean_contrast(*moments(np.full(40, 7.0), np.repeat([0, 1], 20), 2))
    assert np.isnan(contrast.effect).all()


def test_large_values_with_a_small_spread_keep_their_digits():
    values, groups = two_groups()
    plain = mean_contrast(*moments(values, groups, 2)).effect[0]
    assert mean_contrast(*moments(values + 1e9, groups, 2)).effect[0] == pytest.approx(plain, rel=1e-5)


def test_the_interval_of_g_covers_the_true_difference():
    hits = []
    for seed in range(400):
        values, groups = two_groups(seed, shift=0.8, n=(40, 120), spread=(1.0, 1.0))
        low, high = mean_contrast(*moments(values, groups, 2)).bounds(0, 0.95)
        hits.append(low <= 0.8 <= high)
    assert 0.92 <= np.mean(hits) <= 0.98


def test_shares_are_compared_by_the_two_proportion_test():
    contrast = share_contrast(np.array([38.0, 90.0]), np.array([100.0, 1000.0]))
    overall = 128 / 1100
    z = (0.38 - 0.09) / np.sqrt(overall * (1 - overall) * (1 / 100 + 1 / 1000))
    assert contrast.p[0] == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)
    assert contrast.effect[0] == pytest.approx(0.29 / np.sqrt(overall * (1 - overall)), rel=1e-12)


def test_a_share_of_nobody_still_has_an_interval_with_width():
    low, high = share_contrast(np.array([0.0, 40.0]), np.array([50.0, 400.0])).bounds(0, 0.95)
    assert low < high < 0


def test_a_level_that_everyone_has_tells_nothing():
    assert np.isnan(share_contrast(np.array([50.0, 60.0]), np.array([50.0, 60.0])).effect).all()


def test_the_arm_size_is_that_of_the_textbook():
    """Fleiss (1981), table A.3 without continuity correction: 0.30 against 0.36, alpha 0.05, power 0.80."""
    assert arm_size(0.30, 0.2) == 961
    assert arm_size(0.0) is None
    assert arm_size(0.9) is None
