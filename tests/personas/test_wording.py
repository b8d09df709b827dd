"""Are numbers told in one style?"""

from datetime import date

import pytest

from coterie.personas import wording


def plain(text):
    return text.replace(wording.NBSP, " ")


def test_money_is_short_and_carries_its_currency():
    assert plain(wording.money(310_400.0)) == "310 k"
    assert plain(wording.money(9_999.6)) == "10.0 k"
    assert plain(wording.money(999_999.0, "EUR")) == "€1.00 M"
    assert wording.money(-45.2, "USD") == "−$45"
    assert plain(wording.money(12.3e9, "SEK")) == "SEK 12.3 bn"
    assert plain(wording.money(24_409e9)) == "24,409 bn"


def test_a_minus_is_a_minus_and_zero_has_none():
    assert wording.number(-0.001) == "0.00"
    assert wording.number(-4.25) == "−4.2"


def test_two_values_that_differ_are_told_apart():
    assert [plain(t) for t in wording.both(12.04, 12.11, "days")] == ["12.0 days", "12.1 days"]
    assert wording.both(12.4, 12.3, "currency", "GBP") == ("£12.40", "£12.30")
    assert wording.both(5.0, 5.0, "") == ("5", "5")


def test_ranges_say_their_unit_once():
    assert plain(wording.span(0.554, 0.65, "share")) == "55 to 65 %"
    assert wording.span(3.31, 3.94, "ratio") == "3.3 to 3.9"
    assert wording.span(0.041, 0.062, "ratio") == "0.04 to 0.06"
    assert wording.span(-0.67, -0.48, "sd") == "−0.67 to −0.48"
    assert plain(wording.span(3.0, 5.0, "days")) == "3 to 5 days"


def test_one_thing_is_singular():
    assert plain(wording.counted(1.0, "orders")) == "1 order"
    assert plain(wording.counted(2.0, "orders")) == "2 orders"
    assert plain(wording.counted(1.0, "articles")) == "1 articles"  # a unit of the user's own stays as it was given


def test_days_and_fractions_are_told_as_people_say_them():
    assert plain(wording.day(date(2011, 12, 9))) == "9 Dec 2011"
    assert wording.part(1 / 9) == "one in nine"
    assert wording.part(0.2917) == "three in ten"
    assert wording.part(0.99) is None
    assert wording.part(0.02) is None


@pytest.mark.parametrize("value", [0.001, 0.0449, 0.0951, 0.5, 0.9949, 0.9951])
def test_no_share_is_rounded_to_nothing_or_to_all(value):
    assert plain(wording.share(value)) not in ("0 %", "100 %")
