"""Can one read who did what, filter it, keep it, and see whether somebody changed it?"""

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Project

pytestmark = pytest.mark.django_db
ACTIVITY = "/p/corner-shop/settings/activity/"


@pytest.fixture
def busy(project: Project, person: Callable[..., Person]) -> Project:
    for i in range(120):
        record(project, person("analyst"), "imported", f"orders {i}.csv", rows=i)
    record(project, None, "deleted what was due", uploaded_file=1)
    record(None, None, "made a reset link", "person 1")
    return project


def test_the_log_is_paged_and_filtered(busy: Project, studio_client: Callable[..., Client]) -> None:
    officer = studio_client("privacy")
    page = officer.get(ACTIVITY)
    assert "acts written down" in page.content.decode()
    assert len(page.context["rows"]) == 50
    assert "made a reset link" not in page.content.decode()
    found = officer.get(ACTIVITY, {"verb": "deleted what was due", "who": "studio"})
    assert [row["who"] for row in found.context["rows"]] == ["the studio"]
    later = (timezone.now() + timedelta(days=2)).date().isoformat()
    nothing = officer.get(ACTIVITY, {"since": later}).content.decode()
    assert 'data-state="filtered"' in nothing
    last = officer.get(ACTIVITY, {"verb": "imported", "page": "3"})
    assert [row["event"].object for row in last.context["rows"]][-1] == "orders 0.csv"


def test_the_file_holds_what_passes_and_no_formula(
    busy: Project, person: Callable[..., Person], studio_client: Callable[..., Client]
) -> None:
    record(busy, person("analyst"), "imported", '=HYPERLINK("http://evil")')
    answer = studio_client("privacy").get(f"{ACTIVITY}file/", {"verb": "imported"})
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert len(rows) == 122
    assert rows[1][4] == '\'=HYPERLINK("http://evil")'


def test_a_row_that_was_changed_from_outside_is_named(busy: Project, studio_client: Callable[..., Client]) -> None:
    officer = studio_client("privacy")
    assert "events of this studio are whole" in officer.post(f"{ACTIVITY}check/", follow=True).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_event SET object = 'other.csv' WHERE number = 5")
    assert "event 5 does not follow" in officer.post(f"{ACTIVITY}check/", follow=True).content.decode()


def test_details_are_told_without_brackets(
    project: Project, person: Callable[..., Person], studio_client: Callable[..., Client]
) -> None:
    rule = {"all": [{"trait": "orders", "is": ">=", "value": 2}]}
    record(project, person("analyst"), "saved a segment", "Good ones", conditions=rule, events=["a", "b"], kept=True)
    row = studio_client("privacy").get(ACTIVITY).context["rows"][0]
    assert row["detail"] == "conditions: all orders >= 2, events: a, b, kept: yes"
