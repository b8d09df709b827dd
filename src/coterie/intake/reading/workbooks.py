"""How is a workbook read without letting it fill the memory? Its directory and sheets are weighed before opening."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from coterie.intake.reading.layout import looks_like_header, repeated
from coterie.intake.reading.limits import (
    BOOK_ENTRIES,
    BOOK_FREE,
    BOOK_MOST,
    BOOK_RATIO,
    MAX_COLUMNS,
    SHEET_CELLS,
    SHEET_ROWS,
)
from coterie.intake.reading.raw import RawColumn
from coterie.intake.reading.sink import Part, Sink
from coterie.terms import DataRefused, Place, Problem

Value = Any  # str, float, int, bool, date, datetime, time, timedelta; "" where the cell is empty
_COLUMN = re.compile(rb'<c [^>]*?r="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
_ROWS_REPEATED = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="(\d+)"[^>]*(?<!/)>(.*?)</table:table-row>', re.DOTALL
)
_CELLS_REPEATED = re.compile(rb'<table:table-cell[^>]*number-columns-repeated="(\d+)"[^>]*>')


def read_workbook(path: Path, sink: Sink, file: int, header: bool | None) -> Part:
    """Read the first sheet that holds a table, not a cover; its name and the names of the others are facts.

    Raises    DataRefused: too large (COT-210), password (COT-211), damaged (COT-212), no rows (COT-201, COT-202).
    """
    if zipfile.is_zipfile(path):
        weigh(path)
    try:
        book = calamine.load_workbook(str(path))
        visible = [s.name for s in book.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible]
        names = visible or book.sheet_names
        name, sheet, more = _table_sheet(book, names)
    except calamine.PasswordError as error:
        raise _refused("COT-211", path, f"{path.name} is encrypted with a password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if "assword" in str(error):
            raise _refused("COT-211", path, f"{path.name} is encrypted with a password") from error
        raise _refused("COT-212", path, f"{path.name} cannot be opened as a workbook ({error})") from error
    if sheet is None:
        raise _refused("COT-201", path, f"{path.name} has no cell with a value in its {len(names)} sheets")
    others = [n for n in names if n != name]
    facts = {"format": "workbook", "sheet": name}
    if others:
        facts["sheets not read"] = ", ".join(others)
    if more:
        facts["tables not read"] = ", ".join(more)
    rows = sheet.to_python(skip_empty_area=True)
    return _table(path, rows, (sheet.start or (0, 0))[0] + 1, sink, file, header, facts)


def _table_sheet(book: Any, names: Sequence[str]) -> tuple[str, Any, list[str]]:
    """The first sheet with at least a tenth of the cells of the largest one: covers and notes are smaller.

    Returns    its name, the sheet, and the names of the others that are as large.
    """
    opened = [(name, book.get_sheet_by_name(name)) for name in names]
    cells = [0 if s.end is None else s.width * s.height for _, s in opened]
    least = max(1, max(cells, default=0) / 10)
    large = [each for each, n in zip(opened, cells, strict=True) if n >= least]
    name, sheet = large[0] if large else ("", None)
    return name, sheet, [other for other, _ in large[1:]]


def _table(
    path: Path, rows: list[list[Value]], first: int, sink: Sink, file: int, header: bool | None, facts: dict[str, str]
) -> Part:
    width = len(rows[0])
    if width > MAX_COLUMNS:
        raise _refused("COT-214", path, f"the sheet {facts['sheet']} of {path.name} has {width:,} columns")
    filled = [i for i, row in enumerate(rows) if any(v != "" for v in row)]
    if len(filled) < len(rows):
        facts["blank lines"] = f"{len(rows) - len(filled):,}"
    top = next((i for i in filled if sum(v != "" for v in rows[i]) > width / 2), filled[0])
    body = [i for i in filled if i > top]
    texts = [[as_text(v) for v in rows[i]] for i in body[:500]]
    named = looks_like_header([as_text(v) for v in rows[top]], texts) if header is None else header
    facts["header"] = ("yes" if named else "no") + ("" if header is not None else " (guessed)")
    names = [as_text(v) or "" for v in rows[top]] if named else [str(i + 1) for i in range(width)]
    facts |= repeated(names) if named else {}
    if named and filled[0] < top:
        above = [" ".join(t for v in rows[i] if (t := as_text(v))) for i in filled if i < top]
        facts["above the header"] = " | ".join(above)[:200]
    keep = body if named else filled
    if not keep:
        shown = ", ".join(names[:8])
        raise _refused("COT-202", path, f"the sheet {facts['sheet']} has one row, the column names {shown}")
    cells = [column_of([rows[i][c] for i in keep]) for c in range(width)]
    writer = sink.rows_of(file)
    writer.write(np.array([first + i for i in keep], dtype=np.int64), cells)
    writer.close()
    columns = tuple(RawColumn(n, "", i + 1) for i, n in enumerate(names))
    return Part(columns, named, writer.rows, 0, facts, (writer.path,), cells=tuple(f"c{i + 1}" for i in range(width)))


def column_of(values: Sequence[Value]) -> pa.Array:
    """A sheet's column in the one type that all its cells share; text where they differ.

    >>> column_of([1.0, "", 2.0]).type, column_of([1.0, "x"]).to_pylist()
    (DataType(int64), ['1', 'x'])
    """
    present = [v for v in values if v != ""]
    kinds = {type(v) for v in present}
    empty_as_none = [None if v == "" else v for v in values]
    if kinds == {bool}:
        return pa.array(empty_as_none, pa.bool_())
    if kinds and kinds <= {int, float}:
        if all(float(v).is_integer() and abs(v) < 2**53 for v in present):
            return pa.array([None if v is None else int(v) for v in empty_as_none], pa.int64())
        return pa.array([None if v is None else float(v) for v in empty_as_none], pa.float64())
    if kinds == {date}:
        return pa.array(empty_as_none, pa.date32())
    if kinds and kinds <= {date, datetime}:
        return pa.array([_moment(v) for v in empty_as_none], pa.timestamp("us"))
    return pa.array([as_text(v) for v in values], pa.string())


def as_text(value: Value) -> str | None:
    """A cell as it would stand in a text file: whole numbers without a point, days as ISO dates; None for empty."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)


