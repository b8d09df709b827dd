from datetime import date

import pytest

from coterie.methods.value import estimate, evidence
from coterie.terms import CustomerTable, Evidence, Horizon, Slice, Window


@pytest.fixture(scope="module")
def result(planted):
    summary, purchases, spend = planted(2000, 1, ahead=90)
    after = Window(date(2022, 6, 26), date(2022, 9, 23))
    slice_ = Slice(CustomerTable(summary.ids, {}, (), summary.window), after, spend, purchases)
    return estimate(summary, summary, slice_, [], horizon=Horizon(6))


def test_every_number_is_a_statistic_under_its_own_key(result):
    store = Evidence()
    keys = store.extend(evidence(result))
    assert len(set(keys)) == len(keys) == len(store)
    for metric in ("total_clv", "expected_orders", "mean_p_alive", "log_likelihood", "horizon_months", "param:alpha"):
        assert store.find(metric, "everyone", policy="whole") is not None, metric
    for metric in ("orders_actual", "orders_expected", "spend_actual", "spend_expected", "top20_share", "spearman"):
        assert store.find(metric, "everyone", policy="holdout") is not None, metric
    assert store.find("param:r", "everyone", policy="past").estimate == result.calibration.params["r"]


def test_every_way_of_forecasting_has_its_figures(result):
    store = Evidence()
    store.extend(evidence(result))
    for name in ("bg_nbd", "mbg_nbd", "pareto_nbd", "average"):
        for metric in ("orders_error", "spend_error", "orders_mae", "spend_mae", "calibration_error"):
            assert store.find(metric, f"forecast:{name}", policy="holdout") is not None, (name, metric)
    chosen = store.find("spend_error", "everyone", policy="holdout")
    assert chosen.estimate == store.find("spend_error", "forecast:bg_nbd", policy="holdout").estimate
    tenth = store.find("actual_in_tenth", "forecast:bg_nbd", policy="holdout", params={"tenth": "10"})
    assert tenth.estimate == result.leaderboard[0].calibration[-1][1]


def test_intervals_are_those_of_the_result(result):
    store = Evidence()
    store.extend(evidence(result))
    total = store.find("total_clv", "everyone")
    assert (total.estimate, total.low, total.high, total.level) == (
        result.total.value,
        result.total.low,
        result.total.high,
        0.95,
    )
    r = store.find("param:r", "everyone")
    assert 0 < r.low < r.estimate < r.high
    assert store.find("horizon_months", "everyone").estimate == 6
    assert store.find("param:alpha", "everyone").unit == "days"


def test_every_statistic_says_how_to_recompute_it(result):
    assert all(s.definition and s.window and s.n for s in evidence(result))
