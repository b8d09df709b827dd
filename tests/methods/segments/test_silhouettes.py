import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from coterie.methods.segments.silhouettes import silhouettes


def test_it_equals_scikit_learns_for_several_groupings_at_once():
    rng = np.random.default_rng(0)
    x = np.vstack([rng.normal(m, 1, (300, 3)) for m in (0, 2, 5)])
    groupings = [np.repeat([0, 1, 2], 300), rng.integers(0, 4, 900), np.where(np.arange(900) == 7, 1, 0)]
    for found, labels in zip(silhouettes(x, groupings), groupings, strict=True):
        assert found is not None
        assert found[0] == pytest.approx(silhouette_score(x, labels))


def test_one_group_or_groups_of_one_have_none():
    x = np.arange(5.0)[:, None]
    assert silhouettes(x, [np.zeros(5, dtype=np.int64), np.arange(5)]) == [None, None]
