"""Which files does a source name? One file, the files of a folder, or those that fit a pattern."""

import glob
from dataclasses import dataclass
from pathlib import Path

from coterie.terms import Place, Problem, WrongWords


@dataclass(frozen=True)
class Found:
    """The files of a source in order of their paths, and those left out: hidden ones and repeated links."""

    paths: tuple[Path, ...]
    skipped: tuple[str, ...] = ()


def find(source: str) -> Found:
    """The files that a path, a folder or a pattern names, sorted, hidden ones left out and named.

    Raises    WrongWords (COT-203) where there is none.
    """
    if not source.strip():
        raise WrongWords(Problem("COT-203", "the path of a source is empty"))
    if source.strip() in ("-", "/dev/stdin"):
        raise WrongWords(Problem("COT-203", "standard input is not read, because a file is read more than once"))
    path = Path(source).expanduser()
    if path.is_file():
        return Found((path,))
    if path.is_dir():
        # A link to a file that is not there is kept: it is told, not passed over.
        found = _split(sorted(p for p in path.rglob("*") if p.is_file() or _leads_nowhere(p)), path)
        if not found.paths:
            raise WrongWords(Problem("COT-203", f"the folder {source} holds no file with data"))
        return found
    if glob.has_magic(source):
        names = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - a pattern may be absolute
        found = _split([Path(n) for n in names if Path(n).is_file() or _leads_nowhere(Path(n))], None)
        if not found.paths:
            raise WrongWords(Problem("COT-203", f"no file fits the pattern {source}"))
        return found
    if path.exists():
        raise WrongWords(Problem("COT-203", f"{source} is neither a file nor a folder"))
    raise WrongWords(Problem("COT-203", f"{source} does not exist{_nearby(path)}", where=Place(source)))


def _split(paths: list[Path], folder: Path | None) -> Found:
    def hidden(path: Path) -> bool:
        parts = path.relative_to(folder).parts if folder else (path.name,)
        return any(part.startswith((".", "_")) for part in parts)

    shown = [p for p in paths if not hidden(p)]
    first: dict[Path, Path] = {}
    for path in shown:  # links may lead to one file by many ways
        first.setdefault(path.resolve(), path)
    kept = set(first.values())
    return Found(tuple(p for p in shown if p in kept), tuple(str(p) for p in paths if p not in kept))


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _nearby(path: Path) -> str:
    try:
        names = sorted(p.name for p in path.parent.iterdir() if p.suffix == path.suffix and p.is_file())[:3]
    except OSError:
        return ""
    return f" (beside it lie {', '.join(names)})" if names else ""
