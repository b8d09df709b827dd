"""Does the checker find every number that nothing supports?"""

import pytest

from coterie.personas.check import names_in, unsupported_numbers
from coterie.terms import Evidence, Sentence, Statistic
from personas.study import study

EVIDENCE = Evidence()
SHARE = EVIDENCE.add(
    Statistic("share_of_revenue", "segment:s1", 0.4134, n=477, low=0.392, high=0.435, window="2011-01-01..2011-12-09")
)
MONEY = EVIDENCE.add(Statistic("clv_mean", "segment:s1", 1719.6, n=477, low=640.2, high=3410.4, level=0.8))
LEVEL = EVIDENCE.add(Statistic("share:income=50-74K", "segment:s1", 0.38, n=200))
RISK = EVIDENCE.add(Statistic("value_at_risk", "segment:s1", 310_420.0, n=477))


def missing(text, *stats, tag="", names=()):
    return unsupported_numbers(
        Sentence("value", text, "measured", stats or (SHARE, MONEY, RISK), tag=tag), EVIDENCE, names
    )


@pytest.mark.parametrize(
    "text",
    [
        "41 % of revenue (39 to 44 %)",
        "41.3 % of revenue",
        "Worth £1,720 each (80 %: 640 to 3,410)",
        "€310 k is at risk",
        "n 477 from 1 Jan 2011 to 9 Dec 2011",
        "Two in five of them",
    ],
)
def test_rounded_values_bounds_levels_counts_and_days_are_supported(text):
    assert missing(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("42 % of revenue", ["42 %"]),
        ("41.4 % of revenue", ["41.4 %"]),
        ("Worth 1,730 each", ["1,730"]),
        ("320 k is at risk", ["320 k"]),
        ("until 10 Dec 2011", ["10 Dec 2011"]),
        ("one in nine of them", ["one in nine"]),
        ("six groups", ["six"]),
        ("between 39 and 47 %", ["39", "47 %"]),
    ],
)
def test_other_numbers_are_named(text, wrong):
    assert missing(text) == wrong


def test_the_tag_is_read_too():
    assert missing("Of revenue", tag="held out · 3.3 to 3.9") == ["3.3", "3.9"]


def test_a_number_of_another_statistic_supports_nothing():
    assert missing("Worth 1,720 each", SHARE) == ["1,720"]


def test_names_are_no_numbers():
    assert missing("Income 50-74K: 38 % of them", LEVEL) == []
    assert missing("Top 3 shops bring 41 % of revenue") == ["3"]
    assert missing("Top 3 shops bring 41 % of revenue", names=("Top 3 shops",)) == []


def test_names_of_a_study_are_its_segments_traits_levels_and_reasons():
    names = names_in(study(value=False))
    assert {"Devoted regulars", "Age", "Couple"} <= set(names)
    assert "19-24" not in names
    assert "found 12 customers with an order; at least 100 are needed" in names
