"""Is a result there or not? A folder is published whole, under its name, or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from coterie.terms import Failed, Problem, WrongWords

MANIFEST = "run.json"


def publish(folder: Path, write: Callable[[Path], None], manifest: Mapping[str, object]) -> None:
    """Write a result folder and put it under its name in one move.

    The files are written beside ``folder``, flushed to disk, the manifest last; then the folder is renamed. An earlier
    result of this program under the same name is replaced; anything else that stands there is left alone.

    folder     where the result shall be.
    write      writes all files but the manifest into the folder it is given.
    manifest   content of ``run.json``.
    Raises     WrongWords (COT-904) if something else stands under the name; Failed (COT-902) if writing stops, in
               which case nothing new is left behind.
    """
    check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as fault:
        raise _failed(folder, fault) from fault
    try:
        draft.chmod(0o755)
        write(draft)
        (draft / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        _flush(draft)
        _swap(draft, folder)
    except OSError as fault:
        raise _failed(folder, fault) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write one file and put it under its name in one move; an earlier file of that name is replaced.

    path     where the file shall be; its folder is made where it is missing.
    write    writes the file that it is given, whose name has the same ending.
    Raises   WrongWords (COT-904) where a folder stands under the name; Failed (COT-902) if writing stops.
    """
    if path.is_dir():
        raise WrongWords(Problem("COT-904", f"{path} is a folder", expected="the name of a file"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as fault:
        raise _failed(path, fault) from fault
    try:
        write(draft / path.name)
        _flush(draft)
        (draft / path.name).rename(path)
    except OSError as fault:
        raise _failed(path, fault) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise WrongWords (COT-904) unless the name is free, an empty folder, or an earlier result."""
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file()):
        raise WrongWords(Problem("COT-904", f"{folder} exists and holds something that coterie did not write"))


def _swap(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    folder.rename(old / "old")
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _failed(folder: Path, fault: OSError) -> Failed:
    reason = fault.strerror or str(fault)
    return Failed(Problem("COT-902", f"writing {folder} stopped: {reason}"))
