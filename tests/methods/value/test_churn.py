from datetime import date

import numpy as np
import pytest

from coterie.methods.value.churn import BANDS, EDGES, band_of, check, warn
from coterie.methods.value.fitting import fit_summary
from coterie.terms import CustomerTable, Slice, TimeUnit, Window


@pytest.fixture(scope="module")
def world(planted):
    summary, later, spend = planted(6000, 1, ahead=90)
    after = Window(date(2022, 6, 26), date(2022, 9, 23))
    return summary, fit_summary(summary), Slice(CustomerTable(summary.ids, {}, (), summary.window), after, spend, later)


def test_risk_and_value_at_risk_of_everybody(world):
    summary, fit, _ = world
    found = warn(summary, fit, days=90)
    assert np.all((found.risk >= 0) & (found.risk <= 1))
    assert np.all(found.at_risk >= 0)
    ranked = found.ranked()
    assert np.all(np.diff(found.at_risk[ranked]) <= 0)
    assert warn(summary, fit, days=30).risk.mean() > found.risk.mean()
    silent = (summary.x > 2) & (summary.T - summary.t_x > 200)
    recent = (summary.x > 2) & (summary.T - summary.t_x < 30)
    assert found.risk[silent].min() > found.risk[recent].max()
    with pytest.raises(ValueError, match="a time ahead of 0 days"):
        warn(summary, fit, days=0)


def test_where_the_model_holds_the_warning_does(world):
    found = check(*world)
    assert (found.customers, found.days) == (6000, 90)
    assert found.calibration_error < 0.02
    assert found.precision.low <= found.precision.value <= found.precision.high
    assert found.precision.value > EDGES[1]
    assert 0 < found.recall.value <= 1
    assert found.lift > 1
    assert 0 < found.value_recall < 1
    risks = [risk for risk, _ in found.calibration]
    assert risks == sorted(risks)


def test_everybody_or_nobody_lost_is_no_fault(world):
    summary, fit, slice_ = world
    everybody = Slice(slice_.past, slice_.future, np.zeros(6000), np.zeros(6000))
    found = check(summary, fit, everybody)
    assert (found.lost, found.precision.value, found.lift) == (1, 1, 1)
    nobody = check(summary, fit, Slice(slice_.past, slice_.future, np.ones(6000), np.ones(6000)))
    assert (nobody.lost, nobody.recall, nobody.lift) == (0, None, None)


def test_an_edge_belongs_to_the_higher_band():
    assert [BANDS[i] for i in band_of(np.array([0.0, 0.399, 0.4, 0.8, 1.0]))] == [
        "low",
        "low",
        "middle",
        "high",
        "high",
    ]


def test_cdnow_shows_how_good_a_warning_is(cdnow_days, summarise, slice_after):
    past = summarise(cdnow_days, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.DAY)
    found = check(past, fit_summary(past), slice_after(cdnow_days, past, date(1998, 6, 30)))
    assert found.lost == pytest.approx(1 - 684 / 2357)
    assert found.precision.value > 0.8
    assert found.lift > 1.1
