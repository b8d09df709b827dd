from bench import put
from coterie.engine import Engine
from coterie.intake import inspect, parse_words
from coterie.intake.offers import consequence
from coterie.terms import Account, Words


def test_a_consequence_is_one_sentence() -> None:
    assert consequence(None) == ""
    assert consequence(Account(3, 3, 0, 0)) == "3 of 3 rows would be imported; none would be left out."
    told = consequence(Account(5, 2, 2, 1, 100_000, 70_000, 20_000, 10_000))
    assert told == "2 of 5 rows would be imported, worth 7.00; 2 left out and 1 seen before."
    in_euros = consequence(Account(1, 1, 0, 0, 10_015, 10_015, 0, 0), "EUR")
    assert in_euros == "1 of 1 rows would be imported, worth 1.00 EUR; none would be left out."


def test_a_column_that_a_person_named_is_said_to_be_hers(engine: Engine, tmp_path) -> None:
    path = put(tmp_path, "a.csv", "who,on,paid\nann,2024-01-05,1.5\nbob,2024-01-06,2.5\n")
    found = inspect(engine, [path], parse_words(["orders.customer_id=who"])).files[0]
    asked = {each["name"]: each for each in found.offer["questions"]}
    assert (asked["customer_id"]["by"], asked["customer_id"]["sure"]) == ("person", 1.0)
    assert asked["channel"]["source"] == "" and asked["channel"]["required"] is False


def test_a_file_of_no_kind_still_shows_its_columns(engine: Engine, tmp_path) -> None:
    path = put(tmp_path, "a.csv", "colour,size\nred,1\nred,2\nblue,2\n")
    offer = inspect(engine, [path], Words()).files[0].offer
    assert [each["name"] for each in offer["seen"]] == ["colour", "size"] and "questions" not in offer
