"""How is a mapping kept in a file that a person can read and change? mapping.toml, written and read without loss."""

import json
import tomllib
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any, Literal, cast

from coterie.intake.dates import known
from coterie.intake.words import did_you_mean
from coterie.terms import SPECS, ColumnMap, Mapping, Place, Problem, SourceMap, WrongWords
from coterie.terms.mapping import GROUPS, Group

_COLUMN_KEYS = ("source", "date", "decimal", "by", "sure", "examples")
_SOURCE_KEYS = ("columns", "attributes", "ignored", "unique", "fill")


def mapping_toml(mapping: Mapping) -> str:
    """The mapping as the text of a TOML file; :func:`read_mapping` gives the same mapping back."""
    out = ["# Which column is which. Change what is wrong and give this file back with --map.", ""]
    for kind in sorted(mapping.sources):
        out += _source_lines(kind, mapping.sources[kind])
    for name in ("ordered", "bands", "grids", "traits"):
        table = cast("Dict[str, object]", getattr(mapping, name))
        if table:
            out += _table_lines((name,), table)
    return "\n".join(out).rstrip("\n") + "\n"


def _source_lines(kind: str, source: SourceMap) -> list[str]:
    out = [f"[{_key(kind)}]"]
    if source.unique:
        out.append(f"unique = {_value(source.unique)}  # a repeated key is a duplicate")
    if source.fill:
        out.append("fill = true  # cells of the order stand on its first line only")
    if source.ignored:
        out.append(f"ignored = {_value(source.ignored)}  # columns that are not used")
    out.append("")
    for column in source.columns:
        out.append(f"[{_key(kind)}.columns.{_key(column.canonical)}]")
        out.append(f"source = {_value(column.source)}")
        out += [f"date = {_value(column.date)}"] if column.date else []
        out += [f"decimal = {_value(column.decimal)}"] if column.decimal != "." else []
        out += [f"by = {_value(column.by)}", f"sure = {_value(column.sure)}"]
        out += [f"examples = {_value(column.examples)}"] if column.examples else []
        out.append("")
    if source.attributes:
        out.append(f"[{_key(kind)}.attributes]  # name of the trait = column of the file")
        out += [f"{_key(name)} = {_value(column)}" for column, name in source.attributes]
        out.append("")
    return out


def _table_lines(path: tuple[str, ...], table: "Dict[str, object]") -> list[str]:
    plain = {k: v for k, v in table.items() if not isinstance(v, dict)}
    out = ["[" + ".".join(_key(p) for p in path) + "]"] + [f"{_key(k)} = {_value(v)}" for k, v in plain.items()] + [""]
    for key, inner in table.items():
        if isinstance(inner, dict):
            out += _table_lines((*path, key), inner)
    return out


def _key(name: str) -> str:
    return name if name and all(c.isascii() and (c.isalnum() or c in "_-") for c in name) else _text(name)


def _text(text: str) -> str:
    # JSON escapes are TOML escapes, but for the one character that JSON may leave as it is and TOML may not.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    return _text(str(value))


def read_mapping(path: str | Path) -> Mapping:
    """The mapping that a file holds.

    path      a mapping.toml; every key of it must be known.
    Raises    WrongWords (COT-309) with every fault of the file.
    """
    place = Place(file=str(path))
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise WrongWords(Problem("COT-309", "there is no such mapping file", where=place)) from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongWords(Problem("COT-309", f"the mapping file cannot be read ({fault})", where=place)) from fault
    reader = _Reader(place)
    mapping = reader.mapping(content)
    if reader.problems:
        raise WrongWords(reader.problems)
    return mapping


