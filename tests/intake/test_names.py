"""Does a name say what a column is?"""

from coterie.intake.names import likeness, snakes


def test_names_that_say_nothing_score_nothing() -> None:
    assert likeness("orders", "amount", "Country") == 0
    assert likeness("orders", "customer_id", "Customer Email") > 0.5
    assert snakes(["Income", "income", "file"], {"file"}) == ["income", "income_2", "file_2"]
