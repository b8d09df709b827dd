"""Are the tables brought up to date, with a copy of the old ones? And are plain files made when they change?"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coterie.studio.launch.prepare import KEPT, copy_of


def started(workspace: Path, **words: str) -> subprocess.CompletedProcess[str]:
    workspace.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COTERIE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "coterie.studio.launch.prepare"],
        env={**kept, "COTERIE_WORKSPACE": str(workspace), **words},
        capture_output=True,
        text=True,
        check=False,
    )


def prepare(workspace: Path) -> dict[str, object]:
    done = started(workspace)
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(("kind", "driver"), [("postgres", "psycopg"), ("mariadb", "pymysql")])
def test_a_driver_that_is_not_installed_is_named_in_one_line(kind: str, driver: str, tmp_path: Path) -> None:
    (tmp_path / f"{driver}.py").write_text("raise ImportError('not here')", encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = started(tmp_path / "shop", COTERIE_DATABASE=f"{kind}://a:secret@127.0.0.1/shop", PYTHONPATH=paths)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and f"pip install 'coterie[{kind}]'" in done.stderr, done.stderr
    assert "secret" not in done.stderr


def test_a_database_that_is_not_known_is_refused_in_one_line(tmp_path: Path) -> None:
    done = started(tmp_path, COTERIE_DATABASE="oracle://127.0.0.1/shop")
    assert done.returncode == 1
    assert done.stderr.startswith("The studio cannot live in oracle.") and done.stderr.count("\n") == 1, done.stderr


def test_records_that_are_no_database_are_told_in_one_line_with_the_way_back(tmp_path: Path) -> None:
    (tmp_path / "studio.sqlite3").write_bytes(b"these are no records" * 300)
    done = started(tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("The records of the studio cannot be read: file is not a database.")
    assert "coterie studio restore" in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_old_tables_are_copied_before_they_are_changed(tmp_path: Path) -> None:
    assert prepare(tmp_path) == {"nobody": True, "copied": ""}
    database = sqlite3.connect(tmp_path / "studio.sqlite3")
    with database:  # as an older version would have left it
        database.execute("DROP TABLE runs_receipt")
        database.execute("DELETE FROM django_migrations WHERE app = 'runs'")
        database.execute("DROP TABLE runs_job")
        database.execute(
            "INSERT INTO accounts_person VALUES (1, 'x', NULL, 0, 'a@b.c', 'Ann', 1, 1, '2026-01-01', 'en')"
        )
    database.close()
    answer = prepare(tmp_path)
    assert answer["nobody"] is False
    copy = sqlite3.connect(str(answer["copied"]))
    assert copy.execute("SELECT name FROM accounts_person").fetchall() == [("Ann",)]
    assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'runs_job'").fetchone() == (0,)
    now = sqlite3.connect(tmp_path / "studio.sqlite3")
    assert now.execute("SELECT count(*) FROM runs_job").fetchone() == (0,)


def test_plain_files_are_compressed_named_by_content_and_made_once(tmp_path: Path) -> None:
    prepare(tmp_path)
    static = tmp_path / "static"
    names = json.loads((static / "staticfiles.json").read_text())["paths"]
    sheet = static / names["shell/studio.css"]
    assert sheet.with_suffix(".css.br").stat().st_size < sheet.stat().st_size / 3
    library = static / (names["report/plotly-cartesian.min.js"] + ".br")
    assert library.stat().st_size < 600_000
    before = sheet.stat().st_mtime_ns
    prepare(tmp_path)
    assert sheet.stat().st_mtime_ns == before


def test_only_the_last_copies_are_kept(tmp_path: Path) -> None:
    database, folder = tmp_path / "x.sqlite3", tmp_path / "backups"
    sqlite3.connect(database).execute("CREATE TABLE t (a)").connection.close()
    folder.mkdir()
    for day in range(9):
        (folder / f"studio-2020010{day}-000000-before-0.sqlite3").write_text("")
    made = Path(copy_of(database, folder))
    left = sorted(folder.iterdir())
    assert len(left) == KEPT
    assert made == left[-1]
    assert oct(made.stat().st_mode & 0o777) == "0o600"
