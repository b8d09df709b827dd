"""A list of customers is written as its ending says, and no spreadsheet runs what stands in it."""

import json
from pathlib import Path

import numpy as np
import pytest

from coterie.engine import open_engine
from coterie.report.lists import check_ending, write_list
from coterie.terms import WrongWords

COLUMNS = {
    "customer_id": np.array(["b", "=1+1", "a"], dtype=object),
    "clv": np.ma.masked_invalid(np.array([2.5, np.nan, 1.0])),
}


def test_csv_is_sorted_and_safe(tmp_path: Path) -> None:
    with open_engine() as engine:
        write_list(COLUMNS, engine, tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text().splitlines() == ["customer_id,clv", "'=1+1,", "a,1.0", "b,2.5"]


def test_json_is_one_list(tmp_path: Path) -> None:
    with open_engine() as engine:
        write_list(COLUMNS, engine, tmp_path / "list.json")
    rows = json.loads((tmp_path / "list.json").read_text())
    assert rows == [
        {"customer_id": "=1+1", "clv": None},
        {"customer_id": "a", "clv": 1.0},
        {"customer_id": "b", "clv": 2.5},
    ]


def test_parquet_can_be_read_back(tmp_path: Path) -> None:
    with open_engine() as engine:
        write_list(COLUMNS, engine, tmp_path / "list.parquet")
        engine.add_parquet("back", [tmp_path / "list.parquet"])
        assert engine.rows("SELECT customer_id FROM back ORDER BY 1") == [("=1+1",), ("a",), ("b",)]


def test_another_ending_is_refused() -> None:
    with pytest.raises(WrongWords, match="COT-121"):
        check_ending(Path("list.xls"))
