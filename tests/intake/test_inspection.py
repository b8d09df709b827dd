"""Does an inspection show what would be read, and what would be refused?"""

from pathlib import Path

import pytest

from bench import put
from coterie.engine import Engine
from coterie.intake import inspect, parse_words
from coterie.terms import DataRefused, Words, WrongWords
from where import data


def test_a_file_without_header_is_guessed_by_its_values_and_says_that_it_is_not_sure(engine: Engine) -> None:
    found = inspect(engine, [str(data("cdnow/CDNOW_sample.txt"))], Words())
    assert found.mapping.sources["orders"].get("ordered_at").source == "3"
    assert found.mapping.sources["orders"].get("amount").source == "5"
    assert found.mapping.sources["orders"].get("quantity").source == "4"
    unsure = {c.column: c for c in found.files[0].quality.checks if c.code == "COT-314"}
    assert sorted(unsure) == ["1", "3", "4", "5"]
    assert 'is taken for "How many?", a guess from its values alone' in unsure["4"].found
    assert "amounts in column 5 are taken for the whole line" in unsure["4"].found
    assert "--map orders.unit_price=5" in unsure["4"].remedy
    assert unsure["4"].remedy in "\n".join(found.lines())


def test_an_inspection_can_be_read_and_given_to_a_program(engine: Engine, tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.csv", "kunde;datum;betrag;farbe\nann;31.01.2024;1.234,50;rot\nbob;01.02.2024;2,00;blau\n;;;\n"
    )
    found = inspect(engine, [path], Words())
    text = "\n".join(found.lines())
    for part in ("orders", "kunde", "%d.%m.%Y", "1.234,56", "not used: farbe", "2 taken"):
        assert part in text, text
    told = found.as_json()["files"][0]
    assert told["kind"] == "orders"
    assert told["account"]["accepted"] == 2
    assert told["ignored"] == ["farbe"]


def test_an_inspection_shows_what_would_be_refused_instead_of_stopping(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,01/02/2024,1\nbob,03/04/2024,2\n")
    found = inspect(engine, [path], Words()).files[0]
    assert [c.code for c in found.quality.blocks] == ["COT-303"]
    assert "COT-303" in "\n".join(inspect(engine, [path], Words()).lines())
    assert not inspect(engine, [path], parse_words(["orders.dates=dmy"])).files[0].quality.blocks


def test_an_inspection_of_a_file_of_no_kind_says_so(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "colour,size\nred,1\nred,2\nblue,2\n")
    found = inspect(engine, [path], Words()).files[0]
    assert found.kind == ""
    assert [c.code for c in found.quality.checks] == ["COT-313"]


def test_an_inspection_refuses_wrong_words_and_unreadable_files(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\n")
    with pytest.raises(WrongWords, match="COT-308"):
        inspect(engine, [path], parse_words(["orders.customer_id=nobody"]))
    with pytest.raises(DataRefused):
        inspect(engine, [put(tmp_path, "empty.csv", "")], Words())


def test_an_inspection_asks_what_a_mapping_page_asks(engine: Engine, tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.csv",
        "kundennummer,datum,betrag,netto,mail\nann,01/02/2024,10.50,9.50,ann@example.org\nbob,03/04/2024,2.00,1.50,b@example.org\n",
    )
    told = inspect(engine, [path], parse_words(["orders.dates=dmy"])).as_json()["files"][0]
    offer = told["offer"]
    asked = {each["name"]: each for each in offer["questions"]}
    assert (asked["customer_id"]["question"], asked["customer_id"]["source"]) == ("Who bought?", "kundennummer")
    assert asked["ordered_at"]["dates"] and asked["ordered_at"]["date"] in asked["ordered_at"]["dates"]
    assert asked["amount"]["source"] in ("betrag", "netto")
    assert {"betrag", "netto"} - {asked["amount"]["source"]} <= set(asked["amount"]["alternatives"])
    assert "datum" not in asked["amount"]["alternatives"]
    seen = {each["name"]: each for each in offer["seen"]}
    assert [seen[name]["looks"] for name in ("kundennummer", "datum", "betrag")] == ["text", "date", "number"]
    assert seen["mail"]["personal"] and "ann@example.org" not in str(offer)
    assert offer["kinds"][0]["kind"] == "orders" and len(offer["kinds"]) == 7
    assert told["consequence"] == "2 of 2 rows would be imported, worth 12.50; none would be left out."


def test_an_inspection_offers_the_column_of_consent(engine: Engine, tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.csv",
        "customer_id,age,newsletter\n" + "".join(f"c{i},{i},{'yes' if i % 2 else 'no'}\n" for i in range(9)),
    )
    assert inspect(engine, [path], Words()).files[0].offer["consent"] == "newsletter"
