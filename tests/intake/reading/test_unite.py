"""Several files become one table."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.terms import DataRefused
from raw import put, rows_of


def test_files_are_united_by_column_name_and_differences_are_facts(tmp_path):
    put(tmp_path, "a.csv", "id,price\n1,2\n")
    put(tmp_path, "b.csv", "price,id ,shop\n3,4,x\n")
    with open_engine() as engine:
        table = read(engine, tmp_path, "t")
        assert [c.name for c in table.columns] == ["id", "price", "shop"]
        assert rows_of(engine, table) == [("1", "2", None), ("4", "3", "x")]
        assert table.files[0].facts["columns missing here"] == "shop"
        assert "columns missing here" not in table.files[1].facts
        assert engine.rows("SELECT file, line FROM t ORDER BY file") == [(0, 2), (1, 2)]


def test_many_files_of_one_header_are_one_table(tmp_path):
    for i in range(12):
        put(tmp_path, f"{i:02}.csv", f"id,n\n{i},x\n")
    with open_engine() as engine:
        table = read(engine, str(tmp_path / "*.csv"), "t")
        assert [r[0] for r in rows_of(engine, table)] == [str(i) for i in range(12)]
        assert len(table.files) == 12


def test_the_same_file_twice_is_read_and_said_to_be_a_duplicate(tmp_path):
    for name in ("a.csv", "b.csv"):
        put(tmp_path, name, "id,n\n1,2\n")
    with open_engine() as engine:
        table = read(engine, tmp_path, "t")
        assert table.rows == 2
        assert "duplicate_of" not in table.files[0].facts
        assert table.files[1].facts["duplicate_of"] == str(tmp_path / "a.csv")


def test_strangers_are_refused_by_name_all_at_once(tmp_path):
    put(tmp_path, "a.csv", "id,price\n1,2\n")
    put(tmp_path, "b.csv", "who,what\n1,2\n")
    put(tmp_path, "c.csv", "1,2\n3,4\n")
    with open_engine() as engine, pytest.raises(DataRefused) as refused:
        read(engine, tmp_path, "t")
    assert [p.code for p in refused.value.problems] == ["COT-206", "COT-206"]
    assert "who, what" in str(refused.value)
    assert "does not" in str(refused.value)


def test_headerless_files_of_other_widths_are_refused(tmp_path):
    put(tmp_path, "a.csv", "1,2\n3,4\n")
    put(tmp_path, "b.csv", "1,2,3\n3,4,5\n")
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-206.*3 columns where"):
        read(engine, tmp_path, "t")


def test_kinds_are_not_mixed(tmp_path):
    put(tmp_path, "a.csv", "id\n1\n")
    put(tmp_path, "b.jsonl", '{"id": 1}\n')
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-205.*a\.csv"):
        read(engine, tmp_path, "t")


def test_typed_files_with_types_that_differ_become_text(tmp_path):
    pq.write_table(pa.table({"id": [1], "n": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"id": ["x"], "n": [1.5]}), tmp_path / "b.parquet")
    with open_engine() as engine:
        table = read(engine, tmp_path, "t")
        assert [c.type for c in table.columns] == ["VARCHAR", "DOUBLE"]
        assert rows_of(engine, table) == [("1", 1.0), ("x", 1.5)]
