"""What must stand before the first page? The folder, the tables (with a copy of the old ones), and the plain files.

Runs in a process of its own, so that the parent that watches all others stays small. Its last line is JSON.
"""

import fcntl
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from coterie.studio.config.databases import databases
from coterie.terms.errors import NotInstalled

KEPT = 5  # copies of the database
BACK = (
    "Bring a backup back into a new folder (coterie studio restore --from FILE --workspace DIR), or put the newest "
    "copy from the folder backups of the workspace in the place of studio.sqlite3."
)
# What lies beside the files that pages load and is loaded by none: fonts of the PDF, the report's own, other versions.
NOT_SERVED = ["fonts", "report.css", "report.js", "ext", "htmx-4*", "htmax-4*", "htmx-2.js", "django-htmx.js", "*.txt"]


def main() -> int:
    """Prepare; the exit code."""
    try:
        databases(os.environ.get("COTERIE_DATABASE", ""), Path())
    except (ValueError, NotInstalled) as fault:  # said in one line: the settings would end in a traceback
        sys.stderr.write(f"{fault}\n")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.studio.settings")
    django.setup()
    workspace: Path = settings.WORKSPACE
    with only_one(workspace):
        try:
            copied = migrate(workspace)
        except OperationalError as fault:
            sys.stderr.write(f"The database of the studio does not answer: {fault}\n")
            return 1
        except DatabaseError as fault:
            sys.stderr.write(f"The records of the studio cannot be read: {fault}. {BACK}\n")
            return 1
        collect()
        import_module("coterie.studio.runs.bringing").bring_to_first()  # its models can be loaded only now
    first = import_module("coterie.studio.accounts.first")
    sys.stdout.write(json.dumps({"nobody": first.nobody(), "copied": copied}) + "\n")
    return 0


@contextmanager
def only_one(workspace: Path) -> Iterator[None]:
    """Two studios that are started at once on one workspace prepare it one after the other."""
    with (workspace / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(workspace: Path) -> str:
    """Bring the tables up to date; the name of the copy that was made before, or "" where nothing had to change."""
    connection = connections[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ""
    copied = ""
    if connection.vendor == "sqlite" and executor.loader.applied_migrations:
        copied = copy_of(Path(connection.settings_dict["NAME"]), workspace / "backups")
    call_command("migrate", interactive=False, verbosity=0)
    return copied


def copy_of(database: Path, folder: Path) -> str:
    """A whole copy of a SQLite file, also while it is written; the oldest copies go."""
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"studio-{timezone.now():%Y%m%d-%H%M%S}-before-{version('coterie')}.sqlite3"
    source, copy = sqlite3.connect(database), sqlite3.connect(target)
    try:
        with copy:
            source.backup(copy)
    finally:
        source.close()
        copy.close()
    target.chmod(0o600)
    for old in sorted(folder.glob("studio-*.sqlite3"))[:-KEPT]:
        old.unlink()
    return str(target)


def collect() -> None:
    """Put the plain files where the server reads them, compressed and named by content, when they have changed."""
    root: Path = settings.STATIC_ROOT
    stamp, mark = _stamp(), root / ".stamp"
    if mark.exists() and mark.read_text(encoding="ascii") == stamp:
        return
    root.mkdir(exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=NOT_SERVED)
    mark.write_text(stamp, encoding="ascii")


def _stamp() -> str:
    """Which files there are, how large and how old."""
    seen = [version("coterie")]
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return sha256("\n".join(sorted(seen)).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
