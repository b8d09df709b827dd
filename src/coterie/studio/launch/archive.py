"""How is a workspace kept safe and brought back? One archive with every file, its check sum, and a copy of the records.

The archive holds personal data and the secret key. It is written readable by its owner alone.
"""

import hashlib
import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO

LIST = "coterie-backup.json"
FORM = 1
LEFT = ("static", "tmp", "prepare.lock", "compact.due")  # made anew at each start
DATABASES = (".sqlite3",)
BESIDE = ("-wal", "-shm", "-journal")
BLOCK = 2**20


class Broken(Exception):
    """The archive or the place for it is not as it should be; the words say how."""


def main(deed: str, file: Path, workspace: Path) -> int:
    """Do it and say so; the exit code."""
    try:
        if deed == "backup":
            count = backup(workspace, file)
            said = f"{count:,} files of {workspace} are in {file}. It holds personal data and the key: keep it safe."
        elif deed == "restore":
            count = restore(file, workspace)
            said = f"{count:,} files are back in {workspace}. Start it with: coterie studio --workspace {workspace}"
        else:
            count = check(file)
            said = f"{file} is whole: {count:,} files, every check sum right."
    except (Broken, OSError, tarfile.TarError, EOFError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


def backup(workspace: Path, file: Path) -> int:
    """Write the archive, also while the studio runs; how many files it holds.

    Raises:
        Broken: there is no workspace, or the archive would lie inside it.
    """
    if not (workspace / "secret.key").exists():
        raise Broken(f"{workspace} is no workspace of the studio: it has no secret.key.")
    if file.is_relative_to(workspace):
        raise Broken("The archive would lie inside the workspace. Write it to another folder.")
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    sums: dict[str, str] = {}
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as packed:
                for path in _files(workspace):
                    name = path.relative_to(workspace).as_posix()
                    sums[name] = _put(packed, path, name)
                told = {"form": FORM, "coterie": version("coterie"), "sums": sums}
                _put_bytes(packed, LIST, json.dumps(told, indent=1).encode())
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    return len(sums)


def check(file: Path) -> int:
    """Read every file of an archive and compare its check sum; how many there are. Raises Broken."""
    found, told = {}, None
    for name, content in _members(file):
        if name == LIST:
            told = json.loads(content.read())
        else:
            found[name] = _sum(content)
    return _compared(file, found, told)


def restore(file: Path, workspace: Path) -> int:
    """Bring an archive back into an empty folder, whole or not at all; how many files.

    Raises:
        Broken: the folder is not empty, or the archive is not whole.
    """
    if workspace.exists() and any(workspace.iterdir()):
        raise Broken(f"{workspace} is not empty. Name a new folder, so that nothing there is lost.")
    workspace.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".coterie-restore-", dir=workspace.parent) as draft:
        root, found, told = Path(draft) / "workspace", {}, None
        root.mkdir(mode=0o700)
        for name, content in _members(file):
            if name == LIST:
                told = json.loads(content.read())
                continue
            target = (root / name).resolve()
            if not target.is_relative_to(root.resolve()):
                raise Broken(f"{file} names a file outside of the workspace: {name}")
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                found[name] = _sum(content, out)
        count = _compared(file, found, told)
        if workspace.exists():
            workspace.rmdir()
        root.rename(workspace)
    return count


def _files(workspace: Path) -> Iterator[Path]:
    for path in sorted(workspace.rglob("*")):
        first = path.relative_to(workspace).parts[0]
        passing = path.name.endswith(BESIDE) or path.name.startswith((".coterie-", ".secret.key."))
        if path.is_file() and not path.is_symlink() and first not in LEFT and not passing:
            yield path


def _put(packed: tarfile.TarFile, path: Path, name: str) -> str:
    """A file; a database as a copy of one moment, also while it is written."""
    if path.suffix not in DATABASES:
        return _put_file(packed, path, name)
    with tempfile.TemporaryDirectory(prefix="coterie-backup-") as folder:
        copy = Path(folder) / "copy"
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            with target:
                source.backup(target)
        finally:
            source.close()
            target.close()
        return _put_file(packed, copy, name)


def _put_file(packed: tarfile.TarFile, path: Path, name: str) -> str:
    with path.open("rb") as file:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
        reader = _Summing(file)
        packed.addfile(entry, reader)
    return reader.digest.hexdigest()


def _put_bytes(packed: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    packed.addfile(entry, BytesIO(content))


class _Summing:
    """A file that reckons the check sum of what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def _members(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if not file.exists():
        raise Broken(f"There is no file {file}.")
    with tarfile.open(file, mode="r|gz") as packed:
        for entry in packed:
            content = packed.extractfile(entry) if entry.isfile() else None
            if content is None:
                raise Broken(f"{file} holds something that is no plain file: {entry.name}")
            yield entry.name, content


def _sum(content: IO[bytes], out: IO[bytes] | None = None) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
        if out is not None:
            out.write(block)
    return digest.hexdigest()


def _compared(file: Path, found: dict[str, str], told: object) -> int:
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise Broken(f"{file} is no whole backup: its list of files is missing. It may be cut short.")
    wrong = sorted(name for name in {*found, *told["sums"]} if found.get(name) != told["sums"].get(name))
    if wrong:
        raise Broken(f"{file} is damaged: {len(wrong)} files differ, the first is {wrong[0]}.")
    return len(found)
