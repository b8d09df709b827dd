"""Do look-ups find a segment's own numbers, and only sound ones?"""

from dataclasses import replace
from datetime import date

import pytest

from coterie.personas.facts import Facts, keys, window_of
from coterie.terms import Evidence, Statistic
from personas.study import study


@pytest.fixture(scope="module")
def facts():
    results = study()
    return Facts(results, results.segmentation.segments[0])


def test_own_everyone_and_ratio_are_three_things(facts):
    assert facts.own("median:orders").population == "segment:s1"
    assert facts.everyone("median:orders").population == "everyone"
    assert facts.ratio("holdout_spend_ratio").baseline == "everyone"
    assert facts.own("holdout_spend_ratio") is None


def test_findings_come_strongest_first_and_once_a_trait(facts):
    found = facts.findings("behavioural", "demographic")
    sizes = [abs(effect.estimate) for _, _, effect in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len({trait.name for _, trait, _ in found}) == len(found)


def test_of_a_number_and_its_bands_only_the_stronger_is_told(facts):
    results = facts.results
    wine = results.table.trait("category_share_wine")
    kin = tuple(replace(t, derived=("morning_share",)) if t == wine else t for t in results.table.traits)
    told = Facts(replace(results, table=replace(results.table, traits=kin)), facts.segment).findings("behavioural")
    names = [trait.name for _, trait, _ in told]
    assert "morning_share" in names
    assert "category_share_wine" not in names


def test_more_of_tells_only_what_they_have_more_of(facts):
    assert facts.more_of("category_share_wine").here != facts.more_of("category_share_wine").other
    assert facts.finding("discount_share")[2].estimate < 0
    assert facts.more_of("discount_share") is None
    assert facts.more_of("no such trait") is None


def test_a_number_that_is_none_is_not_found(facts):
    evidence = Evidence()
    evidence.add(Statistic("mean:gap", "segment:s1", float("nan"), n=3))
    assert Facts(replace(facts.results, evidence=evidence), facts.segment).own("mean:gap") is None


def test_windows_and_keys_pass_over_what_is_missing():
    statistic = Statistic("days", "everyone", 3, n=1, window="2024-01-01..2024-01-03")
    assert window_of(statistic) == (date(2024, 1, 1), date(2024, 1, 3))
    assert window_of(replace(statistic, window="")) is None
    assert keys(statistic, None) == (statistic.key,)
