"""Does each template say its statistics, and nothing without them?"""

from dataclasses import replace

import pytest

from coterie.personas import claims
from coterie.personas.check import unsupported_numbers
from coterie.personas.facts import Facts
from coterie.personas.wording import NBSP
from coterie.terms import Check, CustomerTable, Evidence, Rule, Statistic
from personas.study import study


@pytest.fixture(scope="module")
def results():
    return study()


def first(results):
    return Facts(results, results.segmentation.segments[0])


def plain(sentence):
    return sentence.text.replace(NBSP, " ")


def test_the_headline_is_size_and_shares(results):
    assert plain(claims.headline(first(results))) == "254 customers, 21 % of all; 57 % of revenue"


def test_the_definition_states_medians_with_intervals_and_is_no_finding(results):
    told = [plain(s) for s in claims.definition(first(results))]
    assert "Half of them ordered within the last 10 days (9 to 10); of all customers, half within 90 days." in told
    away = [plain(s) for s in claims.definition(Facts(results, results.segmentation.segments[1]))]
    assert any(s.startswith("Half of them last ordered 180 days ago or longer (179 to 181); of all") for s in away)
    forming = [s for s in claims.definition(first(results)) if s.tag == "made the group"]
    assert len(forming) == 3
    roles = {results.evidence[key].role for s in forming for key in s.stats}
    assert roles <= {"forming", "described"}


def test_the_filter_tells_whole_things_whole(results):
    assert "orders 8 or more and days since the last order 45 or less" in plain(claims.rule(first(results)))


def test_a_rule_without_its_thresholds_in_the_evidence_is_not_told(results):
    odd = Rule("x >= 1", (("x", ">=", 1.0),), 0.9, 0.9)
    facts = Facts(results, replace(results.segmentation.segments[0], rule=odd))
    assert claims.rule(facts) is None


def test_a_finding_says_for_how_many_it_is_known(results):
    (age,) = [s for s in claims.findings(first(results), "demographic", "demographic") if s.text.startswith("Age")]
    assert "(known for 128 of 254 customers)." in plain(age)


def test_where_values_lie_far_off_the_middle_is_told_and_not_the_average(results):
    """The checks of the data name the column that the trait comes from."""
    found = Check("COT-522", "warn", "Discounts: 1 value outside 0 to 1 (666666)", "customers", "Discounts", 1)
    quality = replace(results.dataset.quality, checks=(*results.dataset.quality.checks, found))
    traits = tuple(
        replace(t, source="customers.Discounts") if t.name == "discount_share" else t for t in results.table.traits
    )
    table = CustomerTable(results.table.ids, results.table.columns, traits, results.table.window)
    pulled = replace(results, dataset=replace(results.dataset, quality=quality), table=table)
    said = {}
    for study_ in (results, pulled):
        facts = Facts(study_, study_.segmentation.segments[1])
        (said[study_ is pulled],) = [
            s for s in claims.findings(facts, "behaviour", "behavioural") if "iscount" in s.text
        ]
    assert "On average" in said[False].text
    assert plain(said[True]).startswith("Share bought on discount: half of them have 4")
    assert plain(said[True]).endswith("(the one in the middle is told, because values far off pull the average).")
    assert unsupported_numbers(said[True], pulled.evidence) == []
    metrics = [pulled.evidence[key].metric for key in said[True].stats]
    assert metrics == ["median:discount_share", "median:discount_share", "effect:discount_share"]


def test_the_size_of_a_difference_is_told_in_words():
    effect = Statistic("effect:x", "segment:s1", 0.3, n=100, low=0.21, high=0.39, unit="sd")
    assert claims.difference(effect) == "small difference"
    assert claims.difference(replace(effect, estimate=-0.6, low=None)).startswith("medium")
    assert claims.difference(replace(effect, estimate=0.8, low=None)) == "large difference"


def test_value_and_future_say_why_they_are_missing():
    facts = first(study(value=False, holdout=False))
    assert [s.kind for s in claims.value(facts)] == ["absent"]
    assert plain(claims.value(facts)[0]).endswith("at least 100 are needed.")
    assert plain(claims.future(facts)[0]) == "What they do next: not measured. 60 days are too few."


def test_a_customer_who_may_bring_next_to_nothing_is_told_so(results):
    evidence = Evidence()
    evidence.extend(s for s in results.evidence if s.metric != "clv_mean")
    evidence.add(Statistic("clv_mean", "segment:s1", 40.0, n=254, low=0.0, high=150.0, level=0.8, unit="currency"))
    told = [plain(s) for s in claims.value(first(replace(results, evidence=evidence)))]
    assert "a single one may bring next to nothing or up to £150 (80 % range)" in told[0]


def test_what_is_known_of_nearly_everyone_needs_no_note_on_coverage(results):
    assert claims.coverage(first(results)) is None


def test_two_limits_of_one_trait_are_told_as_a_range(results):
    between = Rule("orders >= 7.5 and orders < 17", (("orders", ">=", 7.5), ("orders", "<", 17.0)), 0.9, 0.9)
    evidence = Evidence()
    evidence.extend(s for s in results.evidence if not s.metric.startswith("rule:"))
    for sign, value in ((">=", 7.5), ("<", 17.0)):
        evidence.add(Statistic(f"rule:orders {sign}", "segment:s1", value, n=254, unit="orders"))
    facts = Facts(replace(results, evidence=evidence), replace(results.segmentation.segments[0], rule=between))
    assert "A plain filter comes close: orders 8 to under 17." in plain(claims.rule(facts))


def test_a_limit_on_ordered_words_is_told_in_words(results):
    words = Rule("age_band >= 1", (("age_band", ">=", 1.0),), 0.9, 0.9)
    evidence = Evidence()
    evidence.extend(s for s in results.evidence if not s.metric.startswith("rule:"))
    evidence.add(Statistic("rule:age_band >=", "segment:s1", 1.0, n=254))
    facts = Facts(replace(results, evidence=evidence), replace(results.segmentation.segments[0], rule=words))
    assert "comes close: age 25-44 or 45-64." in plain(claims.rule(facts))


def test_what_is_alike_is_told_as_what_is_most_frequent_and_claims_nothing(results):
    told = claims.alike(first(results))
    assert told.kind == "absent"
    assert plain(told).startswith(
        "Who they are: nothing known sets them apart clearly from everyone else. Most frequent:"
    )
    assert {results.evidence[key].metric.partition(":")[0] for key in told.stats} == {"share"}


def test_a_ratio_below_one_is_told_as_a_share(results):
    told = [plain(s) for s in claims.future(Facts(results, results.segmentation.segments[2]))]
    assert "% of what all customers did" in told[0] and "times" not in told[0]


def test_what_goes_with_the_definition_is_told_only_where_it_is_noticeably_apart(results):
    everyone = results.evidence.find("median:tenure_days", "everyone").estimate
    for days, told in ((everyone + 1, False), (everyone + 40, True)):
        evidence = Evidence()
        for each in results.evidence:
            ours = each.metric == "median:tenure_days" and each.population == "segment:s1"
            evidence.add(replace(each, estimate=days) if ours else each)
        sentences = claims.definition(first(replace(results, evidence=evidence)))
        assert any("first ordered" in s.text and "ago or longer" in s.text for s in sentences) == told
