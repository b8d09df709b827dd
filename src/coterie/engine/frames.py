"""Data frames of other libraries to Arrow and back: pandas, Polars, Arrow, DuckDB relations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

if TYPE_CHECKING:
    from pandas import DataFrame

    Frame: TypeAlias = DataFrame
else:
    Frame = Any  # pandas loads when a frame is made, not before


def is_frame(thing: object) -> bool:
    """Whether the thing is a table that can be read without copying it to a file first."""
    return isinstance(thing, pa.Table) or hasattr(thing, "__arrow_c_stream__") or _is_relation(thing)


def to_arrow(frame: Any) -> pa.Table:
    """An Arrow table from a pandas or Polars frame, an Arrow table or a DuckDB relation."""
    if isinstance(frame, pa.Table):
        return frame
    if type(frame).__module__.startswith("pandas"):
        return pa.Table.from_pandas(frame, preserve_index=False)
    if _is_relation(frame):
        return frame.to_arrow_table()
    return pa.table(frame)


def to_frame(columns: Mapping[str, Any] | pa.Table) -> Frame:
    """A pandas data frame from arrays or an Arrow table."""
    table = columns if isinstance(columns, pa.Table) else pa.table(dict(columns))
    frame: Frame = table.to_pandas()
    return frame


def _is_relation(thing: object) -> bool:
    return hasattr(thing, "to_arrow_table") and hasattr(thing, "sql_query")
