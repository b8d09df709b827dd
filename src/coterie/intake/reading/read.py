"""How does any source become one raw table? Each file becomes a part; parts are united by column name."""

import errno
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from coterie.engine import Engine, Named, Step, bring, ident, is_frame, named
from coterie.intake.reading.columnar import read_frame, read_parquet
from coterie.intake.reading.delimited import read_delimited
from coterie.intake.reading.files import find
from coterie.intake.reading.objects import is_json, read_json
from coterie.intake.reading.packed import Opened, open_packed, placed
from coterie.intake.reading.raw import RawFile, RawTable
from coterie.intake.reading.sink import Part, Sink
from coterie.intake.reading.texts import hash_of, open_text
from coterie.intake.reading.unite import unite
from coterie.intake.reading.workbooks import read_workbook
from coterie.terms import DataRefused, Place, Problem, WrongWords, short_names


def read(engine: Engine, source: Any, name: str, *, header: bool | None = None, most: int | None = None) -> RawTable:
    """Read a source into the engine without interpreting it.

    source    a path, a folder or a pattern (text or Path), the address of a database with a table or query behind #,
              or a data frame of pandas, Polars, Arrow or DuckDB.
    name      name of the table; ``<name>_bad`` takes the records that could not be split.
    header    whether text files and sheets begin with column names; None guesses.
    most      rows of a delimited text after which reading ends with the block at hand; None reads all. The fact
              "looked at" then says how many of the first rows stand here.
    Returns   the raw table. ``name`` has ``file`` (index into ``files``), ``line`` (first physical line of the record;
              sheet row; row number in typed tables) and ``c1`` ... ``cn``: text exactly as found, NULL for an empty
              unquoted field, the source's own types in typed tables.
    Raises    WrongWords (COT-112, COT-203) where there is no such file, DataRefused (COT-201 to COT-218) with the
              problems of all files at once.
    """
    if is_frame(source):
        return _read_frame(engine, source, name)
    if not isinstance(source, str | Path):
        raise WrongWords(Problem("COT-112", f"a {type(source).__name__} is neither a path nor a data frame"))
    base = named(str(source))
    if base is not None:
        return _read_base(engine, base, name, most)
    found = find(str(source))
    sink = Sink(engine.scratch, name)
    taken: list[_Taken] = []
    problems: list[Problem] = []
    for i, path in enumerate(found.paths):
        try:
            taken.append(_read_file(engine, path, sink, i, header, most))
        except (DataRefused, WrongWords) as error:
            problems += error.problems
        except OSError as error:
            problems.append(_trouble(path, error))
    sink.close()
    if problems:
        raise DataRefused(problems)
    if found.skipped:
        taken[0].part.facts["files left out"] = ", ".join(found.skipped)
    return _stand(engine, name, taken, sink)


@dataclass(frozen=True)
class _Taken:
    path: Path
    sha256: str
    family: str
    part: Part
    told: str = ""  # the address of a table, which lay in a file only on the way

    @property
    def name(self) -> str:
        return self.told or str(self.path)


def _read_file(engine: Engine, path: Path, sink: Sink, file: int, header: bool | None, most: int | None) -> _Taken:
    folder = sink.folder / f"text-{file}"
    folder.mkdir()
    opened = open_packed(path, folder)
    try:
        family, digest, part = _read_opened(engine, opened, sink, file, header, most, folder)
    except DataRefused as refused:
        raise (placed(refused, path) if opened.packed else refused) from refused
    part.facts.update(opened.facts)
    return _Taken(path, hash_of(path) if opened.packed else digest, family, part)


def _read_opened(
    engine: Engine, opened: Opened, sink: Sink, file: int, header: bool | None, most: int | None, folder: Path
) -> tuple[str, str, Part]:
    """The family of a file, the hash of its bytes, and what it became."""
    path = opened.path
    if opened.kind == "parquet":
        return "Parquet", hash_of(path), read_parquet(engine, path, sink, file)
    if opened.kind == "workbook":
        return "workbook", hash_of(path), read_workbook(path, sink, file, header)
    text = open_text(path, folder)
    if is_json(text):
        return "JSON", text.sha256, read_json(text, sink, file)
    return "text", text.sha256, read_delimited(text, sink, file, header, most=most)


