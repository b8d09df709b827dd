from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.judging import error_of, expected_in, judge, predicted_spend, rank_correlation
from coterie.terms import CustomerTable, Slice, TimeUnit, Window


@pytest.fixture(scope="module")
def world(planted):
    """A past with its fit, and the slice of the year after it."""
    summary, purchases, spend = planted(6000, 1, ahead=365)
    past = CustomerTable(summary.ids, {}, (), summary.window)
    after = Window(date(2022, 6, 26), date(2023, 6, 25))
    return summary, fit_summary(summary), Slice(past, after, spend, purchases)


def test_where_the_model_holds_the_forecast_does(world):
    summary, fit, slice_ = world
    check = judge(summary, fit, slice_, seed=0)
    found = check.holdout
    assert (found.days, found.customers) == (365, 6000)
    assert found.orders_actual == slice_.orders.sum()
    assert found.orders_expected.low <= found.orders_actual <= found.orders_expected.high
    assert found.spend_expected.low <= found.spend_actual <= found.spend_expected.high
    assert found.top20_share > 0.5
    assert 0.2 < found.spearman < 1
    assert found.coverage > 0.8
    assert check.log_error == pytest.approx(np.log(found.spend_actual / found.spend_expected.value))
    assert check.log_error**2 < 9 * check.explained
    assert error_of(summary, fit, slice_) == (check.log_error, check.explained)


def test_customers_are_matched_by_id(world):
    summary, fit, slice_ = world
    strangers = np.append(slice_.past.ids[:-100], np.array(["X1", "X2"], dtype=object))
    partly = Slice(
        CustomerTable(strangers, {}, (), summary.window),
        slice_.future,
        np.append(slice_.spend[:-100], [5.0, 5.0]),
        np.append(slice_.orders[:-100], [1.0, 1.0]),
    )
    found = judge(summary, fit, partly, seed=0).holdout
    assert found.customers == 5900
    assert found.orders_actual == slice_.orders[:-100].sum()
    expected = expected_in(partly, summary, fit)
    assert np.allclose(expected[:-2], predicted_spend(summary, fit, days=365)[:-100])
    assert expected[-2:].tolist() == [0, 0]


def test_purchase_days_are_preferred_to_orders(world):
    summary, fit, slice_ = world
    days = np.minimum(slice_.orders, 1)
    assert judge(summary, fit, replace(slice_, days=days), seed=0).holdout.orders_actual == days.sum()


def test_a_future_without_spend_is_judged_too(world):
    summary, fit, slice_ = world
    nothing = replace(slice_, spend=np.zeros(6000), orders=np.zeros(6000))
    check = judge(summary, fit, nothing, seed=0)
    assert check.log_error is None
    assert (check.holdout.top20_share, check.holdout.spearman) == (0, 0)


def test_longer_spans_bring_more(world):
    summary, fit, _ = world
    month, year = (predicted_spend(summary, fit, days=d) for d in (30, 365))
    assert np.all(month < year)


def test_the_shortfall_on_cdnow_is_shown(cdnow_days, summarise, slice_after):
    past = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    slice_ = slice_after(cdnow_days, past, date(1998, 6, 30))
    found = judge(past, fit_summary(past), slice_, seed=0).holdout
    assert (found.days, found.orders_actual) == (273, 1882)
    assert round(found.orders_expected.value) == 1653
    assert found.orders_expected.high < 1882  # beyond what parameters and chance explain
    assert found.top20_share > 0.6


def test_ranks_are_correlated_with_ties_shared():
    assert rank_correlation(np.array([1.0, 2, 3]), np.array([10.0, 20, 30])) == pytest.approx(1)
    assert rank_correlation(np.array([1.0, 1, 1]), np.array([1.0, 2, 3])) == 0
