"""A saved fit gives the values that the study gave, to everybody and to each one alone."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coterie.methods import value
from coterie.terms import BtydSummary, Horizon, SavedValue, TimeUnit, ValueFit, Window

COVARIANCE = np.eye(4) * 0.01
FIT = ValueFit(
    params={"r": 0.5, "alpha": 30.0, "a": 0.8, "b": 2.5, "p": 6.0, "q": 4.0, "v": 20.0},
    errors={},
    log_likelihood=0.0,
    spend_log_likelihood=0.0,
    converged=True,
    covariance=COVARIANCE,
    spend_covariance=np.eye(3) * 0.01,
)
SAVED = SavedValue("BG/NBD and gamma-gamma", TimeUnit.DAY, Horizon(12), 0.1, FIT)


def summary(n: int = 300) -> BtydSummary:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 9, n).astype(np.float64)
    age = rng.integers(100, 400, n).astype(np.float64)
    t_x = np.where(x > 0, np.floor(age * rng.random(n)), 0.0)
    spend = np.where(x > 0, rng.gamma(6, 4, n), np.nan)
    ids = np.array([f"c{i:04d}" for i in range(n)], dtype=object)
    return BtydSummary(ids, x, t_x, age, spend, Window(date(2023, 1, 1), date(2024, 2, 4)), TimeUnit.DAY)


def one(of: BtydSummary, row: int) -> BtydSummary:
    at = slice(row, row + 1)
    return replace(of, ids=of.ids[at], x=of.x[at], t_x=of.t_x[at], T=of.T[at], spend=of.spend[at])


def test_one_customer_alone_has_the_bounds_of_the_crowd() -> None:
    everybody = summary()
    whole = value.score(SAVED, everybody, seed=0)
    for row in (0, 7, 150, 299):
        alone = value.score(SAVED, one(everybody, row), seed=0)
        assert (alone.clv_low[0], alone.clv_high[0]) == (whole.clv_low[row], whole.clv_high[row])
        assert alone.clv[0] == pytest.approx(whole.clv[row], rel=1e-9)
        assert alone.p_alive[0] == whole.p_alive[row]


def test_expected_worth_is_the_value_without_its_bounds() -> None:
    everybody = summary(50)
    assert np.allclose(value.expected_worth(SAVED, everybody), value.score(SAVED, everybody, seed=0).clv, rtol=1e-12)
    assert (value.expected_worth(SAVED, everybody, months=6) < value.expected_worth(SAVED, everybody)).all()


def test_nobody_and_another_unit() -> None:
    nobody = one(summary(), 999)
    assert len(value.score(SAVED, nobody, seed=0).clv) == 0 and len(value.expected_worth(SAVED, nobody)) == 0
    with pytest.raises(ValueError, match="weeks"):
        value.score(SAVED, replace(summary(3), unit=TimeUnit.WEEK), seed=0)
