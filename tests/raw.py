"""Short ways to read a source in a test: bytes to a file, a raw table back to plain rows."""

from pathlib import Path
from typing import Any

from coterie.engine import Engine
from coterie.intake.reading import RawTable


def put(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(engine: Engine, table: RawTable) -> list[tuple[Any, ...]]:
    """The cells of all rows in order of file and line."""
    cells = ", ".join(f"c{c.position}" for c in table.columns)
    return engine.rows(f'SELECT {cells} FROM "{table.name}" ORDER BY file, line')


def lines_of(engine: Engine, table: RawTable) -> list[int]:
    """The first line of every row, in order."""
    return [line for _, line in engine.rows(f'SELECT file, line FROM "{table.name}" ORDER BY file, line')]


def bad_of(engine: Engine, table: RawTable) -> list[tuple[Any, ...]]:
    """Line, code, reason and text of the bad records, in order."""
    return engine.rows(f'SELECT line, code, reason, raw FROM "{table.name}_bad" ORDER BY file, line')
