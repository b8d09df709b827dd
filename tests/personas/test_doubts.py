"""Does a study doubt itself where it should?"""

from dataclasses import replace

import pytest

from coterie.personas.check import unsupported_numbers
from coterie.personas.doubts import beaten, doubts
from coterie.terms import Check, Evidence, QualityReport, Statistic
from personas.study import study


@pytest.fixture(scope="module")
def results():
    return study()


def changed(results, **values):
    """The study with some statistics (by metric) set to other values."""
    evidence = Evidence()
    evidence.extend(replace(s, estimate=values[s.metric]) if s.metric in values else s for s in results.evidence)
    return replace(results, evidence=evidence)


def told(results):
    return " | ".join(s.text for s in doubts(results))


def test_rows_without_a_customer_are_told_where_they_are_many(results):
    assert "600 of 5,000 order lines name no customer" in told(results)
    assert "name no customer" not in told(changed(results, rows_rejected=40))


def test_a_model_that_missed_the_days_kept_apart_is_told_with_its_side(results):
    assert "Values are likely too low" in told(results)
    assert "Values are likely too high" in told(changed(results, orders_actual=1000))
    assert "Values are likely" not in told(changed(results, orders_actual=1700))


def test_only_fragile_segments_are_named(results):
    assert "Slipping away, still valuable (71\u00a0%); so much of it comes back" in told(results)
    assert "Loosely held together" not in told(changed(results, stability=0.9))


def test_a_yardstick_that_did_better_is_named(results):
    assert "ranking by value is at least as good" in beaten(results).text
    assert beaten(changed(results, top20_share=0.6)) is None


def test_a_yardstick_is_called_by_words_and_not_by_its_key(results):
    board = [
        replace(s, method="rfm-recipe") if s.method == "value-deciles" else s for s in results.segmentation.scoreboard
    ]
    evidence = Evidence()
    evidence.extend(
        replace(s, population="method:rfm-recipe-10") if s.population == "method:value-deciles-10" else s
        for s in results.evidence
    )
    named = replace(results, segmentation=replace(results.segmentation, scoreboard=tuple(board)), evidence=evidence)
    assert "ranking by the RFM grid that notebooks copy is at least as good" in beaten(named).text


def test_a_rejected_way_of_grouping_is_no_yardstick(results):
    board = tuple(replace(s, candidate=True) for s in results.segmentation.scoreboard)
    assert beaten(replace(results, segmentation=replace(results.segmentation, scoreboard=board))) is None


def test_the_strongest_ready_made_groups_that_did_better_are_named_with_their_share(results):
    board = tuple(
        replace(s, method="shopify11", candidate=True) if s.method == "value-deciles" else s
        for s in results.segmentation.scoreboard
    )
    evidence = Evidence()
    evidence.extend(results.evidence)
    theirs = next(
        s for s in results.evidence if s.population == "method:value-deciles-10" and s.metric == "top20_share"
    )
    evidence.add(replace(theirs, population="method:shopify11-10", estimate=0.73))
    grid = replace(results.segmentation, scoreboard=board, beaten_by=("shopify11",))
    text = beaten(replace(results, segmentation=grid, evidence=evidence)).text
    assert "the fifth that the grid shopify11 put first brought 73\u00a0% of it" in text
    both = replace(grid, scoreboard=(*board, *(s for s in results.segmentation.scoreboard if not s.candidate)))
    ranked = Evidence()
    ranked.extend(replace(s, estimate=0.8) if s is theirs else s for s in evidence)
    found = beaten(replace(results, segmentation=both, evidence=ranked))
    assert "ranking by value is at least as good: the fifth it puts first brought 80\u00a0%" in found.text
    assert "that of the grid shopify11 73\u00a0%. Groups are for what to say." in found.text
    assert unsupported_numbers(found, ranked) == []


def test_a_grid_above_the_interval_of_the_choice_is_named_though_its_groups_are_too_small(results):
    board = tuple(
        replace(s, method="quintile125", candidate=True) if s.method == "value-deciles" else s
        for s in results.segmentation.scoreboard
    )
    theirs = next(
        s for s in results.evidence if s.population == "method:value-deciles-10" and s.metric == "top20_share"
    )
    small = replace(results, segmentation=replace(results.segmentation, scoreboard=board))
    for share, named in ((0.9, True), (0.5, False)):
        evidence = Evidence()
        evidence.extend(results.evidence)
        evidence.add(replace(theirs, population="method:quintile125-10", estimate=share))
        found = beaten(replace(small, evidence=evidence))
        assert (found is not None and "ranking by the grid quintile125 is" in found.text) == named


