from coterie.methods.segments.words import amount, conditions_text, listed, number, percent
from coterie.terms import Trait

DAYS = Trait("gap", "Gap between orders", "behavioural", "numeric", "days")
SHARE = Trait("share", "Share of wine", "behavioural", "numeric", "share")
FLAG = Trait("card", "Has a card", "behavioural", "flag")
LEVEL = Trait("level", "Level", "behavioural", "ordered", levels=("Low", "High"))


def test_numbers_are_short_and_parted():
    assert [number(v) for v in (1234567.0, 0.5, -3.0)] == ["1,234,567", "0.5", "-3"]
    assert percent(0.637) == "64 %"


def test_amounts_carry_their_unit():
    assert [amount(DAYS, 30.0), amount(SHARE, 0.25), amount(LEVEL, 1.0)] == ["30 days", "25 %", "High"]


def test_filters_read_as_sentences():
    said = conditions_text([(DAYS, ">=", 7.0), (DAYS, "<", 30.0), (SHARE, "<", 0.1), (FLAG, ">=", 1.0)])
    assert said == "Gap between orders from 7 days to below 30 days, share of wine below 10 % and has a card: yes"


def test_lists_and_methods_are_said_in_words():
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
