"""The real jobs, from files that were uploaded to studies, done by a real worker one after the other."""

import json
import os
from pathlib import Path

import pytest

from coterie.studio.projects.models import Dataset, Event, ExportRecord, Project, Source, StudyRecord
from coterie.studio.runs.models import Job, State
from generated import FOUR, generate, write

HERE = Path(__file__).parent


class Desk:
    """One project, its dataset, and jobs that run to their end before the next begins."""

    def __init__(self, labour) -> None:
        self.labour = labour
        labour.start(PYTHONPATH=f"{HERE}{os.pathsep}{HERE / 'without'}")
        self.project = self.make(Project, name="Corner Shop", slug="corner-shop")

    def make(self, model, **values):
        return model.objects.using(self.labour.alias).create(**values)

    def dataset(self, stored: Path, name: str = "my orders.csv"):
        dataset = self.make(Dataset, project=self.project, name="Corner shop")
        self.make(Source, dataset=dataset, name=name, path=f"uploads/{stored.name}", complete=True)
        return dataset

    def file(self, name: str) -> Path:
        folder = self.labour.workspace / "uploads"
        folder.mkdir(exist_ok=True)
        return folder / name

    def study(self, dataset, number: int, previous=None):
        return self.make(StudyRecord, project=self.project, dataset=dataset, number=number, previous=previous)

    def run(self, kind: str, **more):
        job = self.make(Job, project=self.project, kind=kind, **more)
        self.labour.until(lambda: self.labour.job(job).ended)
        return self.labour.job(job)


@pytest.fixture
def desk(labour):
    return Desk(labour)


def test_a_file_becomes_a_dataset_then_a_study_then_a_list_and_a_comparison(desk):
    orders = desk.file("7c1")
    write(generate(400, seed=3, groups=FOUR, days=400).table(), orders.with_suffix(".csv"))
    orders.with_suffix(".csv").rename(orders)
    dataset = desk.dataset(orders)

    job = desk.run("inspect", dataset=dataset)
    dataset.refresh_from_db()
    assert (job.state, job.problems, dataset.state) == (State.DONE, [], Dataset.State.DRAFT)
    assert dataset.guess["files"][0]["path"] == "my orders.csv"
    assert "[orders" in dataset.mapping
    assert dataset.sources.get().kind == "orders"

    job = desk.run("import", dataset=dataset)
    dataset.refresh_from_db()
    assert (job.state, dataset.state, job.message) == (State.DONE, Dataset.State.READY, "Your data are in.")
    account = dataset.account["orders"]
    assert account["read"] == account["accepted"] + account["rejected"] + account["duplicate"] > 400
    assert (desk.labour.workspace / dataset.folder / "dataset.json").exists()

    study = desk.study(dataset, 1)
    job = desk.run("analyze", study=study, arguments={"segments": 3, "seed": 1, "holdout": "none"})
    study.refresh_from_db()
    assert (job.state, study.state, study.message) == (State.DONE, StudyRecord.State.DONE, ""), desk.labour.logs()
    assert study.summary["customers"] == len(set(_ids(desk, study)))
    assert len(study.summary["segments"]) == study.summary["k"] == 3
    assert desk.labour.receipts(job)[0] == "Reading and checking"
    assert (study.parameters["segments"], study.parameters["seed"]) == (3, 1)
    manifest = json.loads((desk.labour.workspace / study.folder / "run.json").read_text())
    assert (manifest["status"], manifest["parameters"]["holdout"]) == ("done", "none")

    job = desk.run("compare", study=study, arguments={"older": str(study.pk)})
    assert (job.state, job.message) == (State.DONE, "The comparison is ready.")
    assert job.result["summary"]

    segment = study.summary["segments"][0]["id"]
    for asked in ({"what": "list", "control": "10%"}, {"format": "parquet"}, {}):
        job = desk.run("export", study=study, arguments={"segment": segment, **asked})
        assert job.state == State.DONE, job.message
        taken = ExportRecord.objects.using(desk.labour.alias).latest("at")
        assert (taken.rows, taken.personal, taken.format) == (job.result["rows"], True, asked.get("format", "csv"))
    rows = (desk.labour.workspace / "exports" / str(job.pk) / job.result["file"]).read_text().splitlines()
    assert len(rows) - 1 == taken.rows == study.summary["segments"][0]["customers"]

    job = desk.run("score", study=study, dataset=dataset)
    assert (job.state, job.result["rows"]) == (State.DONE, study.summary["customers"])
    verbs = list(Event.objects.using(desk.labour.alias).order_by("number").values_list("verb", flat=True))
    assert verbs[:3] == ["imported", "analysed", "compared two studies"]
    desk.labour.until(lambda: not list((desk.labour.workspace / "tmp/jobs").iterdir()))


