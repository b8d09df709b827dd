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
