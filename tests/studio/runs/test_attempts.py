"""Results are moved to their place whole; what a kill leaves behind is put right."""

from pathlib import Path

import pytest

from coterie.studio.runs import attempts
from coterie.studio.runs.kinds.sources import by_kind, lay_out
from coterie.studio.runs.lease import hold
from coterie.studio.runs.models import Job
from coterie.studio.runs.work import Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(settings, tmp_path):
    settings.WORKSPACE = tmp_path
    return attempts.begin(hold(Job.objects.create(kind="told").pk))


def test_a_result_takes_the_place_of_an_earlier_one(attempt, tmp_path):
    old = tmp_path / "studies/1"
    old.mkdir(parents=True)
    (old / "old.txt").write_text("old")
    (attempt / "out/new.txt").write_text("new")
    attempts.settle(attempt, {"": "studies/1"})
    assert [path.name for path in old.iterdir()] == ["new.txt"]
    attempts.end(attempt)
    assert not attempt.exists()


def test_a_kill_between_the_two_moves_leaves_the_earlier_result(attempt, tmp_path):
    aside = attempt / "old/studies/1"
    aside.mkdir(parents=True)
    (aside / "old.txt").write_text("old")
    Job.objects.update(token="somebody else")
    assert attempts.sweep() == 1
    assert (tmp_path / "studies/1/old.txt").read_text() == "old"


def test_the_folder_of_a_job_that_runs_is_not_swept_away(attempt):
    assert attempts.sweep() == 0
    assert attempt.exists()


def test_a_part_that_nothing_was_written_to_changes_nothing(attempt, tmp_path):
    attempts.settle(attempt, {"": "studies/1", "sources": "uploads/1"})
    assert not (tmp_path / "studies").exists()
    assert not (tmp_path / "uploads").exists()


def _work(attempt, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Work(tmp_path, attempt / "out", {}, None)


def test_files_have_the_names_that_people_gave_them_and_mean_nothing_else(attempt, tmp_path, monkeypatch):
    work = _work(attempt, tmp_path, monkeypatch)
    (tmp_path / "a").write_text("x")
    given = [{"kind": "", "name": name, "path": "a"} for name in ("orders.csv", "../orders[1].csv", "orders.csv")]
    assert lay_out(given, work) == ["orders.csv", ".._orders_1_.csv", "3-orders.csv"]
    assert Path("3-orders.csv").read_text() == "x"


def test_several_files_of_a_kind_are_read_as_a_folder(attempt, tmp_path, monkeypatch):
    work = _work(attempt, tmp_path, monkeypatch)
    kinds = ("orders", "orders", "customers")
    given = [{"kind": kind, "name": f"{i}.csv", "path": f"u{i}"} for i, kind in enumerate(kinds)]
    assert by_kind(given, work) == {"orders": "orders", "customers": "2.csv"}


def test_a_path_that_leads_out_of_the_workspace_is_refused(attempt, tmp_path, monkeypatch):
    work = _work(attempt, tmp_path, monkeypatch)
    for path in ("../x", "/etc/passwd", "a/../../x"):
        with pytest.raises(ValueError, match="outside the workspace"):
            work.inside(path)
