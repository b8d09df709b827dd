"""Are a person's words heard, and are all the wrong ones named at once?"""

import pytest

from coterie.intake import parse_words
from coterie.terms import WrongWords


def test_words_name_columns_dates_and_decimals() -> None:
    words = parse_words(["orders.customer_id=2", "customers.customer_id=ID", "orders.dates=dmy", "orders.decimal=,"])
    assert words.columns == {"orders": {"customer_id": "2"}, "customers": {"customer_id": "ID"}}
    assert words.dates == {"orders": "dmy"}
    assert words.decimals == {"orders": ","}
    assert parse_words(["orders.product=a=b"]).columns == {"orders": {"product": "a=b"}}


def test_all_wrong_words_are_named_with_what_was_meant() -> None:
    with pytest.raises(WrongWords) as wrong:
        parse_words(["order.customer_id=2", "orders.custmer_id=2", "nonsense", "orders.dates=dym", "orders.amount=a",
                     "orders.amount=b"])  # fmt: skip
    assert [p.code for p in wrong.value.problems] == ["COT-307", "COT-307", "COT-306", "COT-307", "COT-310"]
    assert 'did you mean "orders"?' in str(wrong.value) and 'did you mean "customer_id"?' in str(wrong.value)


def test_a_word_says_what_an_attribute_tells_of_a_customer() -> None:
    assert parse_words(["customers.trait.x1=behavioural"]).traits == {"x1": "behavioural"}
    left_out = parse_words(["customers.trait.churned=ignored"])
    assert (left_out.traits, left_out.ignored) == ({}, ("churned",))
    with pytest.raises(WrongWords) as wrong:
        parse_words(["customers.trait.x1=behavioral", "customers.trait.=value", "orders.trait.x1=value",
                     "customers.trait.x2=value", "customers.trait.x2=demographic"])  # fmt: skip
    assert [p.code for p in wrong.value.problems] == ["COT-307", "COT-307", "COT-307", "COT-310"]
    assert 'did you mean "behavioural"?' in str(wrong.value)
