"""Is a result there or not? A folder is published whole, under its name, or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from coterie.terms import Failed, Problem, WrongWords

MANIFEST = "run.json"
DRAFT = ".coterie-"
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # what file managers leave in folders they have shown


def publish(folder: Path, write: Callable[[Path], None], manifest: Mapping[str, object]) -> None:
    """Write a result folder and put it under its name in one move.

    The files are written beside ``folder``, flushed to disk, the manifest last; then the folder is renamed. An earlier
    result of this program under the same name is replaced; anything else that stands there is left alone. A folder that
    cannot be moved (a mounted one, or the one this process stands in) is emptied of the earlier result and filled, the
    manifest last.

    folder     where the result shall be; a link is followed.
    write      writes all files but the manifest into the folder it is given.
    manifest   content of ``run.json``; the names of all files are added as ``files``.
    Raises     WrongWords (COT-904) if something else stands under the name; Failed (COT-902) if writing stops, in
               which case nothing new is left behind.
    """
    check_free(folder)
    try:
        folder = folder.resolve()
        inside = _stays(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder if inside else folder.parent))
    except OSError as fault:
        raise _failed(folder, fault) from fault
    try:
        draft.chmod(0o755)
        write(draft)
        whole = {**manifest, "files": _names(draft)}
        (draft / MANIFEST).write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        _flush(draft)
        if inside:
            _fill(draft, folder)
        else:
            _swap(draft, folder)
    except OSError as fault:
        raise _failed(folder, fault) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish_file(path: Path, write: Callable[[Path], object]) -> None:
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
    """See whether a result can stand under that name, before anything is reckoned.

    Raises    WrongWords (COT-904) unless the name is free, an empty folder, or an earlier result to which nobody has
              added a file; Failed (COT-902) where no folder can be made or changed there.
    """
    try:
        found = folder.resolve()
        there = next(path for path in (found, *found.parents) if path.exists())
        foreign = _foreign(found) if there == found and found.is_dir() else []
    except (OSError, RuntimeError) as fault:
        raise _failed(folder, fault) from fault
    if not there.is_dir():
        raise WrongWords(Problem("COT-904", f"{there} is a file, and a folder is needed" + _for(folder, there)))
    if foreign:
        more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
        found_there = f"{folder} holds what coterie did not write: {', '.join(foreign[:3])}{more}"
        raise WrongWords(Problem("COT-904", found_there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise Failed(Problem("COT-902", f"{there} may not be written" + _for(folder, there)))


def _for(folder: Path, there: Path) -> str:
    return "" if there == folder else f" for {folder}"


def _foreign(folder: Path) -> list[str]:
    """Names in a folder that no earlier result accounts for."""
    here = [name for name in _names(folder) if Path(name).name not in LITTER and not name.startswith(DRAFT)]
    if not here:
        return []
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return here
    if not isinstance(manifest, dict) or not ({"coterie", "files"} & manifest.keys()):
        return here
    known = manifest.get("files")
    return [name for name in here if name != MANIFEST and name not in known] if isinstance(known, list) else []


def _names(folder: Path) -> list[str]:
    """Everything in a folder that is no folder, sorted, with folders below it written with a slash."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_symlink() or not p.is_dir())


def _stays(folder: Path) -> bool:
    """Whether a folder cannot be put aside: it is a mount, the working folder, or in a folder that may not change."""
    if not folder.exists():
        return False
    return folder.is_mount() or folder == Path.cwd() or not os.access(folder.parent, os.W_OK | os.X_OK)


def _fill(draft: Path, folder: Path) -> None:
    """Put the files in place of an earlier result: its manifest goes first, the new one comes last."""
    (folder / MANIFEST).unlink(missing_ok=True)
    for old in folder.iterdir():
        if old.name.startswith(DRAFT) and old != draft:
            shutil.rmtree(old, ignore_errors=True)
        elif old.is_dir() and not old.is_symlink() and old != draft:
            shutil.rmtree(old)
        elif old != draft:
            old.unlink()
    for new in sorted(draft.iterdir(), key=lambda path: (path.name == MANIFEST, path.name)):
        new.rename(folder / new.name)


def _swap(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder.parent))
    folder.rename(old / "old")
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _failed(folder: Path, fault: Exception) -> Failed:
    reason = getattr(fault, "strerror", None) or str(fault)
    return Failed(Problem("COT-902", f"writing {folder} stopped: {reason}"))
