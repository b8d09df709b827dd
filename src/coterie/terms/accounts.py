"""What was read, and where did every row end? The account of a source, and the dataset as a whole."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coterie.terms.mapping import Mapping

if TYPE_CHECKING:
    from coterie.terms.quality import QualityReport


@dataclass(frozen=True)
class Account:
    """Rows and money of one source kind; each row ends in exactly one of accepted, rejected and duplicate.

    Amounts are integers of 1/10,000 of the currency and sum over the rows whose amount could be read.
    """

    read: int
    accepted: int
    rejected: int
    duplicate: int
    amount_read: int = 0
    amount_accepted: int = 0
    amount_rejected: int = 0
    amount_duplicate: int = 0

    def __post_init__(self) -> None:
        if self.accepted + self.rejected + self.duplicate != self.read:
            raise ValueError(f"rows do not add up: {self}")
        if self.amount_accepted + self.amount_rejected + self.amount_duplicate != self.amount_read:
            raise ValueError(f"amounts do not add up: {self}")


@dataclass(frozen=True)
class SourceTable:
    """The accepted rows of one kind, standing in the engine under the kind's own name."""

    kind: str
    account: Account
    columns: tuple[str, ...]  # canonical columns that are present (mapped), in canonical order
    attributes: tuple[str, ...] = ()  # open kinds: the further columns, in source order
    files: tuple[tuple[str, str], ...] = ()  # (path as given, sha256)


@dataclass(frozen=True)
class Dataset:
    """The accepted rows of all sources: typed, immutable, identified by a content hash.

    currency    the one currency of all money, "" where the source names none.
    first_day   day of the first accepted order (None without orders); last_day likewise.
    id          sha256 over the accepted rows' sources and the mapping, hex.
    """

    tables: dict[str, SourceTable]
    mapping: Mapping
    quality: "QualityReport"
    id: str
    currency: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def has(self, kind: str) -> bool:
        """Whether a source of that kind was given and has accepted rows."""
        return kind in self.tables

    def has_column(self, kind: str, column: str) -> bool:
        """Whether that canonical column of that kind is mapped."""
        return kind in self.tables and column in self.tables[kind].columns
