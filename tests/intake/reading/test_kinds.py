"""Kinds of files, told by their bytes."""

import gzip
import random
import zipfile

import pytest

from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.intake.reading.kinds import kind_of
from coterie.terms import DataRefused
from raw import put


def test_the_bytes_decide_and_not_the_name(tmp_path):
    assert kind_of(put(tmp_path, "a.dat", "id,name\n")) == "text"
    assert kind_of(put(tmp_path, "a.csv", gzip.compress(b"x"))) == "gzip"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"SQLite format 3\0...", "SQLite"),
        (b"BZh91AY&SY", "bzip2"),
        (b"(\xb5/\xfd....", "zstd"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><html>", "web page"),
    ],
)
def test_foreign_formats_are_named(tmp_path, content, what):
    with pytest.raises(DataRefused, match=f"COT-208.*{what}"):
        kind_of(put(tmp_path, "a.csv", content))


def test_a_zip_archive_is_told_from_a_workbook_by_what_it_holds(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("orders.csv", "id\n1\n")
    assert kind_of(tmp_path / "a.xlsx") == "zip"


@pytest.mark.parametrize("size", [300, 5000, 200_000])
def test_binary_noise_is_refused_with_a_sentence(tmp_path, size):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-207.*binary data"):
        read(engine, put(tmp_path, "a.csv", b"x" + random.Random(size).randbytes(size)), "t")


def test_a_file_of_nul_bytes_is_refused(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused):
        read(engine, put(tmp_path, "a.csv", b"\0" * 5000), "t")
