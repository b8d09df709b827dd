"""Does the privacy officer see where data lie, find a person, hand her data out, and see who took what?"""

import csv
import json
from collections.abc import Callable

import pytest
from django.test import Client

from coterie.studio.projects.models import ExportRecord, Project, StudyRecord
from coterie.studio.runs.models import Job, State

pytestmark = pytest.mark.django_db
PRIVACY = "/p/corner-shop/settings/privacy/"


def test_the_map_says_where_data_of_customers_lie(analysed: StudyRecord, studio_client: Callable[..., Client]) -> None:
    page = studio_client("privacy").get(PRIVACY)
    assert "Data of customers lie in" in page.content.decode()
    found = {each.name: each for each in page.context["places"]}
    assert found["Studies"].count == 1
    assert found["Studies"].octets > 100_000
    assert found["Uploaded files"].until == "until somebody deletes them"


def test_a_person_is_found_and_handed_out(analysed: StudyRecord, studio_client: Callable[..., Client]) -> None:
    officer = studio_client("privacy")
    page = officer.post(f"{PRIVACY}person/", {"customer": " C0000003 "}).content.decode()
    assert "C0000003 stands in one study" in page
    told = json.loads(officer.post(f"{PRIVACY}person/file/", {"customer": "C0000003"}).content)
    assert told["studies"][0]["known"]["customer_id"] == "C0000003"
    assert ExportRecord.objects.get().personal
    assert "No study knows nobody" in officer.post(f"{PRIVACY}person/", {"customer": "nobody"}).content.decode()
    assert officer.post(f"{PRIVACY}person/file/", {"customer": "nobody"}).status_code == 404


def test_an_erasure_is_asked_for_once_and_its_receipt_names_nobody(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    officer = studio_client("privacy")
    for _ in range(2):
        answer = officer.post(f"{PRIVACY}person/erase/", {"customer": "C0000003"})
    job = Job.objects.get(kind="erase")
    assert answer.headers["Location"] == f"/p/corner-shop/jobs/{job.pk}/"
    assert officer.get(f"{PRIVACY}receipts/{job.pk}/").status_code == 302
    file = {"path": "studies/x/customers.csv", "rows": 1, "texts": 0, "deleted": False, "before": "aa", "after": "bb"}
    told = {"person": "f" * 64, "rows": 1, "files": [file], "records": 2, "personas": 0, "copies": 1}
    told["unread"] = ["old.csv"]
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result=told, finished=job.created)
    page = officer.get(f"{PRIVACY}receipts/{job.pk}/").content.decode()
    assert "1 row in 1 file, 2 records" in page
    assert "old.csv" in page
    assert "C0000003" not in page


def test_the_log_of_exports_is_filtered_and_kept(project: Project, studio_client: Callable[..., Client]) -> None:
    officer = studio_client("privacy")
    assert 'data-state="empty"' in officer.get(f"{PRIVACY}exports/").content.decode()
    ExportRecord.objects.create(project=project, what="=cmd", format="csv", rows=3, excluded_without_consent=2)
    assert 'data-state="filtered"' in officer.get(f"{PRIVACY}exports/", {"only": "personal"}).content.decode()
    rows = list(csv.reader(officer.get(f"{PRIVACY}exports/file/").content.decode("utf-8-sig").splitlines()))
    assert rows[1][1:] == ["the studio", "'=cmd", "csv", "3", "no", "2", ""]
