"""Which table lies in a packed file? A gzip or zip with one table inside is unpacked once, and never beyond a limit."""

import gzip
import lzma
import shutil
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from coterie.intake.reading.kinds import Kind, kind_of
from coterie.intake.reading.limits import BLOCK, BOOK_ENTRIES, UNPACK_FREE, UNPACK_MOST, UNPACK_RATIO
from coterie.terms import DataRefused, Place, Problem

_LAYERS = 2  # a gzip in a zip is common; more is somebody's joke
_TABLES = (".csv", ".tsv", ".tab", ".psv", ".json", ".jsonl", ".ndjson", ".parquet", ".pq", ".gz")
_BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXTS = (".txt", ".dat", ".asc", ".data")
_ABOUT = ("readme", "license", "licence", "changelog")
_SHOWN = 8
_LONGEST = 120  # characters of a name that are kept
# zipfile raises NotImplementedError for an unknown compression and RuntimeError for what it cannot decrypt
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError
)  # fmt: skip


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Opened:
    """Where the bytes of a table lie, and what they are.

    path      the file itself, or what was unpacked from it.
    facts     ``compression`` and, of a zip archive, ``in the archive``: the name of the table.
    """

    path: Path
    kind: Kind
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def packed(self) -> bool:
        """Whether something was unpacked."""
        return bool(self.facts)


def open_packed(path: Path, folder: Path) -> Opened:
    """The table that a file is or holds; what is packed is unpacked into ``folder``.

    Raises    DataRefused: no table or several (COT-208), damaged (COT-209), too large (COT-210), locked with a
              password (COT-211), no room (COT-217), and all that :func:`kind_of` refuses, with the place of ``path``.
    """
    kind, inner = kind_of(path), path
    layers: list[str] = []
    facts: dict[str, str] = {}
    try:
        while kind in ("gzip", "zip"):
            if len(layers) == _LAYERS:
                raise _refused(
                    "COT-208", path, f"{inner.name} is packed once more inside {path.name}", "Unpack it first"
                )
            layers.append(kind)
            below = folder / f"layer-{len(layers)}"
            below.mkdir(parents=True, exist_ok=True)
            inner = _from_gzip(inner, below, path) if kind == "gzip" else _from_zip(inner, below, path, facts)
            kind = kind_of(inner)
    except DataRefused as refused:
        raise placed(refused, path) from refused
    if layers:
        facts = {"compression": " around ".join(layers), **facts}
    return Opened(inner, kind, facts)


def placed(refused: DataRefused, path: Path) -> DataRefused:
    """The same refusal with the file that a person gave as its place, not the one unpacked from it."""
    there = [
        Problem(p.code, p.found, p.expected, p.remedy, Place(str(path), p.where.line, p.where.column))
        for p in refused.problems
    ]
    return DataRefused(there, refused.quality)


def _from_gzip(path: Path, folder: Path, given: Path) -> Path:
    target = folder / (path.name[:-3] if path.name.lower().endswith(".gz") and len(path.name) > 3 else path.name)
    try:
        with gzip.open(path, "rb") as stream:
            _pour(stream, target, path.name, given)
    except EOFError as error:
        found = f"{path.name} ends too early: {path.stat().st_size:,} bytes are not the whole of it"
        raise _refused("COT-209", given, found) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise _refused("COT-209", given, f"{path.name} is damaged inside ({error})") from error
    _refuse_tar(target, path.name, given)
    return target


def _from_zip(path: Path, folder: Path, given: Path, facts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path) as archive:
        part = _the_table(path.name, archive.infolist(), given)
        name = _own_name(part)
        if part.flag_bits & 1:
            raise _refused("COT-211", given, f"{name} in {path.name} is encrypted with a password")
        try:
            with archive.open(part) as stream:
                _pour(stream, folder / name, f"{name} in {path.name}", given)
        except _DAMAGE as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise _refused("COT-209", given, f"{name} in {path.name} is damaged ({error})") from error
    facts["in the archive"] = name
    return folder / name


def _the_table(archive: str, parts: list[zipfile.ZipInfo], given: Path) -> zipfile.ZipInfo:
    """The one part that can be meant: the only one that is named like a table, else the only one."""
    if len(parts) > BOOK_ENTRIES:
        raise _refused("COT-210", given, f"{archive} holds {len(parts):,} files")
    shown = [p for p in parts if not p.is_dir() and _is_shown(p)]
    texts = [p for p in shown if _ends(p, _TEXTS) and not _own_name(p).lower().startswith(_ABOUT)]
    found = [p for p in shown if _ends(p, _TABLES + _BOOKS)] or texts or shown
    if len(found) == 1:
        return found[0]
    if not found:
        raise _refused("COT-208", given, f"{archive} is a zip archive without a file inside", "Pack or export it again")
    names = ", ".join(_shown_name(p) for p in found[:_SHOWN])
    names += f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
    what = "tables" if found is not shown else "files"
    remedy = "Unpack it and give the one table that is meant, or all of them if they are parts of one table"
    raise _refused("COT-208", given, f"{archive} is a zip archive with {len(found):,} {what}: {names}", remedy)


def _is_shown(part: zipfile.ZipInfo) -> bool:
    """Neither hidden nor what a packer or a desktop leaves behind."""
    return not part.filename.startswith("__MACOSX/") and not _own_name(part).startswith((".", "_"))


def _ends(part: zipfile.ZipInfo, endings: tuple[str, ...]) -> bool:
    return _own_name(part).lower().endswith(endings)


def _shown_name(part: zipfile.ZipInfo) -> str:
    return "".join(c if c.isprintable() else "?" for c in part.filename)[:_LONGEST]


def _own_name(part: zipfile.ZipInfo) -> str:
    """The last part of its name, so that nothing is written outside of the folder; never empty, never a path."""
    name = PurePosixPath(part.filename.replace("\\", "/")).name
    kept = "".join(c for c in name if c.isprintable() and c not in '/:*?"<>|')[-_LONGEST:]
    return kept if kept.strip(". ") else "table"


def _pour(stream: _Readable, target: Path, name: str, given: Path) -> None:
    """Unpack in small pieces, and stop where it becomes more than the file given can honestly hold."""
    packed, size = given.stat().st_size, 0
    room = shutil.disk_usage(target.parent).free
    with target.open("wb") as out:
        while chunk := stream.read(BLOCK // 4):
            size += len(chunk)
            if size > UNPACK_MOST or (size > UNPACK_FREE and size > UNPACK_RATIO * packed):
                found = f"{given.name} has {packed:,} bytes and unpacks to more than {size:,}"
                raise _refused("COT-210", given, found)
            if size > room:
                found = f"{given.name} unpacks to more than the {room:,} bytes free in {target.parent}"
                raise _refused("COT-217", given, found)
            out.write(chunk)
    if not size:
        raise _refused("COT-201", given, f"{name} unpacks to 0 bytes")


def _refuse_tar(path: Path, name: str, given: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(512)
    if head[257:262] == b"ustar":
        remedy = "Unpack it with 'tar -xzf FILE', then give the table"
        raise _refused("COT-208", given, f"{name} is a tar archive packed with gzip", remedy)


def _refused(code: str, path: Path, found: str, remedy: str = "") -> DataRefused:
    return DataRefused(Problem(code, found, remedy=remedy, where=Place(str(path))))
