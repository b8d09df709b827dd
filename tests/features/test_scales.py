import pytest

from coterie.features.scales import in_order, listed


@pytest.mark.parametrize(
    "levels",
    [
        ("Low", "Average", "High"),
        ("LOW", "high"),
        ("never", "sometimes", "always"),
        ("Bronze", "Silver", "Gold"),
        ("Month-to-month", "One year", "Two year"),
        ("Basic", "Graduation", "2n Cycle", "Master", "PhD"),
        ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
        ("Under 15K", "15-24K", "25-34K", "100-124K", "250K+"),
        ("19-24", "25-34", "65+"),
        ("1", "2", "3", "4", "5+"),
        ("<18", "18-24", ">64"),
        ("1) $0 - $100", "2) $100 - $200", "7) $1,000 +"),
        ("500 to 999", "1,000 to 4,999", "5,000 or more"),
    ],
)
def test_known_scales_are_put_in_order(levels):
    assert in_order(sorted(levels)) == levels
    assert in_order(sorted(levels, reverse=True)) == levels


@pytest.mark.parametrize(
    "levels",
    [
        ("Low", "High", "other"),
        ("red", "blue"),
        ("Low",),
        ("1", "2", "3"),
        ("mid", "medium"),  # two words of one place
        ("10-20", "10-30"),
        ("Cat_1", "Cat_2"),
    ],
)
def test_what_has_no_order_is_given_none(levels):
    assert in_order(levels) is None


def test_other_stands_last_and_keeps_a_place_of_its_own():
    assert listed(["other", "High", "Low", "Average"]) == ("Low", "Average", "High", "other")
    assert listed(["Single", "Absurd", "unknown"]) == ("Absurd", "Single", "unknown")
