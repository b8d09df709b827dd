"""Does a statistic keep its name when the numbers change, and does the evidence keep one number a name?"""

from dataclasses import replace

import pytest

from coterie.terms import Estimate, Evidence, Statistic

SHARE = Statistic("share_of_revenue", "segment:s1", 0.4, n=12, unit="share", window="2023-01-01..2023-06-30")


def test_value_and_dates_have_no_part_in_the_key() -> None:
    assert replace(SHARE, estimate=0.5, n=20, window="2024-01-01..2024-06-30").key == SHARE.key


@pytest.mark.parametrize(
    "other",
    [
        {"metric": "revenue"},
        {"population": "segment:s2"},
        {"baseline": "rest"},
        {"policy": "holdout"},
        {"params": (("code", "COT-201"),)},
    ],
)
def test_what_is_measured_and_of_whom_makes_the_key(other: dict[str, object]) -> None:
    assert replace(SHARE, **other).key != SHARE.key  # type: ignore[arg-type]


def test_a_statistic_takes_its_interval_from_an_estimate() -> None:
    made = Statistic.of("revenue", "everyone", Estimate(5.0, 4.0, 6.0, 0.8, "bootstrap"), n=3, unit="currency")
    assert (made.estimate, made.low, made.high, made.level, made.how) == (5.0, 4.0, 6.0, 0.8, "bootstrap")
    assert Statistic.of("revenue", "everyone", Estimate(5.0), n=3).level is None


def test_two_numbers_under_one_key_are_a_fault_of_the_program() -> None:
    evidence = Evidence()
    assert evidence.add(SHARE) == evidence.add(SHARE) == SHARE.key
    with pytest.raises(ValueError, match="two statistics under one key"):
        evidence.add(replace(SHARE, estimate=0.5))


def test_the_evidence_is_read_in_the_order_of_its_keys() -> None:
    evidence = Evidence()
    keys = evidence.extend([SHARE, replace(SHARE, population="segment:s2"), replace(SHARE, population="segment:s3")])
    assert [statistic.key for statistic in evidence] == sorted(keys)
    assert len(evidence) == 3
    assert keys[0] in evidence
    assert evidence[keys[1]].population == "segment:s2"


def test_a_statistic_is_found_under_the_first_policy_that_has_it() -> None:
    evidence = Evidence()
    evidence.extend([replace(SHARE, policy="holdout"), replace(SHARE, policy="past", estimate=0.1)])
    found = evidence.find("share_of_revenue", "segment:s1")
    assert found is not None
    assert found.policy == "holdout"
    assert evidence.find("share_of_revenue", "segment:s1", policy="whole") is None
    assert evidence.find("share_of_revenue", "segment:s1", params={"code": "COT-201"}) is None
