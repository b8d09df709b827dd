import subprocess
import sys
from pathlib import Path

import pytest

from coterie.engine import Store
from coterie.terms import Failed
from patience import LONG

SCHEMA = "CREATE TABLE IF NOT EXISTS notes (n INTEGER PRIMARY KEY, text TEXT NOT NULL);"
ADD = """
import sys
from pathlib import Path
from coterie.engine import Store
store = Store(Path(sys.argv[1]), "CREATE TABLE IF NOT EXISTS notes (n INTEGER PRIMARY KEY, text TEXT NOT NULL);")
for _ in range(20):
    with store.writing() as writer:
        n = writer.rows("SELECT coalesce(max(n), 0) FROM notes")[0][0]
        writer.run("INSERT INTO notes VALUES (?, ?)", [n + 1, sys.argv[2]])
"""


def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path / "sub" / "notes.sqlite3", SCHEMA)
    with store.writing() as writer:
        writer.run("INSERT INTO notes VALUES (1, 'kept')")
    with pytest.raises(RuntimeError), store.writing() as writer:
        writer.run("INSERT INTO notes VALUES (2, 'lost')")
        raise RuntimeError
    assert store.rows("SELECT n, text FROM notes ORDER BY n") == [(1, "kept")]


def test_several_processes_write_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    writers = [subprocess.Popen([sys.executable, "-c", ADD, str(path), name]) for name in ("a", "b", "c")]
    assert [writer.wait(LONG) for writer in writers] == [0, 0, 0]
    assert Store(path, SCHEMA).rows("SELECT count(*), max(n) FROM notes") == [(60, 60)]


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    path.write_bytes(b"not a database, but long enough to be looked at as one" * 30)
    with pytest.raises(Failed, match="COT-165"):
        Store(path, SCHEMA)
