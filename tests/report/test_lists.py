"""A list of customers is written as its ending says, and no spreadsheet runs what stands in it."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from coterie.engine import open_engine
from coterie.report.lists import check_ending, scored_columns, scored_rows, write_list
from coterie.terms import CustomerTable, Placed, Worth, WrongWords

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


@pytest.mark.parametrize(("soft", "valued"), [(True, True), (False, True), (True, False)])
def test_rows_say_what_the_columns_say(soft: bool, valued: bool) -> None:
    study = SimpleNamespace(segments=(("s1", "One"), ("s2", "Two")), ids=("s1", "s2"))
    ids = ["a", "b", "c"]
    shares = np.array([[0.25, 0.75], [np.nan, np.nan], [1 / 3, 2 / 3]]) if soft else None
    state = np.array(["scored", "not enough data yet", "scored"], dtype=object)
    placed = Placed(np.array([1, -1, 0]), np.array([0.1234567, np.nan, -1e-9]), state, shares, ())
    table = CustomerTable(
        np.array(ids, dtype=object), {"lifecycle_stage": np.array(["new", None, "lapsed"], dtype=object)}, ()
    )
    some = np.array([1.23456789, -0.001])
    worth = Worth(np.array(["c", "a"], dtype=object), some, some, some, some * np.nan, some * np.inf)
    given = worth if valued else None
    columns = {name: values.tolist() for name, values in scored_columns(study, table, placed, given).items()}  # type: ignore[arg-type]
    assert columns["lifecycle_stage"] == ["new", None, "lapsed"]
    rows = scored_rows(study, ids, placed, given)  # type: ignore[arg-type]
    for name in ("state", "segment", "segment_name", "confidence"):
        assert [row[name] for row in rows] == columns[name]
    for name in ("expected_orders", "p_alive", "clv", "clv_low", "clv_high"):
        assert [row[name] for row in rows] == columns.get(name, [None] * 3)
    assert [row["id"] for row in rows] == ids
    told = [None if row["memberships"] is None else row["memberships"]["s2"] for row in rows]
    assert told == ([0.75, None, 0.666667] if soft else [None] * 3)
    assert str(rows[2]["confidence"]) == "0.0"