def _ids(desk, study):
    rows = (desk.labour.workspace / study.folder / "customers.csv").read_text().splitlines()[1:]
    return [row.split(",")[0] for row in rows]


def test_data_that_are_refused_leave_the_reasons_with_the_dataset_and_the_study(desk):
    orders = desk.file("bad")
    orders.write_text("customer,date,amount\nAnn,,\nBob,,\n")
    dataset = desk.dataset(orders, "empty days.csv")
    Source.objects.using(desk.labour.alias).update(kind="orders")
    job = desk.run("import", dataset=dataset)
    dataset.refresh_from_db()
    assert (job.state, dataset.state) == (State.DONE, Dataset.State.REFUSED)
    assert job.problems[0]["code"].startswith("COT-")
    assert dataset.message.startswith(job.problems[0]["found"][:1].upper() + job.problems[0]["found"][1:12])
    assert not (desk.labour.workspace / dataset.folder).exists()
    study = desk.study(dataset, 1)
    desk.run("analyze", study=study)
    study.refresh_from_db()
    assert (study.state, bool(study.message)) == (StudyRecord.State.REFUSED, True)


def test_words_that_cannot_be_followed_fail_with_what_to_do(desk):
    orders = desk.file("ok")
    orders.write_text("customer,date,amount\nAnn,2023-01-01,5\n")
    dataset = desk.dataset(orders)
    Source.objects.using(desk.labour.alias).update(kind="orders")
    study = desk.study(dataset, 1)
    job = desk.run("analyze", study=study, arguments={"segments": 99, "horizon": 0})
    study.refresh_from_db()
    assert (job.state, study.state) == (State.FAILED, StudyRecord.State.FAILED)
    assert {each["code"] for each in job.problems} == {"COT-105", "COT-107"}
    assert study.message == job.message


def test_a_job_without_a_complete_file_says_so_and_is_not_tried_again(desk):
    dataset = desk.make(Dataset, project=desk.project, name="Nothing yet")
    job = desk.run("inspect", dataset=dataset)
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.message.startswith("Nothing yet has no file that was uploaded completely.")


def test_a_study_of_another_project_is_not_found(desk):
    other = desk.make(Project, name="Other", slug="other")
    dataset = desk.make(Dataset, project=other, name="Theirs")
    theirs = desk.make(StudyRecord, project=other, dataset=dataset, number=1, state=StudyRecord.State.DONE)
    job = desk.run("compare", arguments={"older": str(theirs.pk), "newer": str(theirs.pk)})
    assert (job.state, job.problems[0]["found"]) == (State.FAILED, "the study is not there any more")


def test_the_demo_shop_is_one_job_that_makes_a_dataset_and_a_study_like_any_others(desk):
    job = desk.run("demo", arguments={"segments": 3, "holdout": "none"})
    assert job.state == State.DONE, desk.labour.logs()
    assert (job.dataset.state, job.dataset.is_demo, job.study.state) == ("ready", True, "done")
    assert job.message.startswith("Made-up data:")
    assert job.study.summary["customers"] == 1500
    for source in job.dataset.sources.all():
        assert (desk.labour.workspace / source.path).stat().st_size == source.size > 0
    assert (desk.labour.workspace / job.study.folder / "run.json").exists()


def test_a_task_runs_in_the_same_table(desk):
    arguments = {"task": "labour_tasks.add", "args": [2], "kwargs": {"b": 3}}
    assert desk.run("task", arguments=arguments).result == {"returned": 5}