def test_a_clear_lead_of_a_yardstick_is_told_as_one(results):
    evidence = Evidence()
    evidence.extend(
        replace(s, estimate=0.8, low=0.75, high=0.85) if s.population == "method:value-deciles-10" else s
        for s in results.evidence
    )
    assert "ranking by value is better" in beaten(replace(results, evidence=evidence)).text


def test_a_ranking_above_the_interval_of_the_groups_comes_early_and_once(results):
    found = {}
    for share in (0.61, 0.9):
        evidence = Evidence()
        evidence.extend(
            replace(s, estimate=share) if s.population == "method:value-deciles-10" and s.metric == "top20_share" else s
            for s in results.evidence
        )
        texts = [s.text for s in doubts(replace(results, evidence=evidence))]
        (found[share],) = (i for i, text in enumerate(texts) if "ranking by value" in text)
        fragile = next(i for i, text in enumerate(texts) if text.startswith("Loosely held together"))
        assert (found[share] < fragile) == (share == 0.9)
    assert found[0.9] < 4


def test_groups_that_one_trait_made_are_told_so(results):
    single = replace(results, segmentation=replace(results.segmentation, forming=("orders",)))
    assert "rest on a single trait, orders" in told(single)
    assert "a single trait" not in told(results)


def test_a_parameter_at_the_edge_of_its_range_is_named(results):
    assert "(parameter a)" in told(results)
    assert "parameter" not in told(replace(results, value=None))


def test_groups_that_shift_are_to_be_refreshed(results):
    assert "Groups shift" not in told(results)
    assert "Groups shift" in told(changed(results, agreement=0.7))


def test_patchy_demographics_are_told(results):
    assert "known for 50" in told(results)
    assert "Who they are is known" not in told(changed(results, **{"coverage:age_band": 1.0}))


def test_a_warning_of_the_quality_report_is_passed_on(results):
    check = Check("COT-522", "warn", "Income: 1 value", "customers", "Income", 1)
    dataset = replace(results.dataset, quality=QualityReport((check,)))
    evidence = Evidence()
    params = (("code", "COT-522"), ("column", "Income"))
    evidence.extend([*results.evidence, Statistic("check", "customers", 1, n=1, unit="rows", params=params)])
    text = told(replace(results, dataset=dataset, evidence=evidence)).replace("\u00a0", " ")
    assert "Absurd values: 1 row in Income." in text


def test_a_guess_that_is_not_sure_is_told_without_a_count(results):
    checks = tuple(Check("COT-314", "warn", "found", "orders", column) for column in ("1", "5"))
    evidence = Evidence()
    params = [(("code", "COT-314"), ("column", c.column)) for c in checks]
    evidence.extend([*results.evidence, *(Statistic("check", "orders", 0, n=0, unit="rows", params=p) for p in params)])
    dataset = replace(results.dataset, quality=QualityReport(checks))
    text = told(replace(results, dataset=dataset, evidence=evidence))
    assert "guessed and is not sure" in text and "0 rows" not in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [("COT-511", 7_542, "7,542 lines equal another line"), ("COT-520", 1, "more than half of all revenue"),
     ("COT-539", 151, "151 lines bear customer numbers")],
)  # fmt: skip
def test_what_may_make_every_sum_wrong_is_told_first_and_once(results, code, n, said):
    def first(grade):
        check = Check(code, grade, "found", "orders", "", n, unit="lines")
        evidence = Evidence()
        params = (("code", code), ("column", ""))
        evidence.extend([*results.evidence, Statistic("check", "orders", n, n=n, unit="lines", params=params)])
        dataset = replace(results.dataset, quality=QualityReport((check,)))
        return [s.text.replace("\u00a0", " ") for s in doubts(replace(results, dataset=dataset, evidence=evidence))]

    assert said in first("warn")[0]
    assert not any("The part on data shows" in text for text in first("warn"))
    assert not any(said in text for text in first("info"))


def test_without_evidence_there_is_nothing_to_doubt(results):
    assert doubts(replace(results, evidence=Evidence(), value=None)) == []


@pytest.mark.parametrize(
    ("off", "said"), [(-0.38, "38\u00a0% fewer orders than came"), (0.25, "25\u00a0% more orders than came")]
)
def test_a_season_that_the_model_misses_is_told_with_its_month(results, off, said):
    evidence = Evidence()
    evidence.extend([*results.evidence, Statistic("season_miss", "days:November 2011", off, 1874, unit="share")])
    found = told(replace(results, evidence=evidence))
    assert f"The value model expects {said} in November 2011: it knows neither season nor campaign." in found
    assert "knows neither season" not in told(results)
