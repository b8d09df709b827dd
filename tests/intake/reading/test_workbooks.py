"""Workbooks: sheets as tables, and the ways in which a workbook is refused."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from coterie.engine import open_engine
from coterie.intake.reading import read, workbooks
from coterie.terms import DataRefused
from raw import lines_of, put, rows_of


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_sheet_reads_with_types_and_sheet_rows(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "Notes": [],
            "Orders": [
                ["id", "when", "day", "price", "paid", "mixed"],
                [1, dt.datetime(2024, 1, 2, 3, 4), dt.date(2024, 1, 2), 1.5, True, "A1"],
                [],
                [2, dt.datetime(2024, 1, 3), dt.date(2024, 1, 3), 2, None, 536365],
            ],
            "Old": [["x"], [1]],
        },
    )
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert [c.type for c in table.columns] == ["BIGINT", "TIMESTAMP", "DATE", "DOUBLE", "BOOLEAN", "VARCHAR"]
        assert lines_of(engine, table) == [2, 4]
        assert rows_of(engine, table)[1] == (2, dt.datetime(2024, 1, 3), dt.date(2024, 1, 3), 2.0, None, "536365")
        facts = table.files[0].facts
        assert (facts["sheet"], facts["sheets not read"], facts["blank lines"]) == ("Orders", "Notes, Old", "1")


def test_a_cover_before_the_table_is_passed_over_and_named(tmp_path):
    rows = [["id", "when", "price"], *([n, dt.date(2024, 1, 2), 2.5] for n in range(30))]
    path = book(tmp_path / "a.xlsx", {"Cover": [["Sales of ACME"], ["by", "Ann"]], "Orders": rows, "Old": rows[:20]})
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert table.rows == 30
        assert (table.files[0].facts["sheet"], table.files[0].facts["sheets not read"]) == ("Orders", "Cover, Old")
        assert table.files[0].facts["tables not read"] == "Old"


def test_a_table_that_starts_below_a_title_keeps_its_sheet_rows(tmp_path):
    rows = [["Sales of 2024"], [], ["id", "country", "price"], [1, "UK", 2.5], [2, "FR", 3.5]]
    with open_engine() as engine:
        table = read(engine, book(tmp_path / "a.xlsx", {"S": rows}), "t")
        assert [c.name for c in table.columns] == ["id", "country", "price"]
        assert lines_of(engine, table) == [4, 5]
        assert table.files[0].facts["above the header"] == "Sales of 2024"


def test_a_workbook_of_ten_million_rows_in_little_space_is_refused_unopened(tmp_path, monkeypatch):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(book(path, {"S": [["a"], [1]]})) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    row = b"<row><c><v>1</v></c></row>" * 10_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, data in parts.items():
            if name.startswith("xl/worksheets/"):
                with bomb.open(name, "w", force_zip64=True) as stream:
                    stream.write(b"<worksheet><sheetData>")
                    for _ in range(1000):
                        stream.write(row)
                    stream.write(b"</sheetData></worksheet>")
            else:
                bomb.writestr(name, data)
    monkeypatch.setattr(workbooks.calamine, "load_workbook", lambda _: pytest.fail("it was opened"))
    assert path.stat().st_size < 3_000_000
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-210.*would unpack to 260,"):
        read(engine, path, "t")


@pytest.mark.parametrize(
    "cells",
    ['<row r="1048577"><c r="A1048577"><v>1</v></c></row>', '<row r="900000"><c r="XFD900000"><v>1</v></c></row>'],
)
def test_two_cells_that_span_a_giant_rectangle_are_refused(tmp_path, cells):
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(book(path, {"S": [["a"], [1]]})) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w") as far:
        for name, data in parts.items():
            if name.startswith("xl/worksheets/"):
                data = data.replace(b"</sheetData>", cells.encode() + b"</sheetData>")
            far.writestr(name, data)
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-210.*reaches to row"):
        read(engine, path, "t")


def test_a_workbook_with_too_many_parts_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "BOOK_ENTRIES", 3)
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-210.*parts"):
        read(engine, book(tmp_path / "a.xlsx", {"S": [["a"], [1]]}), "t")


def test_a_truncated_workbook_is_refused_with_a_sentence(tmp_path):
    data = book(tmp_path / "a.xlsx", {"S": [["a"], [1]]}).read_bytes()
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-212.*cut short"):
        read(engine, put(tmp_path, "b.xlsx", data[: len(data) // 2]), "t")


def test_a_damaged_sheet_is_refused_with_a_sentence(tmp_path):
    path = book(tmp_path / "a.xlsx", {"S": [[f"a{i}", i] for i in range(500)]})
    with zipfile.ZipFile(path) as source:
        at = source.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(path.read_bytes())
    data[at + 300] ^= 0xFF
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-212.*damaged"):
        read(engine, put(tmp_path, "b.xlsx", bytes(data)), "t")


def test_a_password_is_named_as_the_reason(tmp_path):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-211.*password"):
        read(engine, put(tmp_path, "a.xlsx", head), "t")


def test_text_under_the_name_of_a_workbook_is_told_to_be_renamed(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-212.*text file.*Rename it to .csv"):
        read(engine, put(tmp_path, "a.xlsx", "id,name\n1,ann\n"), "t")


def test_a_web_page_under_the_name_of_a_workbook_is_named(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-212.*web page"):
        read(engine, put(tmp_path, "a.xls", "<html><table><tr><td>1</td></tr></table></html>"), "t")


def test_an_empty_workbook_and_one_with_column_names_alone_are_refused(tmp_path):
    with open_engine() as engine:
        with pytest.raises(DataRefused, match="COT-201"):
            read(engine, book(tmp_path / "a.xlsx", {"S": []}), "t")
        with pytest.raises(DataRefused, match=r"COT-202.*id, name"):
            read(engine, book(tmp_path / "b.xlsx", {"S": [["id", "name"]]}), "t")


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
 <table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(path, rows):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", ODS.format(rows=rows))
    return path


def cell(value, repeated=1):
    kind = f'office:value-type="float" office:value="{value}"' if value != str(value) else 'office:value-type="string"'
    words = f'{kind} table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {words}><text:p>{value}</text:p></table:table-cell>"


def test_an_open_document_sheet_is_read(tmp_path):
    rows = "".join(f"<table:table-row>{cell(a)}{cell(b)}</table:table-row>" for a, b in [("id", "n"), (1, 7), (2, 8)])
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    with open_engine() as engine:
        table = read(engine, ods(tmp_path / "a.ods", rows), "t")
        assert [c.name for c in table.columns] == ["id", "n"]
        assert rows_of(engine, table) == [(1, 7), (2, 8)]


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="90000000">{cell(1)}</table:table-row>',
        f"<table:table-row>{cell(1, repeated=90_000_000)}</table:table-row>",
    ],
)
def test_an_open_document_that_repeats_a_value_a_million_times_is_refused(tmp_path, rows):
    with open_engine() as engine, pytest.raises(DataRefused, match="COT-210"):
        read(engine, ods(tmp_path / "a.ods", rows), "t")
