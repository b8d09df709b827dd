"""What kind of file is it? Told by its first and last bytes, never by its name alone."""

import zipfile
from pathlib import Path
from typing import Literal

from coterie.intake.reading.limits import SAMPLE
from coterie.terms import DataRefused, Place, Problem

Kind = Literal["text", "gzip", "zip", "parquet", "workbook"]

_BOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_FOREIGN = (
    (b"%PDF-", "a PDF document", "Export the table from the program that made the PDF"),
    (b"SQLite format 3\0", "a SQLite database", "Export the table as CSV"),
    (b"BZh91AY&SY", "a bzip2 archive", "Unpack it first with 'bunzip2 FILE'"),
    (b"\xfd7zXZ\0", "an xz archive", "Unpack it first with 'unxz FILE'"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it first with 'zstd -d FILE'"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first"),
    (b"Rar!\x1a", "a RAR archive", "Unpack it first"),
    (b"ARROW1\0\0", "an Arrow file", "Write the table as Parquet"),
    (b"RDX3\n", "an R data file", "Write the table as CSV or Parquet"),
    (b"\x89PNG", "a picture", "Give the table itself"),
    (b"\xff\xd8\xff", "a picture", "Give the table itself"),
)
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<div")


def kind_of(path: Path) -> Kind:
    """The kind of a file; DataRefused where it is empty, foreign or damaged beyond reading (COT-201, 207 to 213)."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE // 16)
    if not head:
        raise _refused("COT-201", path, f"{path.name} has 0 bytes")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path)
    _refuse_foreign(path, head)
    return "text"


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as book:
            names = set(book.namelist())
    # zipfile raises NotImplementedError for a compression or version it does not know: to a reader, a damaged file.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        found = f"{path.name} begins like a workbook or zip archive, but its directory cannot be read ({error})"
        raise _refused("COT-212", path, found, "Copy or export the file again; it may be cut short") from error
    if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        return "workbook"
    return "zip"


def _compound(path: Path) -> Kind:
    with path.open("rb") as stream:
        body = stream.read(20 * SAMPLE)
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise _refused("COT-211", path, f"{path.name} is encrypted with a password")
    if "WordDocument".encode("utf-16-le") in body:
        raise _refused("COT-208", path, f"{path.name} is a Word document", "Export its table as CSV")
    return "workbook"


def _refuse_foreign(path: Path, head: bytes) -> None:
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise _refused("COT-208", path, f"{path.name} is {what}", remedy)
    start = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        what = "a web page or XML" + (", although it is named like a workbook" if _named_book(path) else "")
        remedy = "Open it in the spreadsheet program and save it as .xlsx or CSV"
        raise _refused("COT-212" if _named_book(path) else "COT-208", path, f"{path.name} is {what}", remedy)
    if _named_book(path):
        raise _refused("COT-212", path, *_no_book(path, head))
    if path.suffix.lower() in (".parquet", ".pq"):
        found = f"{path.name} is named Parquet, but begins with {head[:4]!r} instead of 'PAR1'"
        raise _refused("COT-213", path, found)


def _no_book(path: Path, head: bytes) -> tuple[str, str]:
    if b"\0" not in head and sum(b < 9 for b in head) == 0:
        first = head[:60].decode("utf-8", "replace").splitlines()[0]
        return (
            f"{path.name} is named like a workbook, but is a text file that begins with {first!r}",
            "Rename it to .csv and try again",
        )
    return f"{path.name} is named like a workbook, but its bytes are none", ""


def _named_book(path: Path) -> bool:
    return path.suffix.lower() in _BOOK_NAMES


def _refused(code: str, path: Path, found: str, remedy: str = "") -> DataRefused:
    return DataRefused(Problem(code, found, remedy=remedy, where=Place(str(path))))
