"""Which source column is which canonical column, and how are its numbers and dates written?"""

from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["ymd", "dmy", "mdy"]
Decimal = Literal[".", ","]
Group = Literal["demographic", "behavioural", "attitudinal", "value"]
GROUPS: tuple[Group, ...] = ("demographic", "behavioural", "attitudinal", "value")
IGNORED = "ignored"  # what a person says of a column about customers that shall not be used, such as an outcome


@dataclass(frozen=True)
class ColumnMap:
    """One guess or correction: a canonical column, the source column it is read from, and how it is written.

    source     name of the source column, or its position from 1 in a file without header.
    date       strptime-like format of a moment ("%d/%m/%Y %H:%M"), several joined by " | " where the file mixes them,
               "iso" for year-month-day with or without time and zone, "excel" for serial day numbers, "unix" or
               "unix_ms" for seconds or milliseconds since 1970, "typed" when the source carries types.
    decimal    decimal mark of numbers, "." or ",".
    by         who decided: "guess", "person" (a --map word or file) or "file" (a saved mapping).
    sure       0 to 1, how sure the guess is.
    examples   up to three values as found.
    """

    canonical: str
    source: str
    date: str = ""
    decimal: Decimal = "."
    by: Literal["guess", "person"] = "guess"
    sure: float = 1.0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceMap:
    """How the files of one kind are read: format facts and the column maps.

    attributes   open kinds only: (source column, attribute name) of every further column that is kept.
    ignored      source columns that are not used, named so that nothing vanishes in silence.
    types        (source column, type as the source gives it, "text" for text files) of every column, in their order;
                 known of sources that were read, absent from mapping files.
    reads        open kinds: (attribute name, type, SQL that reads it from the columns ``c1``, ``c2``, ...); likewise.
    """

    kind: str
    columns: tuple[ColumnMap, ...]
    attributes: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()  # canonical columns declared unique: a repeated key is a duplicate
    fill: bool = False  # cells of the order stand on its first line only, as in shop exports
    types: tuple[tuple[str, str], ...] = ()
    reads: tuple[tuple[str, str, str], ...] = ()

    def get(self, canonical: str) -> ColumnMap | None:
        """The map of a canonical column, or None where the source has none."""
        return next((c for c in self.columns if c.canonical == canonical), None)


@dataclass(frozen=True)
class Mapping:
    """The mappings of all sources of a dataset, with the tables a person put beside them.

    ordered   attribute name -> its levels from low to high, as declared by a person.
    bands     attribute name -> inner edges, as declared by a person ("quantile" and "supervised" are words).
    grids     name -> an RFM grid of the user's own: rows of cut points, checked where it is used.
    traits    attribute name -> what it tells of a customer, as declared by a person: who they are (demographic), what
              they do (behavioural), think (attitudinal) or spend (value).
    """

    sources: dict[str, SourceMap] = field(default_factory=dict)
    ordered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bands: dict[str, tuple[float, ...] | str] = field(default_factory=dict)
    grids: dict[str, object] = field(default_factory=dict)
    traits: dict[str, Group] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """What a person said about reading the sources: a mapping file and single ``kind.canonical=column`` words.

    columns   kind -> canonical column -> source column (or position from 1 as text). Always wins over a guess.
    saved     a mapping read from a file, if one was given; wins over guesses, loses to ``columns``.
    dates     kind -> date order for ambiguous dates.
    dedupe    "none" keeps equal lines (they are reported), "lines" counts them as duplicates.
    traits    attribute name (or column of the customers file) -> what it tells of a customer.
    ignored   attribute names (or columns of the customers file) that shall not be used.
    """

    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    saved: Mapping | None = None
    dates: dict[str, DateOrder] = field(default_factory=dict)
    decimals: dict[str, Decimal] = field(default_factory=dict)
    dedupe: Literal["none", "lines"] = "none"
    traits: dict[str, Group] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
