"""Parquet files and data frames."""

import datetime as dt

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.terms import DataRefused
from raw import lines_of, put, rows_of

TABLE = pa.table(
    {
        "id": ["a", None, ""],
        "n": pa.array([1, 2, None], pa.int64()),
        "at": pa.array([dt.datetime(2024, 1, 1), None, dt.datetime(2024, 1, 2)], pa.timestamp("us")),
    }
)
ROWS = [("a", 1, dt.datetime(2024, 1, 1)), (None, 2, None), ("", None, dt.datetime(2024, 1, 2))]


def parquet(path, table):
    pq.write_table(table, path)
    return path


def test_parquet_is_read_where_it_lies_with_its_own_types(tmp_path):
    path = parquet(tmp_path / "it's [1] $x *.parquet", TABLE)
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert [(c.name, c.type) for c in table.columns] == [("id", "VARCHAR"), ("n", "BIGINT"), ("at", "TIMESTAMP")]
        assert rows_of(engine, table) == ROWS
        assert lines_of(engine, table) == [1, 2, 3]
        assert (table.rows, table.bad) == (3, 0)
        assert not list(engine.scratch.rglob("rows-*"))


@pytest.mark.parametrize("names", [["Id", "id"], ["a", "file_row_number"], ["a", "price $usd"], ["", "b"], ["a", "a"]])
def test_column_names_that_confuse_sql_are_kept_all_the_same(tmp_path, names):
    path = parquet(tmp_path / "a.parquet", pa.table([["x", "y"], [1, 2]], names=names))
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert [c.name for c in table.columns] == names
        assert rows_of(engine, table) == [("x", 1), ("y", 2)]


@pytest.mark.parametrize("cut", [-1, -9, 60])
def test_a_truncated_parquet_file_is_refused_with_a_sentence(tmp_path, cut):
    data = parquet(tmp_path / "a.parquet", TABLE).read_bytes()
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-213.*Copy or write the file again"):
        read(engine, put(tmp_path, "b.parquet", data[:cut]), "t")


def test_a_parquet_file_damaged_inside_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": [f"c{i}" for i in range(5000)]}), path, compression="zstd")
    data = bytearray(path.read_bytes())
    data[200:400] = bytes(200)
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-213.*damaged inside"):
        read(engine, put(tmp_path, "b.parquet", bytes(data)), "t")


def test_text_under_the_name_of_parquet_is_refused(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-213.*instead of 'PAR1'"):
        read(engine, put(tmp_path, "a.parquet", "id,name\n1,ann\n"), "t")


def test_nested_columns_are_left_out_and_named(tmp_path):
    nested = pa.table({"id": [1], "items": [[1, 2]], "who": [{"a": 1}]})
    with open_engine() as engine:
        table = read(engine, parquet(tmp_path / "a.parquet", nested), "t")
        assert [c.name for c in table.columns] == ["id"]
        assert table.files[0].facts["nested columns left out"] == "items, who"
        with pytest.raises(DataRefused, match=r"COT-218.*items"):
            read(engine, parquet(tmp_path / "b.parquet", nested.select(["items"])), "t")


def test_tables_without_rows_are_refused(tmp_path):
    with open_engine() as engine:
        for source in (parquet(tmp_path / "a.parquet", TABLE.slice(0, 0)), TABLE.slice(0, 0)):
            with pytest.raises(DataRefused, match=r"COT-202.*3 columns"):
                read(engine, source, "t")


@pytest.mark.parametrize("made", ["arrow", "polars", "duckdb", "batch"])
def test_data_frames_are_raw_tables_with_row_numbers(made):
    with open_engine() as engine, duckdb.connect() as connection:
        frames = {
            "arrow": lambda: TABLE,
            "polars": lambda: pl.from_arrow(TABLE),
            "duckdb": lambda: connection.from_arrow(TABLE),
            "batch": lambda: TABLE.to_batches()[0],
        }
        frame = frames[made]()
        table = read(engine, frame, "t")
        assert rows_of(engine, table) == ROWS
        assert lines_of(engine, table) == [1, 2, 3]
        assert engine.count("t_bad") == 0
        assert [c.name for c in table.columns] == ["id", "n", "at"]


def test_pandas_frames_keep_categories_and_repeated_names():
    frame = pd.DataFrame({"a": pd.Categorical(["x", None]), "b": [1, 2]}, index=[7, 9])
    with open_engine() as engine:
        assert rows_of(engine, read(engine, frame, "t")) == [("x", 1), (None, 2)]
        twice = pa.table([["x"], [1]], names=["a", "a"])
        assert [c.name for c in read(engine, twice, "u").columns] == ["a", "a"]


def test_equal_frames_have_equal_hashes_and_others_do_not():
    with open_engine() as engine:
        one, same, other = (
            read(engine, t, "t").files[0].sha256
            for t in (TABLE, pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)]), TABLE.slice(1))
        )
    assert one == same != other


def test_a_frame_and_a_file_may_follow_each_other_under_one_name(tmp_path):
    path = put(tmp_path, "a.csv", "id,n\n1,2\n")
    with open_engine() as engine:
        assert read(engine, TABLE, "t").rows == 3
        assert rows_of(engine, read(engine, path, "t")) == [("1", "2")]
        assert rows_of(engine, read(engine, TABLE, "t")) == ROWS
