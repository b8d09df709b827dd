from coterie.report import metrics
from report import fake


def test_metrics_keep_the_published_shape() -> None:
    found = metrics(fake.fake_results())
    assert found["rows"]["orders"] == {"read": 541909, "accepted": 406829, "rejected": 135080, "duplicate": 0}
    assert set(found["orders"]) == {"customers", "orders", "lines", "revenue", "returns_value", "first", "last"}
    assert set(found["value"]) == {"model", "time_unit", "params", "log_likelihood", "horizon_months", "value_is",
                                   "total_clv",
                                   "total_clv_low", "total_clv_high", "calibration", "holdout",
                                   "churn", "leaderboard"}  # fmt: skip
    assert set(found["segments"]) >= {"method", "k", "sizes", "silhouette", "stability", "rule_fidelity", "scoreboard"}
    assert set(found["segments"]["scoreboard"][0]) >= {"method", "k", "top20_share", "eta2", "stability"}


def test_a_part_that_did_not_run_is_absent_with_its_reason() -> None:
    found = metrics(fake.bare())
    assert set(found) == {"rows", "skipped"}
    assert found["skipped"] == {"segments": "No trait differs between customers."}


def test_nothing_that_differs_between_runs_is_in_the_metrics() -> None:
    assert {"seconds", "peak_memory_mb"}.isdisjoint(metrics(fake.fake_results()))
