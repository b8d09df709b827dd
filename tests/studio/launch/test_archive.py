"""Does a backup bring everything back, and does it notice what is broken?"""

import sqlite3
from pathlib import Path

import pytest

from coterie.studio.launch import archive


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "uploads" / "d").mkdir(parents=True)
    (root / "static").mkdir()
    (root / "tmp" / "jobs").mkdir(parents=True)
    (root / "secret.key").write_text("quiet\n")
    (root / "uploads" / "d" / "orders").write_bytes(bytes(range(256)) * 40)
    (root / "static" / "studio.css").write_text("made anew")
    (root / "tmp" / "jobs" / "log").write_text("passing")
    with sqlite3.connect(root / "studio.sqlite3") as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE kept (value)")
        base.execute("INSERT INTO kept VALUES ('in the log alone')")
    return root


def test_what_is_restored_is_what_was_there_by_check_sum(workspace: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(workspace / "studio.sqlite3")  # the studio runs on: its log is not yet in the file
    file = tmp_path / "kept" / "shop.tar.gz"
    assert archive.backup(workspace, file) == 3
    writer.close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert archive.check(file) == 3
    back = tmp_path / "back"
    assert archive.restore(file, back) == 3
    assert sorted(p.relative_to(back).as_posix() for p in back.rglob("*") if p.is_file()) == [
        "secret.key",
        "studio.sqlite3",
        "uploads/d/orders",
    ]
    assert (back / "uploads/d/orders").read_bytes() == (workspace / "uploads/d/orders").read_bytes()
    with sqlite3.connect(back / "studio.sqlite3") as base:
        assert base.execute("SELECT value FROM kept").fetchall() == [("in the log alone",)]


def test_a_damaged_or_cut_archive_is_noticed_and_leaves_nothing_behind(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "shop.tar.gz"
    archive.backup(workspace, file)
    whole = file.read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:200] + bytes([whole[200] ^ 255]) + whole[201:]):
        file.write_bytes(broken)
        assert archive.main("check-backup", file, workspace) == 1
        assert archive.main("restore", file, tmp_path / "back") == 1
        assert not (tmp_path / "back").exists()


def test_a_place_that_holds_something_is_left_alone(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "shop.tar.gz"
    archive.backup(workspace, file)
    with pytest.raises(archive.Broken, match="not empty"):
        archive.restore(file, workspace)
    with pytest.raises(archive.Broken, match="inside the workspace"):
        archive.backup(workspace, workspace / "mine.tar.gz")
    with pytest.raises(archive.Broken, match="no workspace"):
        archive.backup(tmp_path / "nothing", tmp_path / "x.tar.gz")