def _moment(value: date | None) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - days of a sheet have no zone


def weigh(path: Path) -> None:
    """Refuse a workbook that would unpack to more than a machine can hold, before it is opened (COT-210, COT-212).

    The zip directory says how large each part is; then each sheet is unpacked in small pieces, held to that size, and
    its furthest row and column are found, because a sheet is held in memory as the rectangle around its cells.
    """
    packed = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > BOOK_ENTRIES:
                raise _refused("COT-210", path, f"{path.name} holds {len(parts):,} parts")
            if size > BOOK_MOST or (size > BOOK_FREE and size > BOOK_RATIO * packed):
                found = (
                    f"{path.name} has {packed:,} bytes and would unpack to {size:,}, {size // packed:,} times as much"
                )
                raise _refused("COT-210", path, found)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _weigh_sheet(path, book, part)
                elif part.filename == "content.xml":
                    _weigh_open_document(path, book, part)
    # zipfile raises NotImplementedError for an unknown compression and RuntimeError for an encrypted part.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused("COT-212", path, f"{path.name} is damaged ({error})") from error


def _weigh_sheet(path: Path, book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    rows, last_row, width, tail = 0, 0, 26, b""
    with book.open(part) as stream:
        while chunk := stream.read(1_000_000):
            chunk = tail + chunk
            cut = chunk.rfind(b"<") if len(chunk) > 200 else 0
            chunk, tail = chunk[:cut] if cut > 0 else chunk, chunk[cut:] if cut > 0 else b""
            rows += chunk.count(b"<row")
            for letters in set(_COLUMN.findall(chunk)):
                width = max(width, _column_number(letters))
            for found in _ROW.findall(chunk):
                last_row = max(last_row, int(found[:9]))
            _check_area(path, part.filename, max(rows, last_row), width)


def _weigh_open_document(path: Path, book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Repeated rows and columns that hold values are written out by readers; empty ones at the end are common."""
    if part.file_size > 2 * BOOK_FREE:
        found = f"the content of {path.name} has {part.file_size:,} bytes"
        raise _refused("COT-210", path, found)
    text = book.read(part)
    for row in _ROWS_REPEATED.finditer(text):
        if b"office:value" in row.group(2) or b"<text:p" in row.group(2):
            _check_area(path, part.filename, int(row.group(1)[:9]), 26)
    for cell in _CELLS_REPEATED.finditer(text):
        width = int(cell.group(1)[:9])
        if b"office:value" in cell.group() and width > MAX_COLUMNS:
            raise _refused("COT-210", path, f"a row in {path.name} repeats a value over {width:,} columns")


def _check_area(path: Path, sheet: str, rows: int, width: int) -> None:
    if rows > SHEET_ROWS or rows * width > SHEET_CELLS:
        found = f"{sheet} in {path.name} reaches to row {rows:,} and column {width:,}"
        expected = f"at most {SHEET_ROWS:,} rows, and {SHEET_CELLS:,} cells"
        raise DataRefused(Problem("COT-210", found, expected=expected, where=Place(str(path))))


def _column_number(letters: bytes) -> int:
    """AA is 27.

    >>> _column_number(b"AA"), _column_number(b"XFD")
    (27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refused(code: str, path: Path, found: str) -> DataRefused:
    return DataRefused(Problem(code, found, where=Place(str(path))))
