"""Any source to a raw table: nothing is interpreted, nothing is lost. Every record is a row or a bad record with a reason."""

from coterie.intake.reading.raw import RawColumn, RawFile, RawTable

__all__ = ["RawColumn", "RawFile", "RawTable"]
