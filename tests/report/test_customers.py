from pathlib import Path

import numpy as np
import openpyxl
import pytest

from coterie.engine import open_engine
from coterie.report import chosen, consenting, write_customers
from coterie.terms import WrongWords

COLUMNS = {
    "customer_id": np.array(["a", "b", "c"], dtype=object),
    "agreed": np.array([True, False, None], dtype=object),
    "note": np.array(["=1+1", "plain", None], dtype=object),
    "spend": np.array([1.5, np.nan, 3.0]),
}


def test_only_a_known_yes_stays() -> None:
    kept, left_out = consenting(COLUMNS, "agreed")
    assert kept["customer_id"].tolist() == ["a"] and left_out == 2
    assert consenting(COLUMNS, "") == (COLUMNS, 0)
    with pytest.raises(WrongWords, match="COT-160"):
        consenting(COLUMNS, "note")


def test_the_id_always_stands_first() -> None:
    assert list(chosen(COLUMNS, ["spend", "customer_id"])) == ["customer_id", "spend"]
    assert chosen(COLUMNS, None) is COLUMNS


def test_a_workbook_holds_numbers_as_numbers_and_no_formula(tmp_path: Path) -> None:
    with open_engine() as engine:
        write_customers(COLUMNS, engine, tmp_path / "list.xlsx", {"name": "Customers"})
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    rows = [[cell.value for cell in row] for row in book["Customers"].iter_rows()]
    book.close()
    assert rows == [
        ["customer_id", "agreed", "note", "spend"],
        ["a", True, "'=1+1", 1.5],
        ["b", False, "plain", None],
        ["c", None, None, 3],
    ]
