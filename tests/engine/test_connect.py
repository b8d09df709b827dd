"""Does the engine run steps, remember them, and hand back rows in one order only?"""

import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from coterie.engine import Engine, Step, open_engine
from coterie.terms import Failed, WrongWords

NUMBERS = Step("numbers", "select range as n, 'row ' || range as text from range($rows)", "One row a number.")


def test_a_step_makes_a_table_and_is_remembered() -> None:
    with open_engine() as engine:
        assert engine.run(NUMBERS, rows=5) == 5
        assert engine.has("numbers")
        assert engine.count("numbers") == 5
        assert engine.columns("numbers") == {"n": "BIGINT", "text": "VARCHAR"}
        assert [(run.name, run.rows) for run in engine.log] == [("numbers", 5)]


def test_a_step_can_be_run_again_and_as_a_view() -> None:
    with Engine() as engine:
        engine.run(NUMBERS, rows=5)
        assert engine.run(Step("numbers", "select 1 as n", "One.", keep=False)) is None
        assert engine.rows("select n from numbers") == [(1,)]
        engine.drop("numbers")
        assert not engine.has("numbers")
        engine.drop("numbers")


def test_steps_build_on_one_another() -> None:
    even = Step("even", "select n from numbers where n % $by = 0", "Every second one.")
    with Engine() as engine:
        engine.run_all([NUMBERS, even], rows=10, by=2)
        assert engine.rows("select n from even order by n") == [(0,), (2,), (4,), (6,), (8,)]


@pytest.mark.parametrize("name", ["written.parquet", "written.csv"])
def test_blocks_are_written_in_their_order_whatever_the_first_of_them_lacks(tmp_path: Path, name: str) -> None:
    def blocks() -> Iterator[dict[str, np.ndarray]]:
        for start in range(0, 300_000, 100_000):
            late = None if start == 0 else True
            yield {
                "id": np.array([f"c{i:06d}" for i in range(start, start + 100_000)], dtype=object),
                "x": np.ma.masked_equal(np.arange(start, start + 100_000, dtype=np.float64), 5.0),
                "yes": np.array([late] * 100_000, dtype=object),
                "note": np.array([None if late is None else "n"] * 100_000, dtype=object),
            }

    with open_engine(threads=2) as engine:
        for each in (tmp_path / "again", tmp_path):
            each.mkdir(exist_ok=True)
            engine.write_blocks(blocks(), each / name, {"yes"})
        assert engine.one("select current_setting('threads')") == (2,)
        assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
        if name.endswith("parquet"):
            engine.add_parquet("written", [tmp_path / name])
            assert engine.columns("written")["yes"] == "BOOLEAN" and engine.columns("written")["note"] == "VARCHAR"
        reader = "read_parquet" if name.endswith("parquet") else "read_csv"
        source = f"{reader}('{tmp_path / name}')"
        found = engine.rows(f"select id, x, cast(yes as varchar), note from {source} where x % 99999 = 0 or x is null")
        assert found == [
            ("c000000", 0.0, None, None),
            ("c000005", None, None, None),
            ("c099999", 99999.0, None, None),
            ("c199998", 199998.0, "true", "n"),
            ("c299997", 299997.0, "true", "n"),
        ]


def test_one_row_is_one_row() -> None:
    with Engine() as engine:
        engine.run(NUMBERS, rows=2)
        assert engine.one("select count(*), max(n) from numbers") == (2, 1)
        with pytest.raises(ValueError, match="expected one row, found 2"):
            engine.one("select n from numbers")


def test_collected_rows_are_sorted_by_the_key() -> None:
    with Engine() as engine:
        engine.add_frame("mixed", pa.table({"id": ["b", "c", "a"], "n": [2, 3, 1]}))
        columns = engine.collect("select * from mixed", order_by=["id"])
        assert columns["id"].tolist() == ["a", "b", "c"]
        assert columns["n"].tolist() == [1, 2, 3]


