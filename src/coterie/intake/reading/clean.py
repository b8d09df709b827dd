"""Is a block of text so plain that a fast reader cannot misunderstand it? And where do its records end?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.intake.reading.limits import MAX_FIELD

if TYPE_CHECKING:
    from numpy.typing import NDArray

_QUOTE, _LF = 34, 10


@dataclass(frozen=True)
class Clean:
    """The records of a clean block.

    ends      position of the line end of each record.
    starts    index of the first line of each record, from 0.
    lines     physical lines used; size: bytes used (the rest belongs to a record that goes on in the next block).
    """

    ends: "NDArray[Any]"
    starts: "NDArray[Any]"
    lines: int
    size: int

    @property
    def spans(self) -> bool:
        """Whether some record runs over a line end."""
        return self.lines > len(self.starts)


def clean_records(piece: bytes, delimiter: str, width: int, *, quotes: bool, broken: bool) -> Clean | None:
    """The records of a block that begins with a record; None where only the strict way knows what is meant.

    Clean means: no NUL byte, valid UTF-8, every quoted field opens after and closes before a delimiter or line end, no
    record longer than a field may be, and no record over several lines that might be several records.
    broken    whether the text may hold bytes that are no UTF-8.
    """
    if b"\0" in piece or not delimiter.isascii() or (broken and not _is_utf8(piece)):
        return None
    data = np.frombuffer(piece, dtype=np.uint8)
    ends = np.flatnonzero(data == _LF)
    if not len(ends) or ends[-1] != len(data) - 1:
        ends = np.append(ends, len(data))
    found = Clean(ends, np.arange(len(ends)), len(ends), len(piece))
    if quotes and b'"' in piece:
        quoted = _quoted(data, ends, ord(delimiter), width)
        if quoted is None:
            return None
        found = quoted
    too_long = len(found.ends) and np.diff(found.ends, prepend=-1).max() > MAX_FIELD
    return None if too_long or len(piece) - found.size > MAX_FIELD else found


def _quoted(data: "NDArray[Any]", ends: "NDArray[Any]", delimiter: int, width: int) -> Clean | None:
    at = np.flatnonzero(data == _QUOTE)
    if not _in_place(data, at, delimiter):
        return None
    last_lines = np.flatnonzero(np.searchsorted(at, ends) % 2 == 0)  # lines at whose end no quote is open
    if not len(last_lines):
        return None
    starts = np.append(0, last_lines[:-1] + 1)
    lines = int(last_lines[-1]) + 1
    if lines > len(starts):
        counts = np.diff(np.searchsorted(np.flatnonzero(data == delimiter), ends[:lines]), prepend=0)
        alone = np.logical_and.reduceat(counts == width - 1, starts)
        if (alone & (last_lines > starts)).any():
            return None
    return Clean(ends[last_lines], starts, lines, min(int(ends[lines - 1]) + 1, len(data)))


def _in_place(data: "NDArray[Any]", at: "NDArray[Any]", delimiter: int) -> bool:
    """Whether quotes, taken in pairs, open after a delimiter, line end or quote, and close before one."""
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
