"""Where do raw rows go? Into Parquet files of the engine's scratch folder, beside the bad records of the source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from coterie.intake.reading.limits import RAW_SHOWN
from coterie.intake.reading.raw import RawColumn

_BAD = pa.schema(
    [("file", pa.int32()), ("line", pa.int64()), ("code", pa.string()), ("reason", pa.string()), ("raw", pa.string())]
)


@dataclass(frozen=True)
class BadRecord:
    """A record that could not be split: its first line, the code, what was found, and its text."""

    line: int
    code: str
    reason: str
    raw: str


@dataclass(frozen=True)
class Part:
    """What one file became: its columns, and the SQL that reads its rows.

    paths     Parquet files with the rows, all of the same columns.
    line      SQL expression of the line, cells: of each column, over ``paths``.
    """

    columns: tuple[RawColumn, ...]
    header: bool
    rows: int
    bad: int
    facts: dict[str, str]
    paths: tuple[Path, ...]
    line: str = "line"
    cells: tuple[str, ...] = ()


class Sink:
    """The scratch folder of one source, with the bad records of all its files."""

    def __init__(self, scratch: Path, name: str) -> None:
        safe = "".join(c if c.isalnum() else "_" for c in name)[:40]
        # Numbered, not random: the name stands in the statements that a report shows.
        self.folder = scratch / f"{safe}-{len(list(scratch.glob(f'{safe}-*')))}"
        self.folder.mkdir()
        self.bad_path = self.folder / "bad.parquet"
        self._bad = pq.ParquetWriter(self.bad_path, _BAD)

    def add_bad(self, file: int, records: Iterable[BadRecord]) -> int:
        """Keep bad records of a file; returns how many."""
        found = list(records)
        if found:
            columns = [
                pa.array([file] * len(found), pa.int32()),
                pa.array([b.line for b in found], pa.int64()),
                pa.array([b.code for b in found]),
                pa.array([b.reason for b in found]),
                pa.array([printable(b.raw) for b in found]),
            ]
            self._bad.write_table(pa.table(columns, schema=_BAD))
        return len(found)

    def rows_of(self, file: int, suffix: str = "") -> "RowWriter":
        """A writer for the rows of one file."""
        return RowWriter(self.folder / f"rows-{file}{suffix}.parquet", file)

    def close(self) -> None:
        """Finish the file of bad records."""
        self._bad.close()


class RowWriter:
    """Writes the rows of one file as ``file``, ``line``, ``c1`` ... ``cn``; the first batch fixes the types."""

    def __init__(self, path: Path, file: int) -> None:
        self.path = path
        self.rows = 0
        self._file = file
        self._writer: pq.ParquetWriter | None = None

    def write(self, lines: "np.ndarray[Any, Any]", cells: Sequence[pa.Array | pa.ChunkedArray]) -> None:
        """Append rows: their first lines, and one array a column."""
        file = pa.array(np.full(len(lines), self._file, dtype=np.int32))
        names = ["file", "line", *(f"c{i + 1}" for i in range(len(cells)))]
        table = pa.table([file, pa.array(lines, pa.int64()), *cells], names=names)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, table.schema, compression="snappy")
        self._writer.write_table(table)
        self.rows += len(lines)

    def close(self) -> None:
        """Finish the file."""
        if self._writer is not None:
            self._writer.close()


def printable(text: str) -> str:
    """Text that every database takes, cut to a stated length: NUL and broken bytes are shown as signs.

    >>> printable("a" + chr(0) + "b")
    'a␀b'
    """
    shown = text[:RAW_SHOWN].replace("\0", "␀")
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in shown)