def test_the_same_key_again_is_the_same_texts_in_an_array_of_its_own() -> None:
    with Engine() as engine:
        engine.add_frame("mixed", pa.table({"id": ["b", "c", "a"], "n": [2, 3, 1]}))
        first = engine.collect("select * from mixed", order_by=["id"])["id"]
        again = engine.collect("select n, id from mixed", order_by=["id"])
        assert list(again) == ["n", "id"] and again["n"].tolist() == [1, 2, 3]
        assert all(a is b for a, b in zip(first, again["id"], strict=True))
        first[0] = "changed"
        assert engine.collect("select id from mixed", order_by=["id"])["id"].tolist() == ["a", "b", "c"]
        fewer = engine.collect("select * from mixed where n > 1", order_by=["id"])
        assert fewer["id"].tolist() == ["b", "c"] and fewer["n"].tolist() == [2, 3]
        assert engine.collect("select n as id from mixed", order_by=["id"])["id"].tolist() == [1, 2, 3]
        assert engine.collect("select n as ID from mixed", order_by=["id"])["ID"].tolist() == [1, 2, 3]


def test_shuffled_rows_write_the_same_bytes(tmp_path: Path) -> None:
    ids = [f"c{i:04d}" for i in range(3000)]
    order = np.random.default_rng(0).permutation(len(ids))
    for name, rows in (("one", np.arange(len(ids))), ("two", order)):
        with Engine() as engine:
            engine.add_frame("t", pa.table({"id": [ids[i] for i in rows], "n": rows}))
            engine.write_parquet("select * from t", tmp_path / f"{name}.parquet", order_by=["id"])
            engine.write_csv("select * from t", tmp_path / f"{name}.csv", order_by=["id"])
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.csv").read_text().startswith("id,n\nc0000,0\n")


def test_parquet_is_read_with_file_and_row(tmp_path: Path) -> None:
    with Engine() as engine:
        engine.run(NUMBERS, rows=3)
        path = tmp_path / "it's.parquet"
        engine.write_parquet("select * from numbers", path, order_by=["n"])
        engine.add_parquet("back", [path])
        rows = engine.rows("select n, file_row_number, filename from back order by n")
        assert rows == [(i, i, str(path)) for i in range(3)]


def test_closing_removes_the_scratch_folder() -> None:
    engine = Engine()
    scratch = engine.scratch
    assert scratch.is_dir()
    engine.close()
    assert not scratch.exists()


def test_an_engine_that_is_not_built_in_is_refused_in_words() -> None:
    with pytest.raises(WrongWords, match=r"COT-101 --engine mysql://x names no engine"):
        open_engine("mysql://x")


def test_a_closed_study_says_so() -> None:
    engine = Engine()
    engine.close()
    with pytest.raises(Failed, match="COT-907"):
        engine.one("select 1")
    with pytest.raises(Failed, match="COT-907"):
        engine.add_frame("given", pa.table({"a": [1]}))


def test_a_wish_to_stop_ends_a_long_step() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is started without it
    try:
        with Engine(threads=1) as engine, pytest.raises(KeyboardInterrupt):
            Timer(0.3, signal.raise_signal, (signal.SIGINT,)).start()
            engine.one("select count(*) from range(3000000) a, range(3000) b where a.range * b.range % 7 = 3")
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_written_file_leaves_nothing_unread_on_the_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = duckdb.connect()
    monkeypatch.setattr(duckdb, "connect", lambda *_, **__: connection)
    with Engine() as engine:
        engine.run(NUMBERS, rows=3)
        engine.write_parquet("select * from numbers", tmp_path / "n.parquet", order_by=["n"])
        assert connection.fetchall() == []
        engine.write_csv("select * from numbers", tmp_path / "n.csv", order_by=["n"])
        assert connection.fetchall() == []


def test_asking_whether_a_table_stands_leaves_the_connection_free() -> None:
    with Engine() as engine:
        engine.run(Step("one", "SELECT 1 AS a", "a row"))
        assert engine.has("one")
        assert engine.collect("SELECT a FROM one", order_by=["a"])["a"].tolist() == [1]


def test_a_long_step_draws_no_bar_where_results_are_read() -> None:
    with open_engine() as engine:
        assert engine.one("select current_setting('enable_progress_bar')") == (False,)
