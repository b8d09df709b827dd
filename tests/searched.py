"""Which files of a workspace name somebody? Every byte is searched, packed and columnar files unpacked first."""

import zipfile
from pathlib import Path

import pyarrow.parquet as pq


def holding(workspace: Path, token: str) -> list[str]:
    """Files that hold a text, relative to the workspace."""
    return sorted(str(p.relative_to(workspace)) for p in workspace.rglob("*") if p.is_file() and _holds(p, token))


def _holds(path: Path, token: str) -> bool:
    content = path.read_bytes()
    if content[:4] == b"PAR1":
        return any(token in str(column.to_pylist()) for column in pq.read_table(path).columns)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return any(token.encode() in packed.read(name) for name in packed.namelist())
    return token.encode() in content
