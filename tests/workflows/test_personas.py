import subprocess
import sys
from pathlib import Path

import pytest

from coterie.terms import WrongWords
from coterie.workflows import OpenStudy, open_study, person_book
from finished import continued, finished
from patience import LONG

WHO = {"by": "Ann", "on": "1 May 2026"}


@pytest.fixture(scope="module")
def study() -> OpenStudy:
    return open_study(finished())


@pytest.fixture(scope="module")
def later() -> OpenStudy:
    return open_study(continued())


def test_without_edits_the_cards_are_those_of_the_study(study: OpenStudy, tmp_path: Path) -> None:
    cards = person_book(tmp_path).current(study)
    assert [card["segment"] for card in cards] == [persona["segment"] for persona in study.personas]
    for card, persona in zip(cards, study.personas, strict=True):
        assert [line["text"] for line in card["lines"]] == [line["text"] for line in persona["sentences"]]
        assert card["version"] == 0


def test_an_edit_is_kept_as_a_version(study: OpenStudy, tmp_path: Path) -> None:
    book = person_book(tmp_path)
    line = book.card(study, "s1")["lines"][0]
    changes = [{"do": "rename", "name": "Stars"}, {"do": "edit", "line": line["id"], "text": "They love us."}]
    card = book.edit(study, "s1", changes, **WHO, expected=0, note="after the workshop")
    assert (card["name"], card["version"], card["lines"][0]["was"]) == ("Stars", 1, line["text"])
    assert person_book(tmp_path).card(study, "s1") == card
    assert book.card(study, "s1", 0)["name"] == study.persona("s1")["name"]
    told = book.history("s1")
    assert [(v["number"], v["by"], v["note"]) for v in told] == [(1, "Ann", "after the workshop")]
    assert {d["what"] for d in book.diff(study, "s1", 0)} == {"name", "line"}


def test_two_people_do_not_overwrite_each_other(study: OpenStudy, tmp_path: Path) -> None:
    book = person_book(tmp_path)
    book.edit(study, "s1", [{"do": "rename", "name": "Stars"}], **WHO, expected=0)
    with pytest.raises(WrongWords, match="COT-163"):
        book.edit(study, "s1", [{"do": "rename", "name": "Suns"}], **WHO, expected=0)
    assert book.card(study, "s1")["name"] == "Stars"


def test_lines_of_studies_do_not_know_each_other(study: OpenStudy, tmp_path: Path) -> None:
    person_book(tmp_path, "one").edit(study, "s1", [{"do": "rename", "name": "Stars"}], **WHO)
    assert person_book(tmp_path, "two").history() == []


def test_merge_archive_and_restore(study: OpenStudy, tmp_path: Path) -> None:
    book = person_book(tmp_path)
    merged = book.merge(study, "s1", "s2", **WHO)
    assert merged["merged"] == ["s2"] and any(line["of"] == "s2" for line in merged["lines"])
    assert next(card for card in book.current(study) if card["segment"] == "s2")["merged_into"] == "s1"
    assert book.archive(study, "s1", **WHO)["archived"] and not book.restore(study, "s1", **WHO)["archived"]


def test_what_was_exported_comes_back_without_loss(study: OpenStudy, tmp_path: Path) -> None:
    book = person_book(tmp_path / "a")
    book.edit(study, "s1", [{"do": "rename", "name": "Stars \U0001f600 <b>"}], **WHO, note="שלום")
    book.merge(study, "s1", "s2", **WHO)
    book.archive(study, "s2", **WHO)
    text = book.export()
    other = person_book(tmp_path / "b")
    assert other.import_(text) == 3 and other.import_(text) == 0
    assert other.export() == text and other.current(study) == book.current(study)


def test_what_moved_between_two_studies_is_told_with_the_edits_in_both(
    study: OpenStudy, later: OpenStudy, tmp_path: Path
) -> None:
    book = person_book(tmp_path)
    age = next(line for line in book.card(study, "s1")["lines"] if line["block"] == "demographic")
    changes = [{"do": "rename", "name": "Stars"}, {"do": "edit", "line": age["id"], "text": "They are older."}]
    book.edit(study, "s1", changes, **WHO)
    book.edit(later, "s1", [{"do": "add", "block": "quote", "text": "Quickly, please."}], **WHO)
    told = book.moved(study, later, "s1")
    assert "name" not in {each["what"] for each in told}
    assert [each["before"] for each in told if each["how"] == "struck"].count("They are older.") == 1
    assert any(each["how"] == "changed" and each["what"] == "line" for each in told)
    assert not any(each["after"] == "Quickly, please." for each in told)
    by_people = [each["after"] for each in book.diff(later, "s1", 0)]
    assert sorted(by_people) == ["Quickly, please.", "Stars", "They are older."]
    assert book.moved(study, study, "s1") == []
    assert [each["how"] for each in book.moved(study, later, "s3")] == ["removed"]
    with pytest.raises(WrongWords, match="COT-161"):
        book.moved(study, later, "s99")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"form": "coterie personas, form 1"}', '{"form": "coterie personas, form 1", "versions": [{}]}'],
)
def test_what_is_no_book_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(WrongWords, match="COT-164"):
        person_book(tmp_path).import_(text)


def test_a_book_that_contradicts_is_refused_whole(study: OpenStudy, tmp_path: Path) -> None:
    one, two = person_book(tmp_path / "a"), person_book(tmp_path / "b")
    one.edit(study, "s2", [{"do": "rename", "name": "Suns"}], **WHO)
    one.edit(study, "s1", [{"do": "rename", "name": "Stars"}], **WHO)
    two.edit(study, "s1", [{"do": "rename", "name": "Moons"}], **WHO)
    with pytest.raises(WrongWords, match="COT-163"):
        two.import_(one.export())
    assert [(v["segment"], v["number"]) for v in two.history()] == [("s1", 1)]


@pytest.mark.parametrize(("segment", "version"), [("s99", None), ("s1", 1), ("s1", -1)])
def test_a_persona_or_version_that_is_not_there_is_refused(
    study: OpenStudy, tmp_path: Path, segment: str, version: int | None
) -> None:
    with pytest.raises(WrongWords, match="COT-161"):
        person_book(tmp_path).card(study, segment, version)


EDITS = """
import sys
from coterie.terms import WrongWords
from coterie.workflows import open_study, person_book
study, book, kept = open_study(sys.argv[1]), person_book(sys.argv[2]), 0
while kept < 4:
    try:
        book.edit(study, "s1", [{"do": "add", "block": "needs", "text": sys.argv[3]}], by=sys.argv[3], on="now")
        kept += 1
    except WrongWords as wrong:
        assert wrong.problems[0].code == "COT-163", wrong
"""


def test_processes_that_edit_at_once_lose_nothing(study: OpenStudy, tmp_path: Path) -> None:
    args = [sys.executable, "-c", EDITS, str(finished()), str(tmp_path)]
    writers = [subprocess.Popen([*args, name]) for name in ("a", "b")]
    assert [writer.wait(LONG) for writer in writers] == [0, 0]
    lines = [line for line in person_book(tmp_path).card(study, "s1")["lines"] if line["by"]]
    assert sorted(line["text"] for line in lines) == ["a"] * 4 + ["b"] * 4
    assert [v["number"] for v in person_book(tmp_path).history("s1")] == list(range(8, 0, -1))
