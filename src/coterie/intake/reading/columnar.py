"""How are typed tables read? Parquet where it lies, data frames where they stand: nothing is copied without need."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from coterie.engine import Engine, ident, to_arrow
from coterie.intake.reading.layout import repeated
from coterie.intake.reading.limits import MAX_COLUMNS
from coterie.intake.reading.raw import RawColumn
from coterie.intake.reading.sink import Part, Sink
from coterie.terms import CoterieError, DataRefused, Place, Problem


def read_parquet(engine: Engine, path: Path, sink: Sink, file: int) -> Part:
    """A Parquet file as it lies; copied only where its column names would confuse SQL.

    Raises    DataRefused: damaged (COT-213), no rows (COT-202), too many columns (COT-214), all nested (COT-218).
    """
    try:
        with pq.ParquetFile(path) as opened:
            schema, rows = opened.schema_arrow, opened.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            raise
        reason = str(error).splitlines()[0]
        raise _refused("COT-213", path, f"{path.name} begins like Parquet, but {reason}") from error
    if not rows:
        raise _refused("COT-202", path, f"{path.name} has {len(schema)} columns and no row")
    keep, facts = flat_columns(schema, str(path))
    names = tuple(schema.names[i] for i in keep)
    facts = {"format": "Parquet", **facts, **repeated(names)}
    columns = tuple(RawColumn(name, "", i + 1) for i, name in enumerate(names))
    lowered = [name.lower() for name in schema.names]
    confusing = len(set(lowered)) < len(lowered) or "file_row_number" in lowered or any("$" in n for n in names)
    if confusing or "" in names:
        copy = _renamed(path, keep, sink, file)
        return Part(columns, True, rows, 0, facts, (copy,), cells=tuple(f"c{c.position}" for c in columns))
    link = sink.folder / f"given-{file}.parquet"  # a plain name, whatever the given one holds
    link.symlink_to(path.resolve())
    cells = tuple(ident(name) for name in names)
    _check_pages(engine, path, link, cells)
    return Part(columns, True, rows, 0, facts, (link,), line="file_row_number + 1", cells=cells)


def read_frame(frame: Any) -> tuple[pa.Table, tuple[RawColumn, ...], dict[str, str], str]:
    """A data frame as the raw table itself, its columns, facts and a hash of its content.

    Raises    DataRefused: no rows (COT-202), too many columns (COT-214), all nested (COT-218).
    """
    table = to_arrow(frame)
    if not table.num_rows:
        raise DataRefused(Problem("COT-202", f"the data frame has {table.num_columns} columns and no row"))
    keep, facts = flat_columns(table.schema, "the data frame")
    names = [table.schema.names[i] for i in keep]
    columns = tuple(RawColumn(name, "", i + 1) for i, name in enumerate(names))
    raw = pa.table([_plain(table.column(i)) for i in keep], names=[f"c{i + 1}" for i in range(len(keep))])
    digest = _digest(raw, names)
    file = pa.array(np.zeros(raw.num_rows, dtype=np.int32))
    line = pa.array(np.arange(1, raw.num_rows + 1, dtype=np.int64))
    raw = raw.add_column(0, "line", line).add_column(0, "file", file)
    return raw, columns, {"format": "data frame", **facts, **repeated(names)}, digest


def flat_columns(schema: pa.Schema, where: str) -> tuple[list[int], dict[str, str]]:
    """Positions of the columns that are not nested, and the fact that names the nested ones."""
    if len(schema) > MAX_COLUMNS:
        raise DataRefused(Problem("COT-214", f"{len(schema):,} columns", where=Place(where)))
    nested = [i for i, kind in enumerate(schema.types) if pa.types.is_nested(kind)]
    keep = [i for i in range(len(schema)) if i not in set(nested)]
    names = ", ".join(schema.names[i] for i in nested)
    if not keep:
        found = f"all columns are nested: {names}" if nested else "no column"
        raise DataRefused(Problem("COT-218", found, where=Place(where)))
    return keep, {"nested columns left out": names} if nested else {}


def _check_pages(engine: Engine, path: Path, link: Path, cells: tuple[str, ...]) -> None:
    """Read every page once, so that a damaged one is told here with its file, and not in the middle of a study."""
    try:
        # each cell against itself: counts and extremes would come from the file's own statistics, without its pages
        counts = ", ".join(f"count(nullif({cell}, {cell}))" for cell in cells)
        engine.one(f"SELECT {counts} FROM read_parquet($path)", path=str(link))
    except CoterieError:
        raise
    except Exception as error:  # whatever the engine's own errors are called: they all say that a page is damaged
        reason = str(error).replace(str(link), path.name).splitlines()[0]
        raise _refused("COT-213", path, f"{path.name} is damaged inside ({reason})") from error


def _renamed(path: Path, keep: list[int], sink: Sink, file: int) -> Path:
    writer, line = sink.rows_of(file), 1
    try:
        with pq.ParquetFile(path) as opened:
            for batch in opened.iter_batches():
                numbers = np.arange(line, line + batch.num_rows, dtype=np.int64)
                writer.write(numbers, [batch.column(i) for i in keep])
                line += batch.num_rows
    except (pa.ArrowException, ValueError) as error:
        raise _refused("COT-213", path, f"{path.name} is damaged after row {line - 1:,} ({error})") from error
    writer.close()
    return writer.path


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_null(kind) or pa.types.is_string_view(kind) or pa.types.is_large_string(kind):
        column = column.cast(pa.string())
    return column


def _digest(table: pa.Table, names: list[str]) -> str:
    digest = hashlib.sha256("\x1f".join(names).encode("utf-8", "replace"))

    class _Hash:
        closed = False

        def write(self, data: bytes) -> int:
            digest.update(data)
            return len(data)

        def flush(self) -> None: ...

        def close(self) -> None: ...

    with pa.ipc.new_stream(pa.PythonFile(_Hash(), mode="w"), table.schema) as stream:
        stream.write_table(table.combine_chunks(), max_chunksize=100_000)
    return digest.hexdigest()


def _refused(code: str, path: Path, found: str) -> DataRefused:
    return DataRefused(Problem(code, found, where=Place(str(path))))
