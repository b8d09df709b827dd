"""Does the page of a comparison say what the verb found, and start it for those who may?"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coterie import workflows
from coterie.studio.projects.models import StudyRecord
from coterie.studio.runs.models import Job
from coterie.studio.screens.compare.facts import told
from finished import finished

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]


@pytest.fixture
def later(analysed: StudyRecord) -> StudyRecord:
    """A second study, of the same files."""
    study = StudyRecord.objects.create(
        project=analysed.project, dataset=analysed.dataset, number=2, state="done", summary=analysed.summary,
        previous=analysed,
    )  # fmt: skip
    (Path(settings.WORKSPACE) / study.folder).symlink_to(finished())
    return study


@lru_cache(maxsize=1)
def compared() -> dict[str, Any]:
    found = workflows.compare(finished(), finished())
    result = {"summary": found.summary, "lines": found.lines(), "figure": found.picture}
    found.close()
    return result


def address(study: StudyRecord) -> str:
    return f"/p/corner-shop/s/{study.pk}/compare/"


def test_one_study_has_nothing_to_compare_with(analysed: StudyRecord, studio_client: Clients) -> None:
    assert 'data-state="empty"' in studio_client("analyst").get(address(analysed)).content.decode()


def test_a_comparison_is_started_by_a_button_and_asked_for_once(later: StudyRecord, studio_client: Clients) -> None:
    client = studio_client("analyst")
    words = {"older": str(later.previous_id)}
    first = client.post(address(later), words).headers["Location"]
    assert client.post(address(later), words).headers["Location"] == first
    job = Job.objects.get()
    assert (job.kind, job.study, job.arguments) == ("compare", later, words)
    assert studio_client("viewer").post(address(later), words).status_code == 403


def test_the_answer_stands_on_the_page_with_bands_and_their_numbers(later: StudyRecord, studio_client: Clients) -> None:
    words = {"older": str(later.previous_id)}
    Job.objects.create(project=later.project, study=later, kind="compare", state="done", arguments=words,
                       result=compared())  # fmt: skip
    for asked in ({}, words):
        page = studio_client("viewer").get(address(later), asked).content.decode()
        assert "None of 500 customers are in another segment on the same day" in page
        assert 'id="chart-migration"' in page
        assert "Needs attention → Needs attention" in page
        assert "Nobody moved." in page
    other = studio_client("viewer").get(address(later), {"older": "somewhere"}).content.decode()
    assert 'data-state="filtered"' in other


def test_small_flows_are_told_together_and_worth_is_told_step_by_step() -> None:
    summary = {
        "days": 30, "customers": {"both": 200, "only_older": 3, "only_newer": 7},
        "moved": {"customers": 25}, "notes": [],
        "groups": [{"id": "s1", "name": "A", "before": 100, "after": 120},
                   {"id": "s9", "name": "B", "before": None, "after": 5}],
        "flows": [
            {"from": "s1", "to": "s1", "customers": 175, "clv_change": 0.0},
            {"from": "s2", "to": "s1", "customers": 20, "clv_change": 5.0},
            {"from": "s1", "to": "s2", "customers": 5, "clv_change": -1.0},
        ],
        "clv": {"before": 10.0, "after": 14.0, "by_behaviour": 5.0, "by_model": -1.0, "by_ageing": 0.0,
                "by_new_customers": 1.0, "by_customers_gone": -1.0},
    }  # fmt: skip
    found = told(
        {"summary": summary}, [{"id": "s2", "colour": 3}], [{"id": "s1", "colour": 7}, {"id": "s2", "colour": 9}]
    )
    assert (
        found["headline"].replace("\u00a0", " ") == "12 % of 200 customers are in another segment than 30 days before"
    )
    assert [flow["customers"] for flow in found["flows"]] == [20]
    assert found["flows"][0]["colour"] == 3
    assert found["groups"][0]["colour"] == 7, "as before, although it ended"
    assert found["small"] == 5
    assert [group["change"] for group in found["groups"]] == ["+20", "new"]
    assert [row["text"] for row in found["worth"]] == ["10", "+5", "−1", "0", "+1", "−1", "14"]
