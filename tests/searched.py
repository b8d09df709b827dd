"""Which files of a workspace name somebody? Every byte is searched, packed and columnar files unpacked first."""

import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq


def holding(workspace: Path, token: str) -> list[str]:
    """Files that hold a text, relative to the workspace."""
    files = (Path(folder) / name for folder, _, names in os.walk(workspace) for name in names)
    return sorted(str(path.relative_to(workspace)) for path in files if _holds(path, token))


def _holds(path: Path, token: str) -> bool:
    with suppress(FileNotFoundError):  # what a running studio has just thrown away holds nothing
        return _says(path, token)
    return False


def _says(path: Path, token: str) -> bool:
    content = path.read_bytes()
    if content[:4] == b"PAR1":
        return any(token in str(column.to_pylist()) for column in pq.read_table(path).columns)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return any(token.encode() in packed.read(name) for name in packed.namelist())
    return token.encode() in content