class _Reader:
    """Walks the content of a mapping file and gathers every fault in it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []

    def mapping(self, content: dict[str, Any]) -> Mapping:
        top = (*SPECS, "ordered", "bands", "grids", "traits")
        sources = {k: self.source(k, v) for k, v in content.items() if k in SPECS and self.is_table(k, v)}
        for key in content:
            if key not in top:
                self.fault(f"[{key}] is not known{did_you_mean(key, top)}")
        return Mapping(
            sources=sources,
            ordered={
                k: tuple(str(x) for x in v) for k, v in self.table(content, "ordered").items() if self.is_list(k, v)
            },
            bands={k: v if isinstance(v, str) else self.edges(k, v) for k, v in self.table(content, "bands").items()},
            grids=self.table(content, "grids"),
            traits={k: cast(Group, v) for k, v in self.table(content, "traits").items() if self.is_group(k, v)},
        )

    def source(self, kind: str, table: dict[str, Any]) -> SourceMap:
        self.know(kind, table, _SOURCE_KEYS)
        columns = tuple(
            self.column(kind, name, entry)
            for name, entry in self.table(table, "columns").items()
            if self.is_column(kind, name)
        )
        unique = tuple(str(u) for u in table.get("unique", ()))
        for each in unique:
            self.is_column(kind, each)
        attributes = tuple((str(column), name) for name, column in self.table(table, "attributes").items())
        ignored = tuple(str(i) for i in table.get("ignored", ()))
        return SourceMap(kind, columns, attributes, ignored, unique, bool(table.get("fill", False)))

    def column(self, kind: str, name: str, entry: object) -> ColumnMap:
        if isinstance(entry, str | int):
            return ColumnMap(name, str(entry), by="person")
        if not isinstance(entry, dict) or "source" not in entry:
            self.fault(f"{kind}.columns.{name} names no source column")
            return ColumnMap(name, "")
        self.know(f"{kind}.columns.{name}", entry, _COLUMN_KEYS)
        form, decimal, by = str(entry.get("date", "")), entry.get("decimal", "."), entry.get("by", "person")
        if form and not known(form):
            self.fault(f'{kind}.columns.{name}.date is "{form}", expected a format such as "%d/%m/%Y" or "iso"')
        if decimal not in (".", ","):
            self.fault(f'{kind}.columns.{name}.decimal is "{decimal}", expected "." or ","')
        who: Literal["guess", "person"] = "guess" if by == "guess" else "person"
        sure, examples = float(entry.get("sure", 1.0)), tuple(str(e) for e in entry.get("examples", ()))
        return ColumnMap(name, str(entry["source"]), form, decimal, who, sure, examples)

    def edges(self, name: str, value: object) -> tuple[float, ...] | str:
        if self.is_list(name, value):
            numbers = cast("list[object]", value)
            if all(isinstance(n, int | float) for n in numbers):
                return tuple(float(cast(float, n)) for n in numbers)
            self.fault(f"bands.{name} holds something that is no number")
        return ()

    def is_column(self, kind: str, name: str) -> bool:
        if name in SPECS[kind].names:
            return True
        self.fault(f"{kind} has no column {name}{did_you_mean(name, SPECS[kind].names)}")
        return False

    def is_group(self, name: str, value: object) -> bool:
        if value not in GROUPS:
            self.fault(f'traits.{name} is "{value}", expected one of {", ".join(GROUPS)}')
        return value in GROUPS

    def is_table(self, name: str, value: object) -> bool:
        if not isinstance(value, dict):
            self.fault(f"{name} should be a table")
        return isinstance(value, dict)

    def is_list(self, name: str, value: object) -> bool:
        if not isinstance(value, list):
            self.fault(f"{name} should be a list")
        return isinstance(value, list)

    def table(self, content: dict[str, Any], name: str) -> dict[str, Any]:
        value = content.get(name, {})
        return cast("dict[str, Any]", value) if self.is_table(name, value) else {}

    def know(self, where: str, table: dict[str, Any], keys: tuple[str, ...]) -> None:
        for key in table:
            if key not in keys:
                self.fault(f"{where}.{key} is not known{did_you_mean(key, keys)}")

    def fault(self, found: str) -> None:
        self.problems.append(Problem("COT-309", found, where=self.place))
