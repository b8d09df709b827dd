"""Is a customer whose traits are known valued as in a crowd, and do the kinds of customers add up?"""

from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.value import (
    alive_since,
    customer_is_worth_more,
    expected_worth,
    knowing,
    score,
    score_points,
    track,
)
from coterie.methods.value.comparing import chances
from coterie.methods.value.fitting import covariance_of, fit_summary
from coterie.methods.value.kinds import estimated, kind_of
from coterie.methods.value.lifetime import Histories, Periods
from coterie.methods.value.matching import part
from coterie.methods.value.totals import totals
from coterie.terms import SavedValue, TimeUnit
from coterie.terms.cohorts import Arrivals
from regions import PAST


def test_one_customer_is_valued_as_in_the_crowd(carried) -> None:
    past, table, found = carried
    saved = SavedValue(found.model, past.unit, found.horizon, found.discount, found.fit)
    everybody = knowing(found.fit, past, table)
    worth = score(saved, everybody, seed=0)
    assert np.array_equal(worth.clv, found.clv) and np.array_equal(worth.clv_low, found.clv_low)
    for at in (7, 1200):
        one = part(everybody, np.array([at]))
        alone, points = score(saved, one, seed=0), score_points(saved, one)
        for name in ("expected_orders", "p_alive", "clv", "clv_low", "clv_high"):
            assert getattr(alone, name)[0] == pytest.approx(getattr(worth, name)[at], rel=1e-9)
        assert points.clv[0] == pytest.approx(found.clv[at], rel=1e-9)
        assert expected_worth(saved, one)[0] == pytest.approx(found.clv[at], rel=1e-9)
        path = alive_since(found.fit, one, PAST.as_of)  # in whole days
        assert path.p_alive[-1] == pytest.approx(found.p_alive[at], abs=0.005)


def test_a_fit_that_knows_traits_refuses_customers_without_them(carried) -> None:
    past, _, found = carried
    saved = SavedValue(found.model, past.unit, found.horizon, found.discount, found.fit)
    with pytest.raises(ValueError, match="knows region"):
        score(saved, past, seed=0)


def test_everything_estimated_enters_the_interval_of_the_total(carried) -> None:
    past, table, found = carried
    known = knowing(found.fit, past, table)
    periods = Periods.days(365, TimeUnit.DAY)
    slope = totals(found.fit, Histories.of(known), periods).worth.gradient
    centre = estimated(found.fit)
    assert slope.shape == centre.shape == (len(covariance_of(found.fit)),) == (9,)
    step = 1e-4  # of the effect of the region on buying, by hand
    sides = [
        totals(replace(found.fit, buying=(found.fit.buying[0] + s,)), Histories.of(known), periods).worth.total
        for s in (step, -step)
    ]
    assert slope[4] == pytest.approx(np.log(sides[0] / sides[1]) / (2 * step), rel=1e-3)


def test_a_trait_without_effect_leaves_all_as_it_is(carried) -> None:
    past, table, found = carried
    known, plain = knowing(found.fit, past, table), fit_summary(past)
    empty = replace(found.fit, buying=(0.0,), leaving=(0.0,))
    assert kind_of(empty, np.ones(1)).params == pytest.approx(dict(found.fit.params))
    periods = Periods.days(90, TimeUnit.DAY)
    base = replace(plain, design=found.fit.design, buying=(0.0,), leaving=(0.0,), covariance=None)
    same = totals(base, Histories.of(known), periods).each
    assert same.worth == pytest.approx(totals(plain, Histories.of(past), periods).each.worth, rel=1e-9)


def test_groups_customers_and_weeks_are_compared_by_kind(carried) -> None:
    past, table, found = carried
    known = knowing(found.fit, past, table)
    north = (table.columns["region"] == "north").astype(np.int64)
    assert chances(found.fit, known, north, 2, days=365)[1, 0] > 0.99
    same = np.flatnonzero((past.x == 1) & (past.T > 100))
    fast, slow = (int(next(i for i in same if north[i] == side)) for side in (1, 0))
    assert 0 < customer_is_worth_more(found.fit, known, fast, slow, days=365) < 1
    joined = np.full(200, 3)
    tracking = track(found.fit, Arrivals(PAST.start, joined, joined, PAST.as_of), known)
    apart = [
        track(kind_of(found.fit, np.array([z])), Arrivals(PAST.start, joined, joined, PAST.as_of), past)
        for z in (0.0, 1.0)
    ]
    share = float(known.traits.mean())
    assert tracking.expected == pytest.approx((1 - share) * apart[0].expected + share * apart[1].expected)
