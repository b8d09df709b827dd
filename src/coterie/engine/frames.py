"""Data frames of other libraries to Arrow and back: pandas, Polars, Arrow, DuckDB relations."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

if TYPE_CHECKING:
    from pandas import DataFrame

    Frame: TypeAlias = DataFrame
else:
    Frame = Any  # pandas loads when a frame is made, not before


def is_frame(thing: object) -> bool:
    """Whether the thing is a table that can be read without copying it to a file first."""
    if isinstance(thing, pa.Table) or _is_relation(thing) or _is_lazy(thing):
        return True
    # A single column has the protocol of a stream too, and no columns.
    return hasattr(thing, "__arrow_c_stream__") and any(hasattr(thing, n) for n in ("columns", "schema"))


def to_arrow(frame: Any) -> pa.Table:
    """An Arrow table from a pandas or Polars frame, an Arrow table or a DuckDB relation."""
    if isinstance(frame, pa.Table):
        return frame
    if type(frame).__module__.startswith("pandas"):
        return _from_pandas(frame)
    if _is_relation(frame):
        return frame.to_arrow_table()
    return pa.table(frame.collect() if _is_lazy(frame) else frame)


def to_stream(blocks: Iterable[Mapping[str, Any]], flags: Collection[str] = ()) -> pa.RecordBatchReader:
    """Blocks of columns as one stream, each block made when it is asked for.

    blocks    at least one; the first says the types. A column of it without any value is taken for text.
    flags     columns that hold true and false, also where the first block has no value of them.
    """
    rest = iter(blocks)
    first = pa.table(dict(next(rest)))
    kinds = {True: pa.bool_(), False: pa.string()}
    schema = pa.schema([(f.name, kinds[f.name in flags] if pa.types.is_null(f.type) else f.type) for f in first.schema])

    def batches() -> Iterator[pa.RecordBatch]:
        yield from first.cast(schema).to_batches()
        for block in rest:
            yield from pa.table(dict(block)).cast(schema).to_batches()

    return pa.RecordBatchReader.from_batches(schema, batches())


def _from_pandas(frame: "DataFrame") -> pa.Table:
    """A pandas frame; where its names repeat or a column mixes kinds of values, column by column."""
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowException, TypeError, ValueError):
        columns = [frame.iloc[:, i] for i in range(frame.shape[1])]
        return pa.Table.from_arrays([_column(each) for each in columns], names=[str(name) for name in frame.columns])


def _column(values: Any) -> Any:
    """A column in its own type, as text where its values share none."""
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError):
        cells = zip(values, values.isna(), strict=True)
        return pa.array([None if blank else str(value) for value, blank in cells], pa.string())


def to_frame(columns: Mapping[str, Any] | pa.Table) -> Frame:
    """A pandas data frame from arrays or an Arrow table."""
    table = columns if isinstance(columns, pa.Table) else pa.table(dict(columns))
    frame: Frame = table.to_pandas()
    return frame


def _is_relation(thing: object) -> bool:
    return hasattr(thing, "to_arrow_table") and hasattr(thing, "sql_query")


def _is_lazy(thing: object) -> bool:
    return type(thing).__module__.startswith("polars") and hasattr(thing, "collect")
