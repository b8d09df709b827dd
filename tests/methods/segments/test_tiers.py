import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from coterie.methods.segments import ValueTiers


@parametrize_with_checks([ValueTiers()])
def test_it_passes_scikit_learns_checks(estimator, check):
    check(estimator)


def test_tiers_part_value_where_eighty_and_ninety_five_per_cent_are_reached():
    value = np.array([50.0, 30, 10, 5, 3, 2])[:, None]
    assert ValueTiers().fit(value).labels_.tolist() == [0, 0, 1, 1, 2, 2]


def test_tiers_never_part_equal_values_and_bear_no_value_at_all():
    assert len(set(ValueTiers().fit(np.full((10, 1), 3.0)).labels_)) == 1
    assert len(set(ValueTiers().fit(np.zeros((10, 1))).labels_)) == 1
    with pytest.raises(ValueError, match="ascend"):
        ValueTiers(first=0.9, second=0.5).fit(np.ones((5, 1)))
