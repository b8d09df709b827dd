"""How do rows that were left out become a workbook? Line by line, so that no memory is needed for their number."""

import csv
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter

from coterie.report.customers import EPOCH, MOST_ROWS

LONGEST = 32_767  # signs that a cell of Excel holds


def rejected_book(path: Path) -> IO[bytes]:
    """The rows of a `rejected.csv` as an Excel workbook; text stays text, so that nothing in it runs.

    path       the file as `write_dataset` made it.
    Returns    a temporary file at its beginning. A sheet holds 1,048,575 rows; what comes after is named in a last
               sheet, and stands in the CSV.
    """
    out = TemporaryFile()  # noqa: SIM115 - whoever takes it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": "Rows left out", "created": EPOCH})
    page, bold = book.add_worksheet("Left out"), book.add_format({"bold": True})
    page.freeze_panes(1, 0)
    csv.field_size_limit(2**24)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        for place, name in enumerate(next(rows, [])):
            page.write_string(0, place, name, bold)
        for number, row in enumerate(islice(rows, MOST_ROWS), 1):
            for place, cell in enumerate(row):
                if cell:
                    page.write_string(number, place, cell[:LONGEST])
        if next(rows, None) is not None:
            more = book.add_worksheet("More")
            more.write_string(0, 0, f"A sheet holds {MOST_ROWS:,} rows. The others stand in the CSV.")
    book.close()
    out.seek(0)
    return out
