"""How is a delimited text read fast and strictly? Clean blocks by Arrow, all others record by record.

A block is clean when no reader could misunderstand it: no NUL byte, valid UTF-8, quotes that open and close fields
within their line, no line longer than a field may be. Both ways give the same rows; a test compares them.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from coterie.intake.reading.layout import WHITE, Layout, even, lay_out
from coterie.intake.reading.limits import BLOCK, MAX_FIELD
from coterie.intake.reading.raw import RawColumn
from coterie.intake.reading.records import is_blank, lines_of, ragged_reason, split
from coterie.intake.reading.sink import BadRecord, Part, RowWriter, Sink
from coterie.intake.reading.texts import Text, blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

_QUOTE, _LF = 34, 10
_SMALL = BLOCK // 8  # unclean blocks are cut to this size, so that few clean lines take the slow way


def read_delimited(text: Text, sink: Sink, file: int, header: bool | None, *, block: int = BLOCK) -> Part:
    """Read a delimited text into the scratch folder.

    block     bytes handled at a time.
    Raises    DataRefused (COT-202, COT-214).
    """
    layout = lay_out(text, header)
    reader = _Reader(layout, text.broken, sink, file)
    reader.above()
    for piece in blocks(text.path, text.start, block):
        reader.take(piece)
    reader.finish()
    facts = {**text.facts, **layout.facts}
    if reader.blank:
        facts["blank lines"] = f"{reader.blank:,}"
    columns = tuple(RawColumn(name, "text", i + 1) for i, name in enumerate(layout.names))
    writer = reader.writer
    paths = (writer.path,) if writer.rows else ()
    cells = tuple(f"c{c.position}" for c in columns)
    return Part(columns, layout.header, writer.rows, reader.bad, facts, paths, cells=cells)


class _Reader:
    """Takes blocks of whole lines, keeps what may belong to the next block, counts lines, blanks and bad records."""

    def __init__(self, layout: Layout, broken: bool, sink: Sink, file: int) -> None:
        self.layout, self.broken, self.sink, self.file = layout, broken, sink, file
        self.writer: RowWriter = sink.rows_of(file)
        self.line = 1  # number of the first line not yet read
        self.rest = b""
        self.blank = self.bad = 0

    def above(self) -> None:
        """Count what stands above the header as bad records."""
        width = self.layout.width
        reason = f"a line above the column names, which are {width:,}"
        self.bad += self.sink.add_bad(
            self.file, (BadRecord(line, "COT-221", reason, raw) for line, raw in self.layout.above)
        )

    def take(self, piece: bytes) -> None:
        """Read the next block; it begins where the last one ended."""
        while self.line <= self.layout.top and piece:
            cut = piece.find(b"\n") + 1 or len(piece)
            piece, self.line = piece[cut:], self.line + 1
        if piece:
            self._read(self.rest + piece)

    def finish(self) -> None:
        """Read what is left; no more lines follow."""
        rest, self.rest = self.rest, b""
        if rest:
            self._strict(rest, final=True)
        self.writer.close()

    def _read(self, piece: bytes) -> None:
        if self.layout.delimiter == WHITE:
            piece = even(piece)
        self.rest = b""
        ends = line_ends_if_clean(piece, self.layout.cut_at, quotes=self.layout.quotes, broken=self.broken)
        if ends is not None:
            self._fast(piece, ends)
        elif len(piece) > 2 * _SMALL:
            while piece:
                cut = piece.find(b"\n", _SMALL) + 1 or len(piece)
                self._read(self.rest + piece[:cut])
                piece = piece[cut:]
        else:
            self._strict(piece, final=False)

    def _fast(self, piece: bytes, ends: "NDArray[Any]") -> None:
        count = len(ends)
        numbers = np.arange(self.line, self.line + count, dtype=np.int64)
        ragged: list[csv.InvalidRow] = []
        table = _arrow(piece, self.layout, ragged)
        keep = np.ones(count, dtype=bool)
        keep[[row.number - 1 for row in ragged]] = False
        numbers = numbers[keep]
        empty = (np.diff(ends, prepend=-1) == 1)[keep]
        if empty.any():
            self.blank += int(empty.sum())
            numbers, table = numbers[~empty], table.filter(pa.array(~empty))
        width = self.layout.width
        bad = []
        for row in ragged:
            raw = row.text or ""
            if is_blank(raw, self.layout.cut_at, width):
                self.blank += 1
            else:
                bad.append(
                    BadRecord(self.line + row.number - 1, "COT-221", ragged_reason(row.actual_columns, width), raw)
                )
        self.bad += self.sink.add_bad(self.file, bad)
        if len(numbers):
            self.writer.write(numbers, table.columns)
        self.line += count

    def _strict(self, piece: bytes, *, final: bool) -> None:
        layout, lines = self.layout, lines_of(piece)
        found = split(lines, layout.cut_at, width=layout.width, first=self.line, final=final, quotes=layout.quotes)
        if found.rows:
            cells = [pa.array(column, pa.string()) for column in zip(*found.rows, strict=True)]
            self.writer.write(np.array(found.lines, dtype=np.int64), cells)
        self.bad += self.sink.add_bad(self.file, found.bad)
        self.blank += found.blank
        self.line += found.rest
        rest = lines[found.rest :]
        self.rest = ("\n".join(rest) + "\n").encode("utf-8", "surrogateescape") if rest else b""


def line_ends_if_clean(piece: bytes, delimiter: str, *, quotes: bool, broken: bool) -> "NDArray[Any] | None":
    """Positions of the line ends of a block that every reader would understand alike, None for any other block."""
    if b"\0" in piece or not delimiter.isascii() or (broken and not _is_utf8(piece)):
        return None
    data = np.frombuffer(piece, dtype=np.uint8)
    ends = np.flatnonzero(data == _LF)
    if not len(ends) or ends[-1] != len(data) - 1:
        ends = np.append(ends, len(data))
    if np.diff(ends, prepend=-1).max() > MAX_FIELD:
        return None
    if quotes and b'"' in piece and not _quotes_close(data, ends, ord(delimiter)):
        return None
    return ends


def _quotes_close(data: "NDArray[Any]", ends: "NDArray[Any]", delimiter: int) -> bool:
    """Whether every quoted field opens after a delimiter or line end, closes before one, and stays within its line."""
    at = np.flatnonzero(data == _QUOTE)
    if (np.searchsorted(at, ends) % 2).any():
        return False
    opening, closing = at[0::2], at[1::2]
    before = np.where(opening > 0, data[opening - 1], _LF)
    after = np.where(closing + 1 < len(data), data[np.minimum(closing + 1, len(data) - 1)], _LF)
    good = (_QUOTE, _LF, delimiter)
    return bool(np.isin(before, good).all() and np.isin(after, good).all())


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _arrow(piece: bytes, layout: Layout, ragged: list[csv.InvalidRow]) -> pa.Table:
    """A clean block as text columns; ragged lines are put aside with their number from 1."""

    def aside(row: csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    names = [f"c{i + 1}" for i in range(layout.width)]
    return csv.read_csv(
        pa.BufferReader(piece),
        read_options=csv.ReadOptions(use_threads=False, block_size=len(piece) + 16, column_names=names),
        parse_options=csv.ParseOptions(
            delimiter=layout.cut_at,
            quote_char='"' if layout.quotes else False,
            double_quote=True,
            newlines_in_values=False,
            ignore_empty_lines=False,
            invalid_row_handler=aside,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            null_values=[""],
            quoted_strings_can_be_null=False,
            check_utf8=False,
        ),
    )
