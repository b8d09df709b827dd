"""Where does a record end and the next begin? Strict reading of delimited text, with a reason for each refusal.

RFC 4180 with two stated liberties: a quote inside an unquoted field is a character like any other, and line ends inside
quotes are kept as line feeds. A quote that opens a field and is not closed costs its own line, not the lines after it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coterie.intake.reading.limits import MAX_FIELD, MAX_LINE
from coterie.intake.reading.sink import BadRecord

Cell = str | None
_CLOSE = re.compile(r'[^"]*+(?:""[^"]*+)*+"')
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass
class Split:
    """Records of some lines: ``lines[i]`` is where ``rows[i]`` begins; ``rest`` is the first unused index."""

    lines: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    bad: list[BadRecord] = field(default_factory=list)
    blank: int = 0
    rest: int = 0


class _Open(Exception):
    """A quote is open and the lines are used up."""


class _Refused(Exception):
    """The record cannot be split: code and reason."""

    def __init__(self, code: str, reason: str, used: int = 1) -> None:
        super().__init__(reason)
        self.code, self.reason, self.used = code, reason, used


def split(
    lines: Sequence[str], delimiter: str, *, width: int | None, first: int = 1, final: bool = True, quotes: bool = True
) -> Split:
    """Split lines (without their ends) into records.

    width     fields that a record must have; None takes any number (for guessing).
    first     number of the first line. final: no more lines follow, so an open quote stays open.
    """
    out = Split()
    i = 0
    while i < len(lines):
        line = lines[i]
        if is_blank(line, delimiter, width):
            out.blank += 1
            i += 1
            continue
        try:
            cells, used = _record(lines, i, delimiter, width, final, quotes)
            out.rows.append(cells)
            out.lines.append(first + i)
        except _Open:
            break
        except _Refused as no:
            used = no.used
            out.bad.append(BadRecord(first + i, no.code, no.reason, "\n".join(lines[i : i + used])))
        i += used
    out.rest = i
    return out


def is_blank(line: str, delimiter: str, width: int | None) -> bool:
    """Whether a line holds no record: empty, or white space alone where a record has several fields."""
    return not line or (width != 1 and delimiter not in line and not line.strip())


def ragged_reason(found: int, width: int) -> str:
    """What is wrong with a record of another number of fields than the table has columns."""
    return f"{found:,} {'field' if found == 1 else 'fields'} where {width:,} were expected"


def _record(
    lines: Sequence[str], i: int, delimiter: str, width: int | None, final: bool, quotes: bool
) -> tuple[list[Cell], int]:
    line = lines[i]
    if len(line) > MAX_LINE:
        raise _Refused("COT-224", f"the line is longer than {MAX_LINE:,} characters")
    if quotes and '"' in line:
        cells, used = _quoted(lines, i, delimiter, width, final)
    else:
        cells, used = [cell or None for cell in line.split(delimiter)], 1
    _check_text(lines[i : i + used], used)
    if width is not None and len(cells) != width:
        if used > 1:
            raise _unclosed(line)
        raise _Refused("COT-221", ragged_reason(len(cells), width))
    if len(line) > MAX_FIELD or used > 1:
        longest = max(len(cell or "") for cell in cells)
        if longest > MAX_FIELD:
            raise _Refused("COT-224", f"a field of {longest:,} characters", used)
    return cells, used


def _check_text(lines: Sequence[str], used: int) -> None:
    for line in lines:
        if "\0" in line:
            raise _Refused("COT-223", f"{line.count(chr(0)):,} NUL bytes", used)
        if not line.isascii() and (found := _BROKEN.search(line)):
            byte = ord(found.group()) & 0xFF
            raise _Refused("COT-225", f"the byte {byte:02X} is no text in the encoding of the file", used)


def _quoted(lines: Sequence[str], i: int, delimiter: str, width: int | None, final: bool) -> tuple[list[Cell], int]:
    """The fields of a record with quotes, and the lines it takes."""
    cells: list[Cell] = []
    at, position, line = i, 0, lines[i]
    opened_in = 0  # how many fields stood before the first field that ran over a line end
    while True:
        if line.startswith('"', position):
            was = at
            value, at, position = _inside(lines, at, position + 1, final)
            if at > was and not opened_in:
                opened_in = len(cells) + 1
            line = lines[at]
            cells.append(value)
            if position < len(line) and line[position] != delimiter:
                if at > i:
                    raise _unclosed(lines[i])
                found = line[position : position + 20]
                raise _Refused("COT-226", f"field {len(cells)} goes on with {found!r} after its closing quote")
        else:
            end = line.find(delimiter, position)
            end = len(line) if end < 0 else end
            cells.append(line[position:end] or None)
            position = end
        if position >= len(line):
            break
        position += 1
    if at > i and _swallowed(lines[i : at + 1], delimiter, width, opened_in):
        raise _unclosed(lines[i])
    return cells, at - i + 1


def _inside(lines: Sequence[str], at: int, position: int, final: bool) -> tuple[str, int, int]:
    """The value of a quoted field, the line where it closes and the position after its closing quote."""
    pieces: list[str] = []
    size, start = 0, at
    while True:
        line = lines[at]
        closed = _CLOSE.match(line, position)
        if closed:
            pieces.append(line[position : closed.end() - 1])
            return "\n".join(pieces).replace('""', '"'), at, closed.end()
        pieces.append(line[position:])
        size += len(line) - position + 1
        at, position = at + 1, 0
        if size > MAX_FIELD or (final and at == len(lines)):
            raise _unclosed(lines[start])
        if at == len(lines):
            raise _Open


def _swallowed(lines: Sequence[str], delimiter: str, width: int | None, opened_in: int) -> bool:
    """Whether a record over several lines is more likely several records, one of which forgot its closing quote.

    It is when every line has the right number of fields by itself, and that is no accident of the last column.
    """
    if width is None or width < 3 or (opened_in == width and len(lines) == 2):
        return False
    return all(line.count(delimiter) + 1 == width for line in lines)


def _unclosed(line: str) -> _Refused:
    return _Refused("COT-222", f"a quote opens a field and is not closed: {line[:80]!r}")


def lines_of(block: bytes) -> list[str]:
    """The lines of a block, broken bytes kept as lone surrogates so that their records can be told."""
    lines = block.decode("utf-8", "surrogateescape").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines
