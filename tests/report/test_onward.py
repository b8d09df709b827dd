import re
from dataclasses import replace

import numpy as np

from coterie.report.onward import chances_of, cohort_columns, of_kind, payback_of, payback_words, tracking_columns
from coterie.report.page import render
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


def page_of(results):
    page = render(results)
    part = page[page.index('<section id="value"') :]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", part[: part.index("</section>")]))


def test_the_page_tells_payback_of_everyone_and_of_each_group():
    text = page_of(fake.fake_results())
    fold = text[text.index("When a customer has earned") :]
    assert "the mean revenue (no margin was given) of a customer has repaid the 450 that winning her costs" in fold
    assert "after 2 months (2 to 3)" in fold and "not within the 12 months seen" in fold
    assert fold.index("All customers") < fold.index("Devoted regulars")


def test_the_page_follows_cohorts_even_where_no_value_was_estimated():
    whole = fake.fake_results()
    page = render(replace(whole, value=None, tracking=None, skipped={"value": "Nobody came back."}))
    assert 'id="chart-cohort-retention"' in page and 'id="chart-tracking"' not in page
    assert 'id="chart-cohort-retention"' not in render(fake.without_orders())


def test_the_page_says_of_which_groups_it_is_not_sure_which_is_worth_more():
    whole = fake.fake_results()
    assert "Of any two groups it is sure" in page_of(whole)
    evidence = Evidence()
    for each in whole.evidence:
        pair = (each.population, each.baseline)
        close = each.metric == "probability_worth_more" and pair == ("segment:s1", "segment:s2")
        evidence.add(replace(each, estimate=0.6) if close else each)
    assert "where it is not sure: Devoted regulars over Growing weekly shoppers 60 %" in page_of(
        replace(whole, evidence=evidence)
    ).replace("\u00a0", " ")
