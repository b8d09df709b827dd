import numpy as np

from coterie.report.onward import chances_of, cohort_columns, of_kind, payback_of, payback_words, tracking_columns
from coterie.terms import Evidence, Statistic
from report import fake


def stat(metric, estimate, low=None, high=None, **more):
    return Statistic(metric, "segment:s1", estimate, 40, low=low, high=high, **more)


def test_payback_is_told_with_its_interval_or_as_not_within_the_months_seen():
    seen = stat("payback_seen", 12)
    assert payback_words(stat("payback_months", 3, 2, 5), seen) == "after 3 months (2 to 5)"
    assert payback_words(stat("payback_months", 1, 1, 1), seen) == "after 1 month"
    assert payback_words(stat("payback_months", 0, 0, 0), seen) == "within the first month"
    assert payback_words(stat("payback_months", 3, 2), seen).endswith("perhaps not within the 12 months seen)")
    assert payback_words(None, seen) == "not within the 12 months seen"


def test_a_population_without_a_cost_has_no_payback():
    assert payback_of({}) == {}
    mine = {"payback_seen": stat("payback_seen", 2), "payback_earned": stat("payback_earned", 9.0, 8.0, 10.0)}
    found = payback_of(mine)
    assert found["earned"]["estimate"] == 9.0 and "months" not in found


def test_chances_are_told_by_the_other_segment():
    results = fake.bare()
    evidence = Evidence()
    evidence.add(stat("probability_worth_more", 0.9, baseline="segment:s2"))
    object.__setattr__(results, "evidence", evidence)
    assert chances_of(results, "segment:s1") == {"s2": 0.9}
    assert chances_of(results, "segment:s2") == {}


def test_tables_hold_a_row_for_each_cell_and_week():
    results = fake.fake_results()
    table, months = cohort_columns(results), of_kind(results, "month")
    assert len(table["by"]) == sum(int(np.isfinite(c.ltv).sum()) for c in results.cohorts) > 0
    assert months is not None and of_kind(results, "channel") is None
    assert len(tracking_columns(results)["week"]) == len(results.tracking.starts)
    assert not len(tracking_columns(fake.bare())["week"]) and not len(cohort_columns(fake.bare())["by"])
