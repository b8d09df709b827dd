"""Does a name say what a column is?"""

import pytest

from coterie.intake.names import likeness, snakes


def test_names_that_say_nothing_score_nothing() -> None:
    assert likeness("orders", "amount", "Country") == 0
    assert likeness("orders", "customer_id", "Customer Email") > 0.5
    assert snakes(["Income", "income", "file"], {"file"}) == ["income", "income_2", "file_2"]


@pytest.mark.parametrize(
    "name", ["price_usd", "Price ($)", "Unit Price (EUR)", "Preis in EUR", "price_$usd", "PriceGBP"]
)
def test_the_currency_at_the_end_of_a_name_is_passed_over(name: str) -> None:
    assert likeness("orders", "unit_price", name) > 0.8


def test_a_currency_alone_is_no_amount() -> None:
    assert likeness("orders", "amount", "EUR") == 0
