from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.lifetime import Histories, Periods, forecast
from coterie.methods.value.models import MODELS
from coterie.methods.value.tracking import expected_by_day, scatter_of, season_statistic, stretches, track
from coterie.terms import TimeUnit, Window
from coterie.terms.cohorts import Arrivals

START, DAYS = date(2023, 1, 1), 730


def steady(fit, seed=1, boost=None):
    """Arrivals that follow the model, by Poisson numbers; ``boost`` multiplies some days."""
    joined = np.full(DAYS, 4.0)
    expected = expected_by_day(fit, joined, TimeUnit.DAY)
    if boost is not None:
        at, factor = boost
        expected[at] *= factor
    again = np.random.default_rng(seed).poisson(expected)
    return Arrivals(START, joined.astype(np.int64), again.astype(np.int64), date(2024, 9, 30))


@pytest.fixture(scope="module")
def summary(planted):
    return planted(2000, 1)[0]


@pytest.fixture(scope="module")
def fit(summary):
    return fit_summary(summary)


@pytest.mark.parametrize("model", sorted(MODELS))
def test_newcomers_are_expected_to_buy_what_the_forecast_says(planted, model):
    summary = planted(1500, 2)[0]
    fit = fit_summary(summary, MODELS[model])
    joined = np.zeros(200)
    joined[0] = 3.0
    one = replace(summary, ids=summary.ids[:1], x=np.zeros(1), t_x=np.zeros(1), T=np.zeros(1), spend=np.full(1, np.nan))
    ahead = forecast(fit.params, Histories.of(one), Periods.days(199, summary.unit), MODELS[model]).orders[0]
    assert expected_by_day(fit, joined, summary.unit).sum() == pytest.approx(3 * ahead, rel=1e-6)


def test_weeks_are_whole_and_the_days_kept_apart_begin_one(fit, summary):
    found = track(fit, steady(fit), summary)
    assert len(found.starts) == len(found.actual) == len(found.expected) == len(found.held)
    assert found.starts[int(np.argmax(found.held))] == date(2024, 10, 1)
    assert found.customers == 4 * DAYS


def test_orders_that_follow_the_model_show_no_season(fit, summary):
    assert [track(fit, steady(fit, seed), summary).season for seed in range(5)] == [None] * 5


def test_a_busy_november_is_found_and_told(fit, summary):
    november = dict(stretches(START, DAYS))["November 2023"]
    found = track(fit, steady(fit, boost=(november, 1.6)), summary)
    assert found.season.name == "November 2023"
    (told,) = season_statistic(found, Window(START, date(2024, 12, 30)))
    assert told.estimate == pytest.approx(1 / 1.6 - 1, abs=0.06)


def test_the_weeks_before_christmas_are_a_stretch_of_their_own(fit, summary):
    weeks = dict(stretches(START, DAYS))["the four weeks before Christmas 2023"]
    assert weeks.stop - weeks.start == 28
    found = track(fit, steady(fit, boost=(weeks, 2.0)), summary)
    assert found.season.name == "the four weeks before Christmas 2023"


def test_scatter_is_that_of_counts_at_least_and_a_few_odd_weeks_leave_it_alone():
    rng = np.random.default_rng(1)
    expected = np.full(200, 100.0)
    calm, wild = rng.poisson(expected).astype(float), 100 + 30 * rng.standard_normal(200)
    assert scatter_of(calm, expected) == pytest.approx(1.0, abs=0.4)
    assert scatter_of(wild, expected) == pytest.approx(9.0, rel=0.4)
    calm[:10] *= 3
    assert scatter_of(calm, expected) < 1.5
