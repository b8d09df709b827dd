"""How does a list of customers leave the house? As CSV, Excel, Parquet or JSON lines of the chosen columns."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from coterie.engine import Engine
from coterie.report.files import FORMULA
from coterie.report.lists import write_list
from coterie.report.tables import Columns
from coterie.terms import Problem, WrongWords, agrees

FORMS = ("csv", "xlsx", "parquet", "json")
MOST_ROWS = 1_048_575  # of an Excel sheet, below its header
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones; a file of its own day would differ from run to run


def consenting(columns: Columns, column: str) -> tuple[Columns, int]:
    """The customers who agreed to be written to, and how many are left out because they did not or are not known to.

    column     says yes or no; "" leaves everybody in.
    Raises     WrongWords (COT-160) where the study has no such column, or nobody in it says yes or no.
    """
    if not column:
        return columns, 0
    if column not in columns:
        raise WrongWords(Problem("COT-160", f"the study has no column {column!r}"))
    values = np.ma.filled(np.ma.asarray(columns[column], dtype=object), None).tolist()
    keep = np.array([agrees(value) for value in values], dtype=bool)
    told = {str(v).strip().lower() for v in values if v is not None}
    if not told <= _SAID:
        odd = sorted(told - _SAID)[0]
        raise WrongWords(Problem("COT-160", f"the column {column} holds {odd!r}"))
    return {name: each[keep] for name, each in columns.items()}, int((~keep).sum())


_SAID = {"yes", "y", "true", "t", "1", "1.0", "on", "no", "n", "false", "f", "0", "0.0", "off", "nan", ""}


def write_customers(columns: Columns, engine: Engine, path: Path, sheet: Mapping[str, str]) -> None:
    """Write customers into a file, sorted by id.

    path     ends in .csv, .xlsx, .parquet or .json.
    sheet    what the first sheet of a workbook is called, and its further words: {"name": "Customers"}.
    """
    if path.suffix.lower() != ".xlsx":
        write_list(columns, engine, path)
        return
    order = np.argsort(columns["customer_id"].astype(str), kind="stable")
    if len(order) > MOST_ROWS:
        found = f"{len(order):,} customers; a sheet of Excel holds {MOST_ROWS:,}"
        raise WrongWords(Problem("COT-158", found, remedy="Choose CSV or Parquet"))
    lists = {name: np.ma.asarray(values)[order].tolist() for name, values in columns.items()}
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": sheet["name"], "created": EPOCH})
    page, bold = book.add_worksheet(sheet["name"][:31]), book.add_format({"bold": True})
    page.freeze_panes(1, 1)
    for place, name in enumerate(lists):
        page.write_string(0, place, name, bold)
    for row, cells in enumerate(zip(*lists.values(), strict=True), 1):
        for place, value in enumerate(cells):
            _write_cell(page, row, place, value)
    book.close()


def _write_cell(page: Any, row: int, place: int, value: Any) -> None:
    """A number as a number and everything else as text: no text of the data can become a formula."""
    if value is None or (isinstance(value, float) and value != value):
        return
    if isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        page.write_number(row, place, value)
    else:
        text = value.isoformat() if isinstance(value, date) else str(value)
        page.write_string(row, place, f"'{text}" if text.startswith(FORMULA) else text)


def chosen(columns: Columns, wanted: Sequence[str] | None) -> Columns:
    """The columns that are wanted, the id first; None takes all.

    Raises    WrongWords (COT-156) for a column that the study does not have.
    """
    if wanted is None:
        return columns
    odd = [name for name in wanted if name not in columns]
    if odd:
        raise WrongWords(Problem("COT-156", f"the study has no column {odd[0]!r}"))
    return {name: columns[name] for name in dict.fromkeys(("customer_id", *wanted))}
