"""Where does the studio keep its files? One folder, with the key that nobody else may read."""

import os
import secrets
from pathlib import Path

SECRET = "secret.key"
FOLDER = "coterie-studio"  # the workspace where none is named


def secret_of(workspace: Path) -> str:
    """The studio's secret: of the environment (`COTERIE_SECRET`), or of the workspace, made on the first start.

    The file is written beside its place and linked there, so that two processes that start at once agree on one key.
    """
    given = os.environ.get("COTERIE_SECRET", "")
    if given:
        return given
    path = workspace / SECRET
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def incoming_of(workspace: Path) -> Path:
    """Where uploads are while they are on their way; Django looks for the folder before the first one comes."""
    folder = workspace / "uploads" / "incoming"
    for each in (workspace, folder.parent, folder):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{SECRET}.{os.getpid()}")
    made = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
