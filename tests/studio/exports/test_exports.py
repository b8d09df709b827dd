"""What leaves the studio: for whom, how many, who is left out, and is it written down?"""

import csv
import io
import json
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from coterie.studio.projects.models import Event, ExportRecord, Project, SavedSegment, StudyRecord
from coterie.studio.runs.kinds import export
from coterie.studio.runs.landing import export as landing
from coterie.studio.runs.models import Job
from coterie.studio.runs.work import Work
from coterie.terms import WrongWords
from finished import finished

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
LIST = {"who": "segment:s4", "what": "list", "control": "20", "campaign": "Spring", "format": "csv"}
TAKES = ("report/html/", "report/pdf/", "tables/evidence/", "sql/")


def place(study: StudyRecord, tail: str = "") -> str:
    return f"/p/corner-shop/s/{study.pk}/exports/{tail}"


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    with (finished() / "customers.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def make(analysed: StudyRecord, studio_client: Clients, tmp_path: Path) -> Callable[..., tuple[Path, Job]]:
    """Ask for a list on the page, do the job here, and land it as the worker does."""

    def made(role: str = "analyst", **asked: Any) -> tuple[Path, Job]:
        answer = studio_client(role).post(place(analysed, "list/"), {**LIST, **asked})
        assert answer.status_code == 302, answer.content.decode()
        job = Job.objects.latest("created")
        assert answer.headers["Location"] == f"/p/corner-shop/jobs/{job.pk}/"
        given = {**landing.prepare(job), "study": "study"}
        result = export.run(given, Work(finished().parent, tmp_path, {}, io.StringIO()))
        job.message = landing.land(job, result)
        return tmp_path / result["file"], job

    return made


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_list_has_the_segment_without_those_who_did_not_agree_and_a_control_group(
    make: Callable[..., tuple[Path, Job]], people: list[dict[str, str]]
) -> None:
    path, job = make()
    rows, members = rows_of(path), [r for r in people if r["segment"] == "s4"]
    agreed = {r["customer_id"] for r in members if r["newsletter_consent"] == "true"}
    assert {r["customer_id"] for r in rows} == agreed
    kept = sum(r["control"] == "true" for r in rows)
    assert 0.1 < kept / len(rows) < 0.3
    record = ExportRecord.objects.get()
    assert (record.rows, record.personal, record.format) == (len(agreed), True, "csv")
    assert record.excluded_without_consent == len(members) - len(agreed) > 0
    assert record.person is not None and record.person.email == "analyst@shop.example"
    assert Event.objects.filter(verb="exported list").count() == 1
    assert f"{len(agreed)} of {len(members)} customers of Needs attention" in job.message


def test_everybody_and_a_saved_segment_can_be_listed(
    make: Callable[..., tuple[Path, Job]], project: Project, people: list[dict[str, str]]
) -> None:
    agreed = [r for r in people if r["newsletter_consent"] == "true"]
    assert len(rows_of(make(who="everybody")[0])) == len(agreed)
    tree = {"all": [{"trait": "age", "is": ">=", "value": 50}]}
    saved = SavedSegment.objects.create(project=project, name="Over fifty", conditions=tree)
    listed = rows_of(make(who=f"saved:{saved.pk}", campaign="x")[0])
    assert {r["customer_id"] for r in listed} == {r["customer_id"] for r in agreed if float(r["age"]) >= 50}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_table_of_customers_holds_every_column_of_the_study_in_each_form(
    form: str, make: Callable[..., tuple[Path, Job]], people: list[dict[str, str]]
) -> None:
    path, _ = make(who="segment:s1", what="rows", format=form)
    if form == "csv":
        rows: list[dict[str, Any]] = list(rows_of(path))
    elif form == "json":
        rows = json.loads(path.read_text())
    else:
        head, *cells = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        rows = [dict(zip(head, row, strict=True)) for row in cells]
    wanted = {r["customer_id"]: r for r in people if r["segment"] == "s1" and r["newsletter_consent"] == "true"}
    assert {r["customer_id"] for r in rows} == set(wanted)
    assert set(rows[0]) == set(people[0])
    for row in rows:
        assert float(row["clv"]) == pytest.approx(float(wanted[row["customer_id"]]["clv"]))


def test_an_excel_list_has_its_controls_too(make: Callable[..., tuple[Path, Job]]) -> None:
    head, *rows = openpyxl.load_workbook(make(format="xlsx")[0]).active.iter_rows(values_only=True)
    assert {row[head.index("control")] for row in rows} == {True, False}


def test_the_column_of_consent_that_was_chosen_for_the_data_is_the_one_that_counts(
    make: Callable[..., tuple[Path, Job]], analysed: StudyRecord
) -> None:
    dataset = analysed.dataset
    dataset.consent_column = "no_such_column"
    dataset.save()
    with pytest.raises(Exception, match="no_such_column"):
        make()


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    asked = {**LIST, "control": "80", "who": "segment:s77", "campaign": "Autumn mail"}
    answer = studio_client("analyst").post(place(analysed, "list/"), asked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A whole number from 0 to 50" in page and "Select a valid choice" in page
    assert 'value="Autumn mail"' in page
    assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["segment", "saved"])
def test_a_link_from_another_page_has_chosen_whom(
    name: str, analysed: StudyRecord, project: Project, studio_client: Clients
) -> None:
    saved = SavedSegment.objects.create(project=project, name="Over fifty", conditions={})
    key = "s2" if name == "segment" else str(saved.pk)
    page = studio_client("analyst").get(place(analysed, f"?{name}={key}")).content.decode()
    assert f'<option value="{name}:{key}" selected>' in page


@pytest.mark.parametrize("tail", TAKES)
def test_files_without_single_customers_are_for_who_may_export(
    tail: str, analysed: StudyRecord, studio_client: Clients
) -> None:
    for role in ("viewer", "editor", "privacy"):
        assert studio_client(role).get(place(analysed, tail)).status_code == 403, role
    assert studio_client("analyst").get(place(analysed, tail)).status_code == 200


def test_a_viewer_sees_who_may_and_gets_no_rows(analysed: StudyRecord, studio_client: Clients) -> None:
    client = studio_client("viewer")
    page = client.get(place(analysed)).content.decode()
    assert "Analyst, Privacy officer and Admin may see and export single customers" in page
    assert "Make the file" not in page and "report/pdf" not in page
    assert client.post(place(analysed, "list/"), LIST).status_code == 403
    assert not Job.objects.exists()


def test_what_is_taken_is_written_down_and_shown(analysed: StudyRecord, studio_client: Clients) -> None:
    client = studio_client("analyst")
    pdf = client.get(place(analysed, "report/pdf/"))
    assert pdf.content[:5] == b"%PDF-"
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert client.get(place(analysed, "report/html/")).content == (finished() / "report.html").read_bytes()
    evidence = client.get(place(analysed, "tables/evidence/")).content.decode()
    rows = list(csv.DictReader(io.StringIO(evidence)))
    total = next(r for r in rows if r["metric"] == "total_clv" and r["population"] == "everyone")
    assert float(total["estimate"]) == pytest.approx(
        json.loads((finished() / "metrics.json").read_text())["value"]["total_clv"]
    )
    page = unescape(client.get(place(analysed)).content.decode())
    assert [r.what for r in ExportRecord.objects.all()] == ["evidence", "report", "report"]
    assert page.count('<td class="text" data-label="By">Analyst</td>') == 3
    assert ExportRecord.objects.first().rows == len(rows)
    assert "evidence.csv was made" in page


@pytest.mark.parametrize("dialect", ["postgres", "bigquery", "duckdb", "no-such"])
def test_the_study_is_told_as_sql_for_each_database(
    dialect: str, analysed: StudyRecord, studio_client: Clients
) -> None:
    page = unescape(studio_client("analyst").get(place(analysed, f"sql/?dialect={dialect}")).content.decode())
    assert "SELECT" in page and "WITH" in page
    assert 'data-copy="#statement"' in page


def test_no_list_holds_fewer_customers_than_the_project_tells(
    make: Callable[..., tuple[Path, Job]], project: Project, studio_client: Clients, analysed: StudyRecord
) -> None:
    Project.objects.filter(pk=project.pk).update(settings={"smallest_group": 450})
    assert "fewer than 450 customers is refused" in studio_client("analyst").get(place(analysed)).content.decode()
    with pytest.raises(WrongWords, match="fewer than 450 customers"):
        make()
