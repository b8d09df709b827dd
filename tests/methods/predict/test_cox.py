import sys

import numpy as np
import pytest

from coterie.methods.predict.cox import cox
from coterie.methods.predict.sheet import Field, Sheet
from coterie.terms import NotInstalled


def leavers(n=3000, effect=0.8, seed=1):
    """Customers whose hazard is 0.05 a month, times exp(effect) for risky ones; seen for up to 40 months."""
    dice = np.random.default_rng(seed)
    risky, noise = dice.integers(0, 2, n).astype(float), dice.normal(size=n)
    life, seen = dice.exponential(20.0 / np.exp(effect * risky)), dice.uniform(1, 40, n)
    fields = (Field("risky", "Risky", "", "flag"), Field("noise", "Noise", "", "number"))
    ids = np.array([f"{i:05d}" for i in range(n)], dtype=object)
    return Sheet(ids, np.column_stack([risky, noise]), fields), np.minimum(life, seen), life <= seen


def test_a_planted_hazard_ratio_is_found():
    sheet, time, ended = leavers()
    risk = cox(sheet, time, ended, np.arange(3000))
    found = risk(np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert found[1] - found[0] == pytest.approx(0.8, abs=0.12)  # its standard error is 0.04
    by_noise = risk(np.array([[0.0, -1.0], [0.0, 1.0]]))
    assert abs(by_noise[1] - by_noise[0]) < 0.2


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    sheet, time, ended = leavers(200)
    monkeypatch.setitem(sys.modules, "sksurv.linear_model", None)
    with pytest.raises(NotInstalled, match=r"COT-901.*pip install 'coterie\[survival\]'"):
        cox(sheet, time, ended, np.arange(200))
