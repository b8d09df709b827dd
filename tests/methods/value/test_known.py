"""Do all values rest on a trait where earlier days say that it foretells better, and only there?"""

import numpy as np

from coterie.methods.value import estimate
from coterie.methods.value.baselines import Origin
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.leaderboard import guess_of
from regions import YEAR, valued, world


def test_values_rest_on_the_traits_where_earlier_days_say_so(carried) -> None:
    past, table, found = carried
    assert found.fixed.carries and found.fixed.origins == 1
    assert found.model == "BG/NBD and gamma-gamma, knowing region"
    assert found.leaderboard[0].name == "bg_nbd_traits" and [w.chosen for w in found.leaderboard].count(True) == 1
    assert found.calibration.design == found.fit.design and found.fit.design.columns
    plain = estimate(past, None, None, [], horizon=YEAR, model="bg_nbd")
    fast = (table.columns["region"] == "north") & (past.x == 0)  # of whom little else is known
    assert found.expected_orders[fast].sum() > 1.3 * plain.expected_orders[fast].sum()


def test_values_stay_with_the_plain_model_where_the_trait_means_nothing() -> None:
    past, _, found = valued(0.0)
    plain = estimate(past, None, None, [], horizon=YEAR, model="bg_nbd")
    assert not found.fixed.carries and found.model == plain.model
    assert np.array_equal(found.clv, plain.clv) and np.array_equal(found.clv_high, plain.clv_high)


def test_the_days_kept_apart_have_no_say_in_the_choice(carried) -> None:
    past, _, found = carried
    as_plain = guess_of(fit_summary(past), Origin.of(past, world(2.0, 1500)[1])).orders
    turned = valued(2.0, as_plain)[2]  # there just that comes which the model without the region expects
    assert found.fixed.better and turned.fixed.better is False
    assert turned.fixed.carries and turned.fit.buying == found.fit.buying
    assert np.array_equal(turned.expected_orders, found.expected_orders)
