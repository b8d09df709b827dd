"""Decoding: any text becomes UTF-8 with line feeds."""

import codecs
import csv
import io

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.intake.reading.texts import blocks
from coterie.terms import DataRefused
from raw import bad_of, put, rows_of

NAMES = "id,name\n1,Zoë\n2,Müller €\n3,Ann\n"
ROWS = [("1", "Zoë"), ("2", "Müller €"), ("3", "Ann")]


@pytest.mark.parametrize(
    ("codec", "bom", "told"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", codecs.BOM_UTF8, "UTF-8 with byte order mark"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16 with byte order mark"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16 with byte order mark"),
        ("utf-16-le", b"", "UTF-16 without byte order mark (guessed)"),
        ("utf-16-be", b"", "UTF-16 without byte order mark (guessed)"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32 with byte order mark"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32 with byte order mark"),
        ("utf-32-le", b"", "UTF-32 without byte order mark (guessed)"),
        ("cp1252", b"", "Windows-1252, which contains Latin-1 (guessed: not UTF-8)"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_the_same(tmp_path, codec, bom, told, end):
    path = put(tmp_path, "a.csv", bom + NAMES.replace("\n", end).encode(codec))
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert rows_of(engine, table) == ROWS
        assert [c.name for c in table.columns] == ["id", "name"]
        facts = table.files[0].facts
        assert facts["encoding"] == told
        assert facts["line ends"] == {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}[end]


def test_mixed_line_ends_are_counted_each(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", b"id,n\r\n1,2\r3,4\n5,6"), "t")
        assert rows_of(engine, table) == [("1", "2"), ("3", "4"), ("5", "6")]
        assert table.files[0].facts["line ends"] == "mixed: 1 LF, 1 CRLF, 1 CR"


def test_latin_1_without_windows_letters_keeps_its_names(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", "id,name\n1,Jos\u00e9\x81\n2,Bj\u00f6rn\n".encode("latin-1")), "t")
        assert rows_of(engine, table)[1] == ("2", "Björn")
        assert table.files[0].facts["encoding"].startswith("Latin-1")


def test_one_broken_byte_in_utf_8_costs_its_record_and_not_every_name(tmp_path):
    good = "".join(f"{i},Zoë\n" for i in range(50)).encode()
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", b"id,name\n" + good + b"50,Zo\xeb\n"), "t")
        assert (table.rows, table.bad) == (50, 1)
        assert bad_of(engine, table)[0][:2] == (52, "COT-225")
        assert rows_of(engine, table)[0] == ("0", "Zoë")


def test_half_a_character_at_the_end_of_utf_16_costs_its_record(tmp_path):
    data = codecs.BOM_UTF16_LE + "id,name\n1,Ann\n2,Bob".encode("utf-16-le")
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", data[:-1]), "t")
        assert rows_of(engine, table) == [("1", "Ann")]
        assert [b[1] for b in bad_of(engine, table)] == ["COT-225"]


@pytest.mark.parametrize("content", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf\n", codecs.BOM_UTF16_LE])
def test_empty_files_are_refused(tmp_path, content):
    with open_engine() as engine, pytest.raises(DataRefused, match="COT-201"):
        read(engine, put(tmp_path, "a.csv", content), "t")


@given(st.binary(max_size=80).map(lambda b: bytes(b"ab\r\n"[x % 4] for x in b)), st.integers(1, 9))
def test_blocks_hold_the_whole_text_with_line_feeds_alone(tmp_path_factory, data, size):
    path = put(tmp_path_factory.mktemp("b"), "a", data)
    expected = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    pieces = list(blocks(path, 0, size))
    assert b"".join(pieces) == expected
    assert all(p.endswith(b"\n") for p in pieces[:-1])


words = st.text(alphabet="abZ19 .,;|\t\"'\n€éß中😀", max_size=8)
tables = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(words, min_size=n, max_size=n), min_size=1, max_size=8))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    tables,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_any_table_of_text_reads_back_equal(tmp_path_factory, table, delimiter, codec, end, quote_all):
    width = len(table[0])
    out = io.StringIO(newline="")
    # csv.writer leaves a line feed unquoted where records end in a carriage return
    quoting = csv.QUOTE_ALL if quote_all or end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow([f"column {i}" for i in range(width)])
    writer.writerows(table)
    assume(not any(_like_records(row, delimiter) for row in table))
    path = put(tmp_path_factory.mktemp("t"), "a.csv", out.getvalue().encode(codec))
    with open_engine() as engine:
        # the header says which delimiter it is, as Excel does, because a tiny table can be split in several ways
        said = f"sep={delimiter}{end}" + out.getvalue()
        path.write_bytes(said.encode(codec))
        found = read(engine, path, "t", header=True)
        rows = [tuple("" if c is None else c for c in row) for row in rows_of(engine, found)]
    assert found.bad == 0
    assert rows == [tuple(row) for row in table]


def _like_records(row, delimiter):
    """A record whose every line has the right number of fields: read as an unclosed quote, and said so."""
    text = delimiter.join(row)
    return "\n" in text and all(line.count(delimiter) + 1 == len(row) for line in text.split("\n"))
