import numpy as np
import pytest

from coterie.methods.value.cohorts import triangles
from coterie.methods.value.repaid import payback_statistics, repaid
from coterie.terms import Horizon
from methods.value.test_cohorts import journeys

MEAN, ERROR = np.array([4.0, 8.0, 11.0, 12.0, np.nan]), np.array([1.0, 1.0, 1.0, 1.0, np.nan])


def test_the_month_is_the_first_by_whose_end_the_cost_is_earned():
    found = repaid(MEAN, ERROR, cost=10.0, horizon=Horizon(12))
    assert (found.low, found.month, found.high, found.seen) == (2, 2, 3, 3)
    assert found.earned.value == 12.0 and found.earned.low == pytest.approx(12 - 1.96, abs=1e-3)
    assert repaid(MEAN, ERROR, cost=0.0, horizon=Horizon(12)).month == 0


def test_what_is_not_repaid_within_the_months_seen_has_no_month():
    never = repaid(MEAN, ERROR, cost=30.0, horizon=Horizon(12))
    assert never.month is None and never.seen == 3
    nearly = repaid(MEAN, ERROR, cost=13.0, horizon=Horizon(12))
    assert (nearly.low, nearly.month, nearly.high) == (2, None, None) or nearly.low == 3
    assert repaid(MEAN, ERROR, cost=10.0, horizon=Horizon(1)).month is None
    assert repaid(np.array([np.nan]), np.array([np.nan]), cost=1.0, horizon=Horizon(12)) is None


def test_statistics_state_months_only_where_the_cost_was_repaid():
    made = triangles(journeys())[0]
    found = payback_statistics(made, ("cohort:a", "cohort:b"), cost=21.0, horizon=Horizon(12))
    by = {(s.metric, s.population): s for s in found}
    assert by["payback_months", "cohort:a"].estimate == 1
    assert ("payback_months", "cohort:b") not in by
    assert by["payback_earned", "cohort:b"].estimate == 7.0
    assert by["payback_seen", "cohort:b"].estimate == 2
