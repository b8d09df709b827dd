"""Which rows of a file belong to some people, and what is the file without them? The file's own form is kept."""

import csv
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coterie.engine import Engine
from coterie.intake.cells import cell, value
from coterie.intake.load import Seen, see
from coterie.intake.reading import RawTable, read
from coterie.intake.reading.objects import flat, is_json
from coterie.intake.reading.packed import open_packed
from coterie.intake.reading.texts import Text, open_text
from coterie.terms import SPECS, Words

TABLE = "leaving"
CUSTOMER = "customer_id"
BATCH = 50_000


@dataclass(frozen=True)
class Left:
    """What was left out of a file.

    people    the ids, as intake writes them.
    rows      records that are theirs.
    ending    another ending for the file's name where its form had to change (workbooks become ".csv", archives
              what lies in them), else "".
    """

    people: tuple[str, ...] = ()
    rows: int = 0
    ending: str = ""


def leave_out(
    engine: Engine,
    path: Path,
    kind: str,
    words: Words,
    chosen: Callable[[str], bool],
    target: Path,
    *,
    also: tuple[str, ...] = (),
) -> Left:
    """Write a file without the rows of some customers; nothing is written where it holds none of them.

    kind      of source; a kind without customers is left alone.
    words     how its columns are read: a mapping that was saved, and corrections of it.
    chosen    whether a customer's id, cleaned as intake cleans it, is one to leave out.
    target    where the file without them goes.
    also      ids that records which could not be split are searched for, whether or not another row has them.
    Raises    DataRefused for a file that cannot be read; WrongWords.
    """
    raw = read(engine, str(path), TABLE)
    people, lines = _theirs(engine, see(engine, raw, kind, words), chosen)
    bad = _bad_lines(engine, tuple(sorted({*people, *also})))
    if not lines and not bad:
        return Left(people)
    folder = engine.scratch / "leaving-text"
    folder.mkdir(exist_ok=True)
    opened = open_packed(path, folder)
    rows, ending = len(lines | bad), opened.path.suffix if "in the archive" in opened.facts else ""
    if opened.kind == "parquet":
        _parquet_without(opened.path, lines, target)
    elif opened.kind == "workbook":
        _as_csv(engine, raw, lines, target)
        ending = ".csv"
    else:
        _text_without(engine, open_text(opened.path, folder), people, lines | bad, target)
    return Left(people, rows, ending)


def _text_without(engine: Engine, text: Text, people: tuple[str, ...], gone: set[int], target: Path) -> None:
    if is_json(text) and text.sample()[0].lstrip().startswith(b"["):
        _array_without(text, people, target)
    else:
        _lines_without(text, _starts(engine), gone, target)


def _theirs(engine: Engine, seen: Seen, chosen: Callable[[str], bool]) -> tuple[tuple[str, ...], set[int]]:
    """The ids to leave out, and the first lines of their records."""
    column, how = seen.bound.columns.get(CUSTOMER), seen.bound.map.get(CUSTOMER)
    if column is None or how is None:
        return (), set()
    spec = next(each for each in SPECS[seen.kind].columns if each.name == CUSTOMER)
    cells = f"SELECT line, {cell(column, spec)} AS cleaned FROM {TABLE}"
    found = f"SELECT line, {value(column, spec, how, 'cleaned')} AS id FROM ({cells}) AS cells"
    if seen.bound.map.fill:  # the id stands on the first line of an order only
        found = f"SELECT line, last_value(id IGNORE NULLS) OVER (ORDER BY line) AS id FROM ({found}) AS sparse"
    ids = engine.rows(f"SELECT DISTINCT id FROM ({found}) AS found WHERE id IS NOT NULL ORDER BY id")
    people = tuple(str(each) for (each,) in ids if chosen(str(each)))
    if not people:
        return (), set()
    listed = ", ".join("'" + each.replace("'", "''") + "'" for each in people)
    rows = engine.rows(f"SELECT line FROM ({found}) AS found WHERE id IN ({listed}) ORDER BY line")
    return people, {int(line) for (line,) in rows}


def _bad_lines(engine: Engine, people: tuple[str, ...]) -> set[int]:
    """Records that could not be split, but hold one of the ids."""
    if not people:
        return set()
    pattern = re.compile("|".join(rf"(?<![\w.-]){re.escape(each)}(?![\w-])" for each in people))
    rows = engine.rows(f"SELECT line, raw FROM {TABLE}_bad ORDER BY line")
    return {int(line) for line, text in rows if pattern.search(text)}


def _starts(engine: Engine) -> list[int]:
    every = f"SELECT line FROM {TABLE} UNION ALL SELECT line FROM {TABLE}_bad"
    return [int(line) for (line,) in engine.rows(f"SELECT DISTINCT line FROM ({every}) AS every ORDER BY line")]


def _lines_without(text: Text, starts: list[int], gone: set[int], target: Path) -> None:
    """Each record goes from its first line to the line before the next record."""
    with target.open("wb") as out:
        for number, line in enumerate(_physical(text), start=1):
            at = bisect_right(starts, number) - 1
            if at < 0 or starts[at] not in gone:
                out.write(line)


def _physical(text: Text) -> Iterable[bytes]:
    for block in text.blocks():
        yield from block.splitlines(keepends=True) if b"\x0b" not in block else _by_feed(block)


def _by_feed(block: bytes) -> Iterable[bytes]:
    lines = block.split(b"\n")
    yield from (line + b"\n" for line in lines[:-1])
    if lines[-1]:
        yield lines[-1]


def _array_without(text: Text, people: tuple[str, ...], target: Path) -> None:
    rows = json.loads(b"".join(text.blocks()))
    kept = [row for row in rows if not (isinstance(row, dict) and _names(row, people))]
    target.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def _names(row: dict[str, Any], people: tuple[str, ...]) -> bool:
    said = {str(each).strip() for each in flat(row).values() if isinstance(each, str | int)}
    return any(each in said or (("@" in each) and each in {one.lower() for one in said}) for each in people)


def _as_csv(engine: Engine, raw: RawTable, gone: set[int], target: Path) -> None:
    """The sheet as text: what a workbook holds beside its cells is not kept."""
    cells = ", ".join(f"CAST(c{column.position} AS VARCHAR)" for column in raw.columns)
    rows = engine.rows(f"SELECT line, {cells} FROM {TABLE} ORDER BY line")
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        if raw.header:
            writer.writerow([column.name for column in raw.columns])
        writer.writerows(["" if each is None else each for each in row[1:]] for row in rows if int(row[0]) not in gone)


def _parquet_without(path: Path, gone: set[int], target: Path) -> None:
    """Lines are row numbers from 1."""
    source = pq.ParquetFile(path)
    writer = pq.ParquetWriter(target, source.schema_arrow)
    row = 0
    for batch in source.iter_batches(batch_size=BATCH):
        kept = pa.array([row + i + 1 not in gone for i in range(batch.num_rows)], pa.bool_())
        writer.write_batch(batch.filter(kept))
        row += batch.num_rows
    writer.close()
