"""Which files a source names."""

import pytest

from coterie.intake.reading.files import find
from coterie.terms import WrongWords
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
