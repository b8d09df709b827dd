"""Any source to a raw table: nothing is interpreted, every record is a row or bad for a stated reason."""

from coterie.intake.reading.raw import RawColumn, RawFile, RawTable
from coterie.intake.reading.read import read

__all__ = ["RawColumn", "RawFile", "RawTable", "read"]
