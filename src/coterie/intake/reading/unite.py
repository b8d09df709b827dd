"""How do several files become one table? Their columns are united by name; what differs is said, or refused by name."""

from collections.abc import Sequence

from coterie.engine import Engine, Step
from coterie.intake.reading.raw import RawColumn, RawFile
from coterie.intake.reading.sink import Part
from coterie.terms import DataRefused, Place, Problem

Key = tuple[str, int]  # a column name without outer white space, and which of its like-named columns
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_MOMENTS = ("DATE", "TIMESTAMP")


def unite(
    engine: Engine, name: str, parts: Sequence[tuple[str, Part]], files: Sequence[RawFile]
) -> tuple[RawColumn, ...]:
    """Make the view ``name`` over the parts of a source and return its columns; differences become facts of ``files``.

    Raises    DataRefused (COT-206) where a file has no header and others have, or shares no column with the first.
    """
    keys = [_keys(part) for _, part in parts]
    _refuse_strangers(parts, keys)
    order: dict[Key, str] = {}
    for (_, part), own in zip(parts, keys, strict=True):
        for column, key in zip(part.columns, own, strict=True):
            order.setdefault(key, column.name)
    for own, file in zip(keys, files, strict=True):
        lacking = [order[key] or "(no name)" for key in order if key not in set(own)]
        if lacking:
            file.facts["columns missing here"] = ", ".join(lacking)
    selects, parameters = _selects(engine, name, [part for _, part in parts], keys, list(order))
    engine.run(Step(name, "\nUNION ALL\n".join(selects), "a record of the source", keep=False), **parameters)
    standing = engine.columns(name)
    text = all(column.type == "text" for _, part in parts for column in part.columns)
    return tuple(
        RawColumn(label, "text" if text else standing[f"c{i + 1}"], i + 1) for i, label in enumerate(order.values())
    )


def _keys(part: Part) -> list[Key]:
    seen: dict[str, int] = {}
    keys = []
    for column in part.columns:
        label = column.name.strip()
        seen[label] = seen.get(label, 0) + 1
        keys.append((label, seen[label]))
    return keys


def _refuse_strangers(parts: Sequence[tuple[str, Part]], keys: Sequence[list[Key]]) -> None:
    path, first = parts[0]
    problems = []
    for (other, part), own in zip(parts[1:], keys[1:], strict=True):
        if part.header != first.header:
            with_names, without = (path, other) if first.header else (other, path)
            found = f"{with_names} begins with column names, {without} does not"
        elif not part.header and len(own) != len(keys[0]):
            found = f"{len(own)} columns where {path} has {len(keys[0])}, and neither has column names"
        elif not set(own) & set(keys[0]):
            found = f"columns {_shown(part)}; {path} has {_shown(first)}, and no name is shared"
        else:
            continue
        problems.append(Problem("COT-206", found, where=Place(other)))
    if problems:
        raise DataRefused(problems)


def _shown(part: Part) -> str:
    names = [column.name for column in part.columns]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _selects(
    engine: Engine, name: str, parts: Sequence[Part], keys: Sequence[list[Key]], order: Sequence[Key]
) -> tuple[list[str], dict[str, str]]:
    """One SELECT for each group of text files with the same columns, and for each typed file."""
    groups: dict[object, list[int]] = {}
    for i, part in enumerate(parts):
        if part.paths:
            text = all(column.type == "text" for column in part.columns)
            groups.setdefault((tuple(keys[i]), part.cells) if text else i, []).append(i)
    parameters: dict[str, str] = {}
    sources, types = [], []
    for group in groups.values():
        names = []
        for path in (path for i in group for path in parts[i].paths):
            names.append(f"p{len(parameters)}")
            parameters[names[-1]] = str(path)
        listed = ", ".join(f"${n}" for n in names)
        part = parts[group[0]]
        number = "" if part.line == "line" else ", file_row_number=true"
        source = f"read_parquet([{listed}], union_by_name=true{number})"
        sources.append((group[0], source))
        types.append(_types(engine, name, part, keys[group[0]], source, {n: parameters[n] for n in names}))
    as_text = {key for key in order if _differ([t[key] for t in types if key in t])}
    selects = [_select(i, parts[i], keys[i], order, source, as_text) for i, source in sources]
    return selects, parameters


def _types(
    engine: Engine, name: str, part: Part, own: list[Key], source: str, parameters: dict[str, str]
) -> dict[Key, str]:
    if all(column.type == "text" for column in part.columns):
        return dict.fromkeys(own, "VARCHAR")
    look = f"{name}__look"
    cells = ", ".join(f"{cell} AS c{i + 1}" for i, cell in enumerate(part.cells))
    engine.run(Step(look, f"SELECT {cells} FROM {source}", "the types of a file", keep=False), **parameters)
    found = engine.columns(look)
    engine.drop(look)
    return {key: found[f"c{i + 1}"] for i, key in enumerate(own)}


def _differ(types: Sequence[str]) -> bool:
    """Whether types of one column in several files have no common type but text."""
    if len(set(types)) < 2:
        return False
    numbers = all(t in _NUMBERS or t in ("FLOAT", "DOUBLE") or t.startswith("DECIMAL") for t in types)
    return not (numbers or all(t in _MOMENTS for t in types))


def _select(i: int, part: Part, own: list[Key], order: Sequence[Key], source: str, as_text: set[Key]) -> str:
    cells = dict(zip(own, part.cells, strict=True))
    file = "file" if part.line == "line" else f"{i}::INTEGER AS file"
    listed = []
    for position, key in enumerate(order):
        cell = cells.get(key, "NULL")
        cast = f"CAST({cell} AS VARCHAR)" if key in as_text and cell != "NULL" else cell
        listed.append(f"{cast} AS c{position + 1}")
    return f"SELECT {file}, {part.line} AS line, {', '.join(listed)} FROM {source}"
