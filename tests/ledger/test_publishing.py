"""A result folder is there whole or not at all."""

import errno
import json
from pathlib import Path

import pytest

from coterie.ledger import publish
from coterie.terms import Failed, WrongWords


def test_a_published_folder_holds_the_files_and_the_manifest(tmp_path: Path) -> None:
    publish(tmp_path / "out", lambda folder: (folder / "a.txt").write_text("a") and None, {"seed": 0})
    assert (tmp_path / "out" / "a.txt").read_text() == "a"
    assert json.loads((tmp_path / "out" / "run.json").read_text()) == {"seed": 0}
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
    with pytest.raises(Failed, match="COT-902"):
        publish(tmp_path / "file" / "out", lambda folder: None, {})
