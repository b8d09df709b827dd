"""A result folder is there whole or not at all."""

import errno
import json
from pathlib import Path

import pytest

from coterie.ledger import check_free, publish
from coterie.terms import Failed, WrongWords


def test_a_published_folder_holds_the_files_and_the_manifest(tmp_path: Path) -> None:
    publish(tmp_path / "out", lambda folder: (folder / "a.txt").write_text("a") and None, {"seed": 0})
    assert (tmp_path / "out" / "a.txt").read_text() == "a"
    assert json.loads((tmp_path / "out" / "run.json").read_text()) == {"seed": 0, "files": ["a.txt"]}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_later_result_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    publish(tmp_path / "out", lambda folder: (folder / "a.txt").write_text("a") and None, {})
    publish(tmp_path / "out", lambda folder: (folder / "b.txt").write_text("b") and None, {})
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["b.txt", "run.json"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_leaves_nothing_that_looks_complete(tmp_path: Path) -> None:
    def write(folder: Path) -> None:
        (folder / "half.csv").write_text("customer_id")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Failed, match=r"COT-902.*No space left"):
        publish(tmp_path / "out", write, {})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_an_earlier_result_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path / "out", lambda folder: (folder / "a.txt").write_text("a") and None, {})

    def write(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Failed):
        publish(tmp_path / "out", write, {})
    assert (tmp_path / "out" / "a.txt").read_text() == "a"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.doc").write_text("mine")
    with pytest.raises(WrongWords, match="COT-904"):
        publish(tmp_path / "out", lambda folder: None, {})
    assert (tmp_path / "out" / "thesis.doc").read_text() == "mine"


def test_a_name_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongWords, match=r"COT-904.*file is a file, and a folder is needed"):
        publish(tmp_path / "file" / "out", lambda folder: None, {})


def write_a(folder: Path) -> None:
    (folder / "a.txt").write_text("a")


def test_a_file_that_a_person_added_to_a_result_is_not_lost(tmp_path: Path) -> None:
    publish(tmp_path / "out", write_a, {"coterie": "0"})
    (tmp_path / "out" / "notes.docx").write_text("mine")
    with pytest.raises(WrongWords, match=r"COT-904.*notes\.docx"):
        publish(tmp_path / "out", write_a, {"coterie": "0"})
    assert (tmp_path / "out" / "notes.docx").read_text() == "mine"


def test_a_run_json_of_another_program_is_no_earlier_result(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"status": "mine"}')
    with pytest.raises(WrongWords, match="COT-904"):
        check_free(tmp_path)


def test_what_file_managers_leave_behind_is_no_obstacle(tmp_path: Path) -> None:
    publish(tmp_path / "out", write_a, {})
    (tmp_path / "out" / ".DS_Store").write_text("")
    publish(tmp_path / "out", write_a, {})


def test_the_working_folder_is_filled_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    for _ in range(2):
        publish(Path(), write_a, {"coterie": "0"})
        assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "run.json"]
    assert tmp_path.stat().st_ino == before


def test_a_failed_write_into_the_working_folder_keeps_the_earlier_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(tmp_path)
    publish(Path(), write_a, {})
    with pytest.raises(Failed, match="COT-902"):
        publish(Path(), write, {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "run.json"]


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    publish(tmp_path / "out", write_a, {})
    assert (tmp_path / "out").is_symlink() and (tmp_path / "real" / "a.txt").is_file()


def test_a_name_as_long_as_names_may_be_is_taken(tmp_path: Path) -> None:
    publish(tmp_path / ("n" * 255), write_a, {})
    with pytest.raises(Failed, match=r"COT-902.*too long"):
        publish(tmp_path / ("n" * 256), write_a, {})


def test_a_folder_that_may_not_be_written_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The system's answer is given, because the rights of files do not bind root.
    monkeypatch.setattr("coterie.ledger.publishing.os.access", lambda path, mode: False)
    with pytest.raises(Failed, match=r"COT-902.*may not be written"):
        check_free(tmp_path / "deeper" / "out")
