"""Guessing delimiter and header."""

import pytest

from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.intake.reading.layout import guess_delimiter, looks_like_header
from coterie.intake.reading.limits import MAX_COLUMNS
from coterie.terms import DataRefused
from raw import bad_of, lines_of, put, rows_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~", "^"])
def test_the_delimiter_that_splits_all_records_alike_is_found(delimiter):
    lines = [delimiter.join(row) for row in (["id", "name"], ["1", "a"], ["2", f'"x{delimiter}y"'])]
    assert guess_delimiter(lines) == delimiter


def test_decimal_commas_do_not_make_a_comma_file():
    assert guess_delimiter(["kunde;preis;menge", "1;2,50;3,0", "2;1,00;1,0"]) == ";"


def test_columns_apart_by_white_space_are_split_without_the_leading_spaces(tmp_path):
    path = put(tmp_path, "cd.txt", " 00001  0001 19970101  1   29.33\r\n 00001  0001 19970118  1   29.73\r\n")
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert not table.header
        assert [c.name for c in table.columns] == ["1", "2", "3", "4", "5"]
        assert rows_of(engine, table)[0] == ("00001", "0001", "19970101", "1", "29.33")
        assert table.files[0].facts["delimiter"] == "white space"


def test_a_sep_line_is_obeyed_and_is_no_record(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", "sep=^\nid^x\n1^a,b,c\n2^d,e,f\n"), "t")
        assert [c.name for c in table.columns] == ["id", "x"]
        assert lines_of(engine, table) == [3, 4]
        assert rows_of(engine, table) == [("1", "a,b,c"), ("2", "d,e,f")]


@pytest.mark.parametrize(
    ("first", "body", "header"),
    [
        (["id", "price"], [["1", "2.5"], ["2", "3.5"]], True),
        (["1", "2.5"], [["2", "3.5"]], False),
        (["2024-01-01", "ann"], [["2024-01-02", "bob"]], False),
        (["customer", "country"], [["ann", "UK"], ["bob", "FR"]], True),
        (["ann", "UK"], [["bob", "UK"], ["ann", "FR"]], False),
        ([None, "title"], [["0", "x"], ["1", "y"]], True),
        (["who", "2021", "2022"], [["C1", "5", "7"], ["C2", "6", "1"]], True),  # years as names
        (["C0", "2021", "2022"], [["C1", "2020", "2023"], ["C2", "2019", "1"]], False),
    ],
)
def test_a_header_is_told_from_a_first_row(first, body, header):
    assert looks_like_header(first, body) is header


def test_header_said_by_the_caller_overrules_the_guess(tmp_path):
    path = put(tmp_path, "a.csv", "a,b\nc,d\n")
    with open_engine() as engine:
        assert read(engine, path, "t", header=False).rows == 2
        assert read(engine, path, "t", header=True).rows == 1


def test_repeated_column_names_are_all_kept_and_named(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", "id,price,price\n1,2,3\n"), "t")
        assert [(c.name, c.position) for c in table.columns] == [("id", 1), ("price", 2), ("price", 3)]
        assert table.files[0].facts["repeated column names"] == "'price' in positions 2, 3"
        assert rows_of(engine, table) == [("1", "2", "3")]


def test_a_header_over_two_lines_is_one_record(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", 'id,"net\nprice"\n1,2\n3,4\n'), "t")
        assert [c.name for c in table.columns] == ["id", "net\nprice"]
        assert lines_of(engine, table) == [3, 4]


def test_lines_above_the_header_are_bad_records_and_not_the_header(tmp_path):
    with open_engine() as engine:
        table = read(
            engine, put(tmp_path, "a.csv", "Sales 2024\n\nid,day,price\n1,2024-01-01,2\n2,2024-01-02,3\n"), "t"
        )
        assert [c.name for c in table.columns] == ["id", "day", "price"]
        assert [(line, code) for line, code, *_ in bad_of(engine, table)] == [(1, "COT-221")]
        assert lines_of(engine, table) == [4, 5]


def test_a_title_padded_with_delimiters_is_not_taken_for_the_header(tmp_path):
    path = put(tmp_path, "a.csv", "Sales,,\nid,day,price\n1,2024-01-01,2\n2,2024-01-02,3\n")
    with open_engine() as engine:
        assert [c.name for c in read(engine, path, "t").columns] == ["id", "day", "price"]
        assert [c.name for c in read(engine, path, "t", header=True).columns] == ["Sales", "", ""]


def test_a_sparse_first_row_of_a_file_without_header_stays_a_row(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", "1,,\n2,3,4\n5,6,7\n"), "t")
        assert (table.header, table.rows, table.bad) == (False, 3, 0)


def test_rows_with_one_delimiter_more_than_the_header_get_an_unnamed_column(tmp_path):
    with open_engine() as engine:
        after = read(engine, put(tmp_path, "a.csv", "id,price\n1,2,\n3,4,\n"), "t")
        assert [c.name for c in after.columns] == ["id", "price", ""]
        before = read(engine, put(tmp_path, "b.csv", "id,price\nr1,1,2\nr2,3,4\n"), "t")
        assert [c.name for c in before.columns] == ["", "id", "price"]
        assert rows_of(engine, before) == [("r1", "1", "2"), ("r2", "3", "4")]


def test_too_many_columns_are_refused_before_anything_is_read(tmp_path):
    names = ",".join(f"a{i}" for i in range(MAX_COLUMNS + 1))
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-214.*2,001 columns"):
        read(engine, put(tmp_path, "a.csv", f"{names}\n{names}\n"), "t")


def test_column_names_alone_are_refused(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-202.*customer, day"):
        read(engine, put(tmp_path, "a.csv", "customer,day\n"), "t")
