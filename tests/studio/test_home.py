"""What does one see first?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, ExportRecord, Project, StudyRecord
from coterie.studio.runs.models import Job
from coterie.workflows import open_study
from finished import finished
from visitors import BACKEND

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]

SUMMARY: dict[str, Any] = {
    "headline": "Two groups; one in nine customers brings 41 % of revenue",
    "customers": 4338,
    "orders": 18532,
    "revenue": 8911407.9,
    "currency": "EUR",
    "k": 2,
    "as_of": "2011-12-09",
    "segments": [
        {"id": "s1", "name": "Devoted <regulars>", "customers": 477, "share": 0.11, "colour": 0},
        {"id": "s2", "name": "One-time and quiet", "customers": 3861, "share": 0.89, "colour": 5},
    ],
}


@pytest.fixture
def study(project: Project, keeper: Person) -> StudyRecord:
    dataset = Dataset.objects.create(project=project, name="orders.csv", state="ready")
    return StudyRecord.objects.create(
        project=project, dataset=dataset, number=1, state="done", summary=SUMMARY, finished=timezone.now()
    )


def test_a_fresh_studio_asks_who_one_is(db: None) -> None:
    assert Client().get("/").headers["Location"] == "/setup/"


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_page(project: Project) -> None:
    assert Client().get("/p/corner-shop/").headers["Location"] == "/account/sign-in/?next=/p/corner-shop/"


def test_without_data_the_page_offers_an_upload_and_the_demo(project: Project, studio_client: Clients) -> None:
    page = studio_client("analyst").get("/p/corner-shop/").content.decode()
    assert "Upload my orders" in page
    assert 'action="/p/corner-shop/demo/"' in page


def test_who_may_not_run_is_offered_no_button(project: Project, studio_client: Clients) -> None:
    page = studio_client("viewer").get("/p/corner-shop/").content.decode()
    assert "Upload my orders" not in page
    assert "Nobody has brought data yet" in page


def test_the_answer_is_the_heading_and_names_are_not_markup(study: StudyRecord, studio_client: Clients) -> None:
    page = studio_client("viewer").get("/p/corner-shop/").content.decode()
    assert "<h1>Two groups; one in nine customers brings 41 % of revenue</h1>" in page
    assert "8.91\u00a0M\u00a0EUR" in page
    assert "Devoted &lt;regulars&gt;" in page
    assert "Invite a colleague" not in page


def test_the_demo_is_one_click_and_a_second_click_starts_no_second_one(
    project: Project, studio_client: Clients
) -> None:
    client = studio_client("analyst")
    first = client.post("/p/corner-shop/demo/").headers["Location"]
    assert client.post("/p/corner-shop/demo/").headers["Location"] == first
    assert Job.objects.get().kind == "demo"


def test_pages_without_a_study_lead_to_the_next_step_towards_one(project: Project, studio_client: Clients) -> None:
    client = studio_client("analyst")

    def said() -> str:
        return client.get("/p/corner-shop/segments/").content.decode()

    assert 'href="/p/corner-shop/data/new/">Upload my orders' in said()
    dataset = Dataset.objects.create(project=project, name="May <orders>")
    assert f'href="/p/corner-shop/data/{dataset.pk}/">Go on with May &lt;orders&gt;' in said()
    assert f'href="/p/corner-shop/data/{dataset.pk}/">Go on with' in client.get("/p/corner-shop/").content.decode()
    Dataset.objects.filter(pk=dataset.pk).update(state="ready")
    assert 'href="/p/corner-shop/new/">Find my segments' in said()
    job = client.post("/p/corner-shop/demo/").headers["Location"]
    assert f'href="{job}">See how far it is' in said()
    assert "Try the demo shop" not in said(), "a second demo is not what she is waiting for"


def test_an_answer_of_the_demo_is_no_answer_of_ones_own_data(
    study: StudyRecord, project: Project, studio_client: Clients
) -> None:
    Dataset.objects.update(is_demo=True)
    client = studio_client("analyst")

    def done() -> dict[str, bool]:
        return {step["name"]: step["done"] for step in client.get("/p/corner-shop/").context["steps"]}

    assert (done()["Bring your orders"], done()["Find your segments"]) == (False, True)
    own = Dataset.objects.create(project=project, name="till.csv", state="ready")
    assert (done()["Bring your orders"], done()["Find your segments"]) == (True, False)
    StudyRecord.objects.create(project=project, dataset=own, number=2, state="done", summary=SUMMARY)
    assert done()["Find your segments"]


def test_the_start_leads_to_the_project_seen_last(project: Project, keeper: Person, studio_client: Clients) -> None:
    client = Client()
    client.force_login(keeper, backend=BACKEND)
    made = client.post("/new-project/", {"name": "Corner Shop", "currency": ""})
    assert made.headers["Location"] == "/p/corner-shop-2/"
    client.get("/p/corner-shop-2/")
    assert client.get("/").headers["Location"] == "/p/corner-shop-2/"
    client.get("/p/corner-shop/")
    assert client.get("/").headers["Location"] == "/p/corner-shop/"


def test_who_is_in_no_project_is_told_so(db: None) -> None:
    client = Client()
    client.force_login(
        Person.objects.create_user("new@shop.example", "x"),
        backend=BACKEND,
    )
    assert "You are in no project yet" in client.get("/").content.decode()
    assert client.get("/new-project/").status_code == 403


def test_who_has_done_every_step_is_told_what_the_verdict_would_have_her_do(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    admin, verdict = studio_client("admin"), open_study(finished()).verdict
    assert verdict["act"]
    first = admin.get("/p/corner-shop/").content.decode()
    assert "Make a persona yours" in first and verdict["act"][0]["stats"][0] not in first
    record(analysed.project, None, "edited a persona", "x")
    ExportRecord.objects.create(project=analysed.project, what="list", format="csv", personal=True)
    told = admin.get("/p/corner-shop/").content.decode()
    assert "Make a persona yours" not in told
    for line in verdict["act"]:
        assert line["tag"] in told and " ".join(line["stats"]) in told
