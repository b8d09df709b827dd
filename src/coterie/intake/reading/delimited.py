"""How is a delimited text read fast and strictly? Clean blocks by Arrow, all others record by record.

:mod:`coterie.intake.reading.clean` says what a clean block is. Both ways give the same rows; a test compares them.
"""

import numpy as np
import pyarrow as pa
from pyarrow import csv

from coterie.intake.reading.clean import Clean, clean_records
from coterie.intake.reading.layout import WHITE, Layout, even, lay_out
from coterie.intake.reading.limits import BLOCK
from coterie.intake.reading.raw import RawColumn
from coterie.intake.reading.records import is_blank, lines_of, ragged_reason, split
from coterie.intake.reading.sink import BadRecord, Part, RowWriter, Sink
from coterie.intake.reading.texts import Text, blocks

_SMALL = BLOCK // 8  # unclean blocks are cut to this size, so that few clean lines take the slow way


def read_delimited(
    text: Text, sink: Sink, file: int, header: bool | None, *, block: int = BLOCK, most: int | None = None
) -> Part:
    """Read a delimited text into the scratch folder.

    block     bytes handled at a time.
    most      rows after which no further block is read; None reads all.
    Raises    DataRefused (COT-202, COT-214).
    """
    layout = lay_out(text, header)
    reader = _Reader(layout, text.broken, sink, file)
    reader.above()
    facts = {**text.facts, **layout.facts}
    for piece in blocks(text.path, text.start, block):
        if most is not None and reader.writer.rows >= most:
            facts["looked at"] = f"the first {reader.writer.rows:,} rows"
            reader.rest = b""  # a record that goes on in what is not read
            break
        reader.take(piece)
    reader.finish()
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
        layout = self.layout
        clean = clean_records(piece, layout.cut_at, layout.width, quotes=layout.quotes, broken=self.broken)
        if clean is not None and self._fast(piece[: clean.size], clean):
            self.rest = piece[clean.size :]
        elif len(piece) > 2 * _SMALL:
            while piece:
                cut = piece.find(b"\n", _SMALL) + 1 or len(piece)
                self._read(self.rest + piece[:cut])
                piece = piece[cut:]
        else:
            self._strict(piece, final=False)

    def _fast(self, piece: bytes, clean: Clean) -> bool:
        """Read a clean block; False, and nothing read, where a record over several lines turns out ragged."""
        ragged: list[csv.InvalidRow] = []
        table = _arrow(piece, self.layout, ragged, spans=clean.spans)
        if clean.spans and ragged:
            return False
        numbers = self.line + clean.starts.astype(np.int64)
        keep = np.ones(len(numbers), dtype=bool)
        keep[[row.number - 1 for row in ragged]] = False
        numbers = numbers[keep]
        empty = (np.diff(clean.ends, prepend=-1) == 1)[keep]
        if empty.any():
            self.blank += int(empty.sum())
            numbers, table = numbers[~empty], table.filter(pa.array(~empty))
        self._put_aside(ragged)
        if len(numbers):
            self.writer.write(numbers, table.columns)
        self.line += clean.lines
        return True

    def _put_aside(self, ragged: list[csv.InvalidRow]) -> None:
        width, bad = self.layout.width, []
        for row in ragged:
            raw = row.text or ""
            if is_blank(raw, self.layout.cut_at, width):
                self.blank += 1
            else:
                reason = ragged_reason(row.actual_columns, width)
                bad.append(BadRecord(self.line + row.number - 1, "COT-221", reason, raw))
        self.bad += self.sink.add_bad(self.file, bad)

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


def _arrow(piece: bytes, layout: Layout, ragged: list[csv.InvalidRow], *, spans: bool) -> pa.Table:
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
            newlines_in_values=spans,
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
