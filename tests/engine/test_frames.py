"""Is a table a table, whoever made it?"""

from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from coterie.engine import Engine, is_frame, to_frame
from coterie.engine.frames import to_arrow

ROWS = {"id": ["a", "b"], "n": [1, 2]}


def _relation() -> Any:
    return duckdb.connect().sql("select * from (values ('a', 1), ('b', 2)) t(id, n)")


MAKERS = {
    "pandas": lambda: pd.DataFrame(ROWS),
    "polars": lambda: pl.DataFrame(ROWS),
    "arrow": lambda: pa.table(ROWS),
    "relation": _relation,
}


@pytest.mark.parametrize("maker", MAKERS)
def test_a_frame_is_read_whoever_made_it(maker: str) -> None:
    frame = MAKERS[maker]()
    assert is_frame(frame)
    assert to_arrow(frame).to_pydict() == ROWS
    with Engine() as engine:
        engine.add_frame("given", frame)
        assert engine.rows("select id, n from given order by id") == [("a", 1), ("b", 2)]


@pytest.mark.parametrize("thing", ["orders.csv", None, 3, {"id": ["a"]}])
def test_other_things_are_no_frames(thing: object) -> None:
    assert not is_frame(thing)


def test_the_index_of_a_frame_is_not_data() -> None:
    assert to_arrow(pd.DataFrame(ROWS, index=[7, 8])).column_names == ["id", "n"]


def test_what_is_handed_out_is_pandas() -> None:
    assert to_frame(ROWS).equals(pd.DataFrame(ROWS))
    assert to_frame(pa.table(ROWS)).equals(pd.DataFrame(ROWS))


def test_columns_of_one_name_and_of_mixed_values_are_read_all_the_same() -> None:
    frame = pd.DataFrame([["a", 1, 1j], [7, 2, None]])
    frame.columns = ["id", "n", "n"]
    table = to_arrow(frame)
    assert table.column_names == ["id", "n", "n"]
    assert table.column(0).to_pylist() == ["a", "7"]
    assert table.column(2).to_pylist() == ["1j", None]


def test_a_plan_of_polars_is_carried_out() -> None:
    lazy = pl.DataFrame(ROWS).lazy()
    assert is_frame(lazy)
    assert to_arrow(lazy).to_pydict() == ROWS


def test_a_single_column_is_no_table() -> None:
    assert not is_frame(pd.Series([1, 2]))
    assert not is_frame(pl.Series([1, 2]))


def test_a_stream_of_arrow_is_a_table() -> None:
    stream = pa.table(ROWS).to_reader()
    assert is_frame(stream)
    assert to_arrow(stream).to_pydict() == ROWS
