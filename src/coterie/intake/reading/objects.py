"""How is JSON read? One object a row, from JSON lines or one array; values stay text as they stand in the file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from coterie.intake.reading.limits import MAX_COLUMNS, MAX_FIELD
from coterie.intake.reading.raw import RawColumn
from coterie.intake.reading.records import lines_of
from coterie.intake.reading.sink import BadRecord, Part, Sink
from coterie.intake.reading.texts import Text
from coterie.terms import DataRefused, Place, Problem

_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_BATCH = 50_000
_DEEPEST = 3  # objects within objects whose fields become columns
_FIELDS = 50  # of an object within an object: one with more is a list of its own kind
_ARRAY_MOST = 500_000_000  # bytes of one JSON array, which must be held as a whole


@dataclass
class _Rows:
    """Rows gathered so far, by column in order of first appearance."""

    positions: dict[str, int] = field(default_factory=dict)
    cells: list[list[str | None]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    nested: set[str] = field(default_factory=set)
    flat: set[str] = field(default_factory=set)

    def add(self, line: int, row: dict[str, Any]) -> None:
        count = len(self.lines)
        for name, value in row.items():
            if name not in self.positions:
                self.positions[name] = len(self.cells)
                self.cells.append([None] * count)
            if isinstance(value, dict | list):
                self.nested.add(name)
            elif value is not None:
                self.flat.add(name)
        self.lines.append(line)
        for name, column in zip(self.positions, self.cells, strict=True):
            column.append(_text(row.get(name)))


def flat(row: dict[str, Any], depth: int = _DEEPEST) -> dict[str, Any]:
    """An object with the fields of objects inside it beside its own, as "customer.id"; lists stay where they are.

    >>> flat({"id": 1, "customer": {"id": 7, "address": {"city": "Bonn"}}, "items": [2]})
    {'id': 1, 'customer.id': 7, 'customer.address.city': 'Bonn', 'items': [2]}
    """
    if not depth or not any(isinstance(value, dict) for value in row.values()):
        return row
    out: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict) and 0 < len(value) <= _FIELDS:
            inner = flat({f"{name}.{field}": each for field, each in value.items()}, depth - 1)
            if not inner.keys() & (row.keys() | out.keys()):
                out |= inner
                continue
        out[name] = value
    return out


def is_json(text: Text) -> bool:
    """Whether a text begins like JSON objects or an array of them."""
    head = text.sample()[0][:4096].lstrip()
    if head.startswith(b"{"):
        return text.given.suffix != ".csv" or b'"' in head.split(b":", 1)[0]
    return head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"]", b"")


def read_json(text: Text, sink: Sink, file: int) -> Part:
    """Read JSON lines or an array of objects into the scratch folder.

    Raises    DataRefused: no objects (COT-216), no row (COT-202), too many columns (COT-214), all nested (COT-218).
    """
    rows, bad, count = _Rows(), 0, 0
    paths: list[Path] = []
    is_array = text.sample()[0].lstrip().startswith(b"[")
    for line, found in _array(text) if is_array else _lines(text):
        if isinstance(found, BadRecord):
            bad += sink.add_bad(file, [found])
            continue
        rows.add(line, found)
        if len(rows.positions) > MAX_COLUMNS:
            raise _refused("COT-214", text, f"more than {MAX_COLUMNS:,} names in the objects")
        if len(rows.lines) == _BATCH:
            count += _flush(rows, sink, file, paths)
    count += _flush(rows, sink, file, paths)
    if not count:
        code, why = ("COT-216", f"none of {bad:,} lines is an object") if bad else ("COT-202", "the array is empty")
        raise _refused(code, text, f"{text.given.name}: {why}")
    facts = {"format": "JSON array" if is_array else "JSON lines", **text.facts}
    keep = [name for name in rows.positions if name not in rows.nested - rows.flat]
    if rows.nested:
        facts["nested values"] = ", ".join(n for n in rows.positions if n in rows.nested)
    if not keep and count == 1:
        why = f"{text.given.name} is one object, whose rows seem to stand in {', '.join(rows.positions)}"
        remedy = "Write that list alone into the file, or each of its objects on a line of its own"
        raise DataRefused(Problem("COT-216", why, remedy=remedy, where=Place(str(text.given))))
    if not keep:
        raise _refused("COT-218", text, f"all values of {text.given.name} are nested")
    columns = tuple(RawColumn(name, "text", i + 1) for i, name in enumerate(keep))
    cells = tuple(f"c{rows.positions[name] + 1}" for name in keep)
    return Part(columns, True, count, bad, facts, tuple(paths), cells=cells)


def _flush(rows: _Rows, sink: Sink, file: int, paths: list[Path]) -> int:
    count = len(rows.lines)
    if count:
        writer = sink.rows_of(file, f"-{len(paths)}")
        writer.write(np.array(rows.lines, dtype=np.int64), [pa.array(c, pa.string()) for c in rows.cells])
        writer.close()
        paths.append(writer.path)
        rows.lines.clear()
        for column in rows.cells:
            column.clear()
    return count


def _lines(text: Text) -> Iterator[tuple[int, dict[str, Any] | BadRecord]]:
    number = 0
    for block in text.blocks():
        for line in lines_of(block):
            number += 1
            if line.strip():
                yield number, _object(number, line)


def _object(number: int, line: str) -> dict[str, Any] | BadRecord:
    try:
        found = _DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        return BadRecord(number, "COT-227", f"not JSON: {str(error)[:120]}", line)
    if not isinstance(found, dict):
        return BadRecord(number, "COT-227", f"a {type(found).__name__}, not an object", line)
    return _sound(number, flat(found), line)


def _sound(number: int, row: dict[str, Any], raw: str) -> dict[str, Any] | BadRecord:
    """The row, or why a database cannot take it."""
    for value in row.values():
        if isinstance(value, str):
            if len(value) > MAX_FIELD:
                return BadRecord(number, "COT-224", f"a field of {len(value):,} characters", raw)
            if "\0" in value:
                return BadRecord(number, "COT-223", "a NUL character in a value", raw)
            if not value.isascii() and any(0xD800 <= ord(c) <= 0xDFFF for c in value):
                return BadRecord(number, "COT-225", "half of a character (a lone surrogate) in a value", raw)
    return row


def _array(text: Text) -> Iterator[tuple[int, dict[str, Any] | BadRecord]]:
    if text.path.stat().st_size > _ARRAY_MOST:
        raise _refused("COT-216", text, f"{text.given.name} is one array of more than {_ARRAY_MOST:,} bytes")
    whole = b"".join(text.blocks()).decode("utf-8", "surrogateescape")
    at, line, seen = _skip(whole, whole.index("[") + 1), 1, 0
    while at < len(whole) and whole[at] != "]":
        line += whole.count("\n", seen, at)
        seen = at
        try:
            found, end = _DECODER.raw_decode(whole, at)
        except (ValueError, RecursionError) as error:
            raise _refused("COT-216", text, f"the array breaks off at line {line} ({error})") from error
        if isinstance(found, dict):
            yield line, _sound(line, flat(found), whole[at:end])
        else:
            yield line, BadRecord(line, "COT-227", f"a {type(found).__name__}, not an object", whole[at:end])
        at = _skip(whole, end)
    if at >= len(whole):
        raise _refused("COT-216", text, f"the array in {text.given.name} has no end: the file may be cut short")


def _skip(whole: str, at: int) -> int:
    while at < len(whole) and whole[at] in " \t\n,":
        at += 1
    return at


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _refused(code: str, text: Text, found: str) -> DataRefused:
    return DataRefused(Problem(code, found, where=Place(str(text.given))))
