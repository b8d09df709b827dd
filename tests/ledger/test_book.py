import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coterie.ledger import Book
from coterie.terms import Change, Version, WrongWords

SEEN = {"segment": "s1", "name": "Stars", "headline": {}, "sentences": []}


def version(number: int, segment: str = "s1") -> Version:
    return Version(segment, number, "Ann", "1 May", "study", (Change("rename", {"name": "é 😀"}, "was"),), SEEN, "note")


def test_versions_come_back_as_they_were_saved(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.append([version(1), version(1, "s2"), version(2)])
    assert book.versions() == (version(1), version(1, "s2"), version(2))
    assert Book(tmp_path).versions("s2") == (version(1, "s2"),)
    assert Book(tmp_path, "other").versions() == ()


def test_versions_follow_one_another_or_none_is_kept(tmp_path: Path) -> None:
    book = Book(tmp_path)
    with pytest.raises(WrongWords, match="COT-163"):
        book.append([version(1), version(3)])
    assert book.versions() == ()


def test_a_version_cannot_be_changed_in_the_file(tmp_path: Path) -> None:
    Book(tmp_path).append([version(1)])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite3")) as file, pytest.raises(sqlite3.IntegrityError):
        file.execute("UPDATE persona_versions SET author = 'Bob'")
    assert Book(tmp_path).versions() == (version(1),)
