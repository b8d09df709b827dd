from datetime import date, timedelta

import numpy as np
import pytest

from coterie.methods.value import NotEnough, estimate
from coterie.terms import Horizon, TimeUnit, Window

YEAR = Horizon(12)
ARRAYS = ("expected_orders", "p_alive", "clv", "clv_low", "clv_high")


def study(days, summarise, slice_after, *, start, end, cut, unit, inner_days=60, origins=2):
    """All that ``estimate`` is given, from purchase days."""

    def at(day):
        return summarise(days, Window(start, day), unit)

    past = at(cut)
    ends = [cut - timedelta(days=inner_days * k) for k in range(1, origins + 1)]
    inner = [(at(e), slice_after(days, at(e), e + timedelta(days=inner_days))) for e in ends]
    return at(end), past, slice_after(days, past, end), inner


@pytest.fixture(scope="module")
def cdnow(cdnow_days, summarise, slice_after):
    dates = {"start": date(1997, 1, 1), "end": date(1998, 6, 30), "cut": date(1997, 9, 30)}
    inputs = study(cdnow_days, summarise, slice_after, **dates, unit=TimeUnit.WEEK, inner_days=56)
    return estimate(*inputs, horizon=YEAR)


@pytest.fixture(scope="module")
def retail(retail_days, summarise, slice_after):
    dates = {"start": date(2010, 12, 1), "end": date(2011, 12, 9), "cut": date(2011, 9, 9)}
    return estimate(*study(retail_days, summarise, slice_after, **dates, unit=TimeUnit.DAY), horizon=YEAR)


def test_every_customer_has_a_value_within_reason(cdnow):
    assert all(len(getattr(cdnow, name)) == len(cdnow.ids) == 2357 for name in ARRAYS)
    assert all(np.all(np.isfinite(getattr(cdnow, name))) for name in ARRAYS)
    assert np.all((cdnow.p_alive > 0) & (cdnow.p_alive <= 1))
    assert np.all((cdnow.clv_low >= 0) & (cdnow.clv_low <= cdnow.clv_high))
    assert np.all(cdnow.clv > 0)
    assert cdnow.total.value == pytest.approx(cdnow.clv.sum(), rel=1e-9)
    assert cdnow.orders.value == pytest.approx(cdnow.expected_orders.sum(), rel=1e-9)


def test_the_calibration_on_cdnow_is_the_published_fit(cdnow):
    params = cdnow.calibration.params
    assert {k: round(params[k], 3) for k in ("r", "alpha", "a", "b")} == {
        "r": 0.243,
        "alpha": 4.414,
        "a": 0.793,
        "b": 2.426,
    }
    assert {k: params[k] for k in ("p", "q", "v")} == pytest.approx({"p": 6.25, "q": 3.74, "v": 15.44}, abs=0.01)
    assert cdnow.past == Window(date(1997, 1, 1), date(1997, 9, 30))


def test_the_shortfall_on_cdnow_is_noted_and_widens_the_total(cdnow):
    assert cdnow.holdout.orders_actual == 1882
    assert any(note.startswith("COT-813: the forecast of purchases") for note in cdnow.notes)
    assert cdnow.origins == 3
    assert cdnow.model_error > 0.05
    assert "model error from 3 earlier days" in cdnow.total.how


def test_online_retail_is_cured_of_its_boundary_and_says_so(retail):
    assert retail.fit.converged
    assert retail.fit.prior
    assert retail.fit.boundary == ()
    assert set(retail.fit.errors) == set(retail.fit.params)
    assert any(note.startswith("COT-815") and "a and b" in note for note in retail.notes)
    assert len(retail.ids) == 4338
    assert retail.total.low < retail.total.value < retail.total.high


def test_one_origin_says_that_model_error_is_not_estimated(planted):
    summary, _, _ = planted(1000, 1)
    found = estimate(summary, None, None, [], horizon=YEAR)
    assert found.model_error is None
    assert (found.holdout, found.calibration, found.past) == (None, None, None)
    assert any("model error not estimated" in note for note in found.notes)


def test_shuffled_customers_get_the_same_values(planted, shuffle):
    summary, _, _ = planted(1500, 2)
    other, order = shuffle(summary, 3)
    first, second = (estimate(s, None, None, [], horizon=YEAR) for s in (summary, other))
    for name in ARRAYS:
        assert np.array_equal(getattr(first, name)[order], getattr(second, name)), name
    assert (first.total, first.orders, first.notes) == (second.total, second.orders, second.notes)


def test_longer_horizons_are_worth_more_and_discount_takes_some_off(planted):
    summary, _, _ = planted(600, 3)
    year, two = (estimate(summary, None, None, [], horizon=Horizon(m)) for m in (12, 24))
    assert np.all(two.clv > year.clv)
    plain = estimate(summary, None, None, [], horizon=YEAR, discount=0.0)
    assert np.all(year.clv < plain.clv)
    assert np.array_equal(year.expected_orders, plain.expected_orders)
    with pytest.raises(ValueError, match="a yearly discount rate"):
        estimate(summary, None, None, [], horizon=YEAR, discount=-0.1)


def test_a_past_that_cannot_carry_the_model_is_skipped_with_a_reason(cdnow_days, summarise, slice_after):
    dates = {"start": date(1997, 1, 1), "end": date(1998, 6, 30), "cut": date(1997, 1, 31)}
    inputs = study(cdnow_days, summarise, slice_after, **dates, unit=TimeUnit.DAY, inner_days=7, origins=1)
    found = estimate(*inputs, horizon=YEAR)
    assert found.holdout is None
    assert found.calibration is None
    assert "the orders span 31 days; at least 56 are needed" in found.skipped["value holdout"]
    assert any(note.startswith("COT-812") for note in found.notes)


def test_now_too_short_is_not_enough(cdnow_days, summarise):
    brief = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 2, 1)), TimeUnit.DAY)
    with pytest.raises(NotEnough, match="the orders span 32 days"):
        estimate(brief, None, None, [], horizon=YEAR)


def test_bg_nbd_stays_the_model_of_cdnow_and_stands_beside_all_others(cdnow):
    assert cdnow.model == "BG/NBD and gamma-gamma"
    assert not cdnow.fit.prior
    names = {score.name: score for score in cdnow.leaderboard}
    assert {"bg_nbd", "mbg_nbd", "pareto_nbd", "average", "rfm_cells", "boosting"} <= set(names)
    assert cdnow.leaderboard[0].name == "bg_nbd"
    assert round(names["bg_nbd"].orders_expected) == 1653
    assert abs(names["bg_nbd"].spend_expected / cdnow.holdout.spend_actual - 1) < 0.2
    assert names["average"].spend_expected / cdnow.holdout.spend_actual > 1.5  # the formula found on many pages
    assert any(note.startswith("COT-816") and "16% below what came" in note for note in cdnow.notes)


@pytest.mark.parametrize("model", ["mbg_nbd", "pareto_nbd"])
def test_another_model_is_used_throughout_when_asked_for(planted, model):
    summary, _, _ = planted(700, 4)
    found = estimate(summary, None, None, [], horizon=YEAR, model=model)
    assert found.fit.model == model
    assert found.p_alive[summary.x == 0].max() < 1
    assert found.total.low < found.total.value < found.total.high
    with pytest.raises(ValueError, match="the value model 'best'"):
        estimate(summary, None, None, [], horizon=YEAR, model="best")
