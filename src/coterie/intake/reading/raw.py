"""What does a source look like before anybody has said what its columns mean?"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class RawColumn:
    """One column of a source.

    name        as in the source; in a file without header the position as text ("1", "2", ...). May repeat.
    type        "text" for decoded text files, else the type of the typed source as DuckDB writes it ("BIGINT").
    position    from 1; the column stands in the engine as ``c<position>``.
    """

    name: str
    type: str
    position: int


@dataclass(frozen=True)
class RawFile:
    """One file of a source.

    path      as given (a folder's or glob's file with its folder).
    name      the shortest end of the path that tells it from the other files of its source: what the quality report
              says, the same wherever the files lie; by default its last part.
    sha256    of the bytes as stored, hex.
    rows      records that could be split into columns.
    bad       records that could not; they stand in ``<name>_bad``.
    facts     what was found or guessed, in words: format, compression, encoding, delimiter, line ends, header, sheet,
              blank lines, repeated column names, ``duplicate_of`` (the path of the byte-identical file before it).
    written   the day on which the file was written last, None where it is not known (frames).
    """

    path: str
    sha256: str
    rows: int
    facts: dict[str, str] = field(default_factory=dict)
    bad: int = 0
    written: date | None = None
    name: str = ""

    def __post_init__(self) -> None:
        """Give it its last part as a name where none was given."""
        if not self.name:
            object.__setattr__(self, "name", Path(self.path).name)


@dataclass(frozen=True)
class RawTable:
    """A source in the engine, undone: columns ``file`` (index into ``files``), ``line``, ``c1`` ... ``cn``.

    Beside it stands ``<name>_bad`` with the records that could not be split: file, line, code, reason, raw.

    header    whether the files carry column names.
    rows      records in ``name``; bad: records in ``<name>_bad``. Together they are all records of the files.
    """

    name: str
    columns: tuple[RawColumn, ...]
    files: tuple[RawFile, ...]
    header: bool
    rows: int
    bad: int
