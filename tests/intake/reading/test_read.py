"""Reading as a whole: problems all at once, and the real files."""

import gzip
import os
import sqlite3
from contextlib import closing

import pandas as pd
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import where
from coterie.engine import open_engine
from coterie.intake.reading import read
from coterie.terms import DataRefused, WrongWords
from raw import bad_of, put, rows_of


def test_all_problems_of_a_folder_are_said_at_once(tmp_path):
    put(tmp_path, "a.csv", "")
    put(tmp_path, "b.csv", "%PDF-1.4")
    put(tmp_path, "c.csv", "id,day\n")
    put(tmp_path, "d.csv", "id,day\n1,2\n")
    with open_engine() as engine, pytest.raises(DataRefused) as refused:
        read(engine, tmp_path, "t")
    assert [p.code for p in refused.value.problems] == ["COT-201", "COT-208", "COT-202"]


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    path = put(tmp_path, "a.csv", "id\n1\n")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything: let the system refuse in another way

        def refuse(*_, **__):
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(type(path), "open", refuse)
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-204.*Permission denied"):
        read(engine, path, "t")


def test_a_file_of_bad_records_alone_is_refused_with_the_first_of_them(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-215.*line 2.*NUL"):
        read(engine, put(tmp_path, "a.csv", "id,name\n1,a\0\n2,b\0\n"), "t")


def test_reading_again_under_a_name_replaces_the_table(tmp_path):
    one, two = put(tmp_path, "a.csv", "id,n\n1,2\n"), put(tmp_path, "b.csv", "id,n\n3,4\nx\n5,6\n")
    with open_engine() as engine:
        read(engine, one, "t")
        table = read(engine, two, "t")
        assert rows_of(engine, table) == [("3", "4"), ("5", "6")]
        assert len(bad_of(engine, table)) == 1


def test_raw_text_of_bad_records_can_be_stored(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", b"id,n\n1,2\n3,\0\xff\n" + "é,é\n".encode() * 20), "t")
        assert bad_of(engine, table)[0][3] == "3,␀�"


SEEDS = {
    "a.csv": b"id,name,x\n" + b"".join(b'%d,"n ""%d""",%d\n' % (i, i, i) for i in range(20)),
    "b.csv": "id;name\n1;Zoë\n2;Ann\n".encode("utf-16"),
    "c.csv.gz": gzip.compress(b"id,n\n" + b"1,2\n" * 50),
    "d.jsonl": b'{"id": 1, "n": "a"}\n' * 9,
    "e.json": b'[{"id": 1}, {"id": 2}]',
}
bites = st.tuples(
    st.integers(0, 400), st.integers(0, 40), st.sampled_from([b"", b'"', b"\0", b"\xff", b"\n", b"\r", b"]"])
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(SEEDS)), st.lists(bites, max_size=4))
def test_a_damaged_file_is_read_with_every_record_counted_or_refused_with_a_code(tmp_path_factory, name, damage):
    data = SEEDS[name]
    for at, length, put_in in damage:
        data = data[:at] + put_in + data[at + length :]
    with open_engine() as engine:
        try:
            table = read(engine, put(tmp_path_factory.mktemp("f"), name, data), "t")
        except DataRefused as refused:
            assert all(p.code.startswith("COT-2") for p in refused.problems)
            return
        assert len(rows_of(engine, table)) == table.rows
        assert len(bad_of(engine, table)) == table.bad


@pytest.mark.parametrize(
    ("file", "rows", "columns", "header"),
    [
        ("cdnow/CDNOW_master.txt", 69_659, 4, True),
        ("cdnow/CDNOW_sample.txt", 6_919, 5, False),
        ("cdnow/cdnow_customers_summary.csv", 2_357, 4, True),
        ("cdnow/donations.csv", 22, 4, True),
        ("customer_personality/marketing_campaign.csv", 2_240, 29, True),
        ("av_segmentation/Train.csv", 8_068, 11, True),
        ("hillstrom/hillstrom.csv", 64_000, 12, True),
        ("telco_churn/WA_Fn-UseC_-Telco-Customer-Churn.csv", 7_043, 21, True),
        ("online_shoppers/online_shoppers_intention.csv", 12_330, 18, True),
        ("clothing_reviews/Womens Clothing E-Commerce Reviews.csv", 23_486, 11, True),
        ("bfi/bfi.csv", 2_800, 29, True),
        ("ecom_events/ecom.csv.gz", 31_106, 8, True),
        ("online_retail/online_retail.parquet", 541_909, 8, True),
        ("complete_journey/products.parquet", 92_331, 7, True),
    ],
)
def test_real_files_have_the_rows_that_are_known_of_them(file, rows, columns, header):
    with open_engine() as engine:
        table = read(engine, where.data(file), "t")
        assert (table.rows, table.bad, len(table.columns), table.header) == (rows, 0, columns, header)
        assert engine.count("t") == rows


def test_line_breaks_inside_reviews_are_kept_and_lines_still_counted():
    with open_engine() as engine:
        table = read(engine, where.data("clothing_reviews/Womens Clothing E-Commerce Reviews.csv"), "t")
        last = engine.one("SELECT max(line), count(DISTINCT c1), count(*) FILTER (contains(c5, chr(10))) FROM t")
        assert table.columns[0].name == ""
        assert last[0] <= 28_228
        assert last[1] == 23_486
        assert last[2] > 1000


def test_online_retail_as_text_equals_online_retail_as_parquet(tmp_path):
    given = pq.read_table(where.data("online_retail/online_retail.parquet"))
    pyarrow.csv.write_csv(given, tmp_path / "a.csv")
    with open_engine() as engine:
        table = read(engine, tmp_path / "a.csv", "t")
        typed = read(engine, where.data("online_retail/online_retail.parquet"), "u")
        assert (table.rows, typed.rows) == (541_909, 541_909)
        differing = engine.one(
            "SELECT count(*) FROM t JOIN u ON t.line = u.line + 1 WHERE t.c1 <> u.c1 OR t.c3 IS DISTINCT FROM u.c3 "
            "OR t.c4::BIGINT <> u.c4 OR t.c7::BIGINT IS DISTINCT FROM u.c7::BIGINT"
        )
        assert differing == (0,)


@pytest.mark.parametrize("thing", [5, {"a": [1]}, ["a.csv"], pd.Series([1, 2])])
def test_what_is_neither_a_path_nor_a_table_is_named(thing):
    with open_engine() as engine, pytest.raises(WrongWords, match=rf"COT-112 a {type(thing).__name__} is neither"):
        read(engine, thing, "t")


def test_a_table_of_a_database_is_read_like_a_file_and_called_by_its_address(tmp_path):
    with closing(sqlite3.connect(tmp_path / "shop.db")) as base:
        base.execute("create table orders (who text, day text)")
        base.execute("create table empty (who text, day text)")
        base.execute("insert into orders values ('Ann', '2024-01-02'), ('Bo, Jr', NULL)")
        base.commit()
    address = f"sqlite:///{tmp_path}/shop.db"
    with open_engine() as engine:
        told = read(engine, f"{address}#orders", "t")
        assert [c.name for c in told.columns] == ["who", "day"] and told.rows == 2
        assert engine.rows("SELECT c1, c2 FROM t ORDER BY line") == [("Ann", "2024-01-02"), ("Bo, Jr", None)]
        assert told.files[0].path == f"{address}#orders" and told.files[0].written is None
        with pytest.raises(DataRefused, match=r"COT-202 .*shop\.db#empty: it has one line"):
            read(engine, f"{address}#empty", "u")