def _trouble(path: Path, error: OSError) -> Problem:
    if error.errno == errno.ENOSPC:
        return Problem("COT-217", f"the temporary folder filled up while {path.name} was read", where=Place(str(path)))
    return Problem("COT-204", f"{path.name} cannot be read ({error.strerror or error})", where=Place(str(path)))


def _stand(engine: Engine, name: str, taken: list[_Taken], sink: Sink) -> RawTable:
    """Make the views of a source and its account."""
    _same_family(taken)
    _some_rows(engine, name, taken, sink)
    first: dict[str, str] = {}
    files = []
    names = short_names([t.name for t in taken])
    for t, short in zip(taken, names, strict=True):
        facts = dict(t.part.facts)
        facts.setdefault("format", "text")
        if t.sha256 in first:
            facts["duplicate_of"] = first[t.sha256]
        first.setdefault(t.sha256, t.name)
        written = None if t.told else _written(t.path)
        files.append(RawFile(t.name, t.sha256, t.part.rows, facts, t.part.bad, written, short))
    columns = unite(engine, name, [(t.name, t.part) for t in taken], files)
    rows, bad = sum(f.rows for f in files), sum(f.bad for f in files)
    return RawTable(name, columns, tuple(files), taken[0].part.header, rows, bad)


def _written(path: Path) -> date | None:
    """The day on which a file was written last, in UTC; None where a packer has set it to a day of its own."""
    day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return day if day.year >= 2000 else None


def _same_family(taken: list[_Taken]) -> None:
    families = sorted({t.family for t in taken})
    if len(families) > 1:
        examples = "; ".join(f"{f}: {next(t.path.name for t in taken if t.family == f)}" for f in families)
        raise DataRefused(Problem("COT-205", f"{len(taken)} files of {len(families)} kinds ({examples})"))


def _some_rows(engine: Engine, name: str, taken: list[_Taken], sink: Sink) -> None:
    """Make the view of bad records, and refuse a source that has nothing else (COT-215)."""
    sql = "SELECT file, line, code, reason, raw FROM read_parquet($bad)"
    engine.run(Step(f"{name}_bad", sql, "a record that could not be split", keep=False), bad=str(sink.bad_path))
    if any(t.part.rows for t in taken):
        return
    shown = engine.rows(f"SELECT file, line, reason FROM {ident(name + '_bad')} ORDER BY file, line LIMIT 3")
    problems = [
        Problem("COT-215", f"{reason} (the first of several)", where=Place(taken[file].name, line))
        for file, line, reason in shown
    ]
    raise DataRefused(problems or [Problem("COT-201", f"no records in {taken[0].name}")])


def _read_base(engine: Engine, base: Named, name: str, most: int | None) -> RawTable:
    """A table or query of a database, which comes as text and is read like a file."""
    sink = Sink(engine.scratch, name)
    copy = sink.folder / "table.csv"
    bring(base, copy)
    try:
        taken = replace(_read_file(engine, copy, sink, 0, True, most), told=base.told)
    except DataRefused as refused:
        where = Place(base.told)
        told = [replace(each, found=each.found.replace(copy.name, "it"), where=where) for each in refused.problems]
        raise DataRefused(told) from None
    sink.close()
    return _stand(engine, name, [taken], sink)


def _read_frame(engine: Engine, frame: Any, name: str) -> RawTable:
    table, columns, facts, digest = read_frame(frame)
    engine.drop(name)
    engine.add_frame(name, table)
    types = engine.columns(name)
    columns = tuple(replace(c, type=types[f"c{c.position}"]) for c in columns)
    sink = Sink(engine.scratch, name)
    sink.close()
    sql = "SELECT file, line, code, reason, raw FROM read_parquet($bad)"
    engine.run(Step(f"{name}_bad", sql, "a record that could not be split", keep=False), bad=str(sink.bad_path))
    given = RawFile("data frame", digest, table.num_rows, facts)
    return RawTable(name, columns, (given,), True, table.num_rows, 0)
