"""Which files a source names."""

import pytest

from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.intake.reading.files import find
from coterie.terms import DataRefused, WrongWords
from raw import put


def test_a_folder_gives_its_files_in_order_without_hidden_ones(tmp_path):
    for name in ("b.csv", "a.csv", "deep/c.csv", ".DS_Store", "_SUCCESS"):
        put(tmp_path, name, "x")
    found = find(str(tmp_path))
    assert [p.name for p in found.paths] == ["a.csv", "b.csv", "c.csv"]
    assert len(found.skipped) == 2


def test_a_pattern_gives_the_files_that_fit(tmp_path):
    for name in ("a1.csv", "a2.csv", "b.csv"):
        put(tmp_path, name, "x")
    assert [p.name for p in find(str(tmp_path / "a*.csv")).paths] == ["a1.csv", "a2.csv"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    path = put(tmp_path, "orders [1].csv", "x")
    assert find(str(path)).paths == (path,)


def test_a_missing_file_is_named_with_its_neighbours(tmp_path):
    put(tmp_path, "orders.csv", "x")
    with pytest.raises(WrongWords, match=r"COT-203.*does not exist \(beside it lie orders.csv\)"):
        find(str(tmp_path / "order.csv"))
    with pytest.raises(WrongWords, match="no file fits"):
        find(str(tmp_path / "*.tsv"))


def test_an_empty_folder_is_wrong_words(tmp_path):
    with pytest.raises(WrongWords, match="no file with data"):
        find(str(tmp_path))


def test_an_empty_name_is_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "a.csv", "x")
    for nothing in ("", "  "):
        with pytest.raises(WrongWords, match=r"COT-203.*empty"):
            find(nothing)


@pytest.mark.parametrize("source", ["-", "/dev/stdin"])
def test_standard_input_is_said_not_to_be_read(source):
    with pytest.raises(WrongWords, match=r"COT-203.*standard input is not read"):
        find(source)


def test_links_to_one_file_are_read_once_and_named(tmp_path):
    put(tmp_path, "a.csv", "x")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = find(str(tmp_path / "**" / "*.csv"))
    assert [p.name for p in found.paths] == ["a.csv"]
    assert str(tmp_path / "b.csv") in found.skipped


def test_a_link_to_a_file_that_is_not_there_is_told_not_passed_over(tmp_path):
    put(tmp_path, "a.csv", "id,x\n1,2\n")
    (tmp_path / "b.csv").symlink_to(tmp_path / "gone.csv")
    assert [p.name for p in find(str(tmp_path)).paths] == ["a.csv", "b.csv"]
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-204.*b\.csv cannot be read"):
        read(engine, tmp_path, "t")
