"""Are rank correlations those of scipy, over those who have both traits?"""

import numpy as np
import pytest
from scipy.stats import spearmanr

from coterie.features.relations import relations


def test_the_correlation_is_spearmans_over_those_who_have_both() -> None:
    draw = np.random.default_rng(3)
    x = draw.normal(size=200)
    y = np.round(x + draw.normal(size=200), 1)
    y[::7] = np.nan
    known = ~np.isnan(y)
    [(name, value, n)] = relations({"x": x, "y": y}, "x")
    assert (name, n) == ("y", int(known.sum()))
    assert value == pytest.approx(spearmanr(x[known], y[known]).statistic, abs=1e-6)


def test_what_never_varies_or_few_have_is_left_out_and_the_strongest_comes_first() -> None:
    x = np.arange(100.0)
    few = np.where(x < 29, x, np.nan)
    noise = np.random.default_rng(1).permutation(100).astype(float)
    found = relations({"x": x, "same": np.ones(100), "few": few, "noise": noise, "down": -(x**3)}, "x")
    assert [name for name, _, _ in found] == ["down", "noise"]
    assert found[0][1] == -1.0
