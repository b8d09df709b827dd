"""Does a key open what its scopes say, in its own project, and nothing else? Generated over every call."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coterie.studio.api.app import api
from coterie.studio.projects.keys import SCOPES, revoke
from coterie.studio.projects.making import new_project
from coterie.studio.projects.models import Dataset, Delivery, Event, Project, StudyRecord, Webhook
from coterie.studio.runs.models import Job

pytestmark = pytest.mark.django_db
DOCUMENT = api.get_openapi_schema()
CALLS = [
    (method, path.removeprefix("/api/v1/"), tuple(call["x-scopes"]))
    for path, methods in DOCUMENT["paths"].items()
    for method, call in methods.items()
]
IDS = [f"{method} {path}" for method, path, _ in CALLS]
WORDS = {"segment": "s1", "customer": "C1"}
BODIES: dict[str, Any] = {"put": {"mapping": ""}, "patch": {"changes": [{"do": "archive"}]}}


@pytest.fixture
def things(project: Project) -> dict[str, Any]:
    dataset = Dataset.objects.create(project=project, name="orders")
    webhook = Webhook.objects.create(project=project, url="https://example.com/", secret_encrypted="")
    made = {
        "dataset": dataset,
        "study": StudyRecord.objects.create(project=project, dataset=dataset, number=1, state="failed"),
        "job": Job.objects.create(project=project, kind="demo"),
        "webhook": webhook,
        "delivery": Delivery.objects.create(webhook=webhook, event="x"),
    }
    return {name: thing.pk for name, thing in made.items()}


def filled(path: str, things: dict[str, Any]) -> str:
    return path.format(**{**WORDS, **things})


def test_every_call_names_a_scope_but_the_one_that_tells_about_the_key() -> None:
    assert [path for _, path, scopes in CALLS if not scopes] == ["project"]
    assert {scope for _, _, scopes in CALLS for scope in scopes} == set(SCOPES)


@pytest.mark.parametrize(("method", "path", "scopes"), CALLS, ids=IDS)
def test_a_call_without_a_living_key_is_answered_401(
    method: str, path: str, scopes: tuple[str, ...], things: dict[str, Any], program: Callable[..., Any]
) -> None:
    nobody, ended, late = program(), program(), program(expires=timezone.now() - timedelta(seconds=1))
    nobody.token = ""
    revoke(ended.key, ended.key.created_by)
    for each in (nobody, ended, late):
        answer = each(method, filled(path, things))
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["code"] == "COT-181"


@pytest.mark.parametrize(("method", "path", "scopes"), CALLS, ids=IDS)
def test_a_key_opens_a_call_with_its_scope_and_with_no_other(
    method: str, path: str, scopes: tuple[str, ...], things: dict[str, Any], program: Callable[..., Any]
) -> None:
    for scope in SCOPES:
        status = program(scope)(method, filled(path, things)).status_code
        assert status not in (401, 500)
        assert (status == 403) == bool(scopes and scope not in scopes), scope


NAMING = [each for each in CALLS if "{" in each[1]]


@pytest.mark.parametrize(("method", "path", "scopes"), NAMING, ids=[f"{m} {p}" for m, p, _ in NAMING])
def test_a_thing_of_another_project_is_not_there(
    method: str, path: str, scopes: tuple[str, ...], things: dict[str, Any], program: Callable[..., Any], keeper: Any
) -> None:
    stranger = program(of=new_project("Other Shop", keeper))
    body = BODIES.get(method, b"a" if path.endswith("files") else None)
    tail = "?name=x" if path.endswith("files") else ""
    before = Event.objects.count()
    heads = {"If_Match": '"0"'} if method == "patch" else {}
    answer = stranger(method, filled(path, things) + tail, body, **heads)
    assert answer.status_code == 404, answer.content
    assert answer.json()["code"] == "COT-183"
    absent = {name: uuid.uuid4() if isinstance(pk, uuid.UUID) else 10**6 for name, pk in things.items()}
    other = stranger(method, filled(path, absent) + tail, body, **heads)
    assert (other.status_code, other.content) == (404, answer.content), "a stranger learns what there is"
    assert Event.objects.count() == before


def test_a_session_of_a_browser_opens_no_call(analysed: Any, studio_client: Callable[..., Any]) -> None:
    assert studio_client("admin").get("/api/v1/studies").status_code == 401


def test_last_use_is_written_once_a_minute(
    program: Callable[..., Any], django_assert_num_queries: Any, standing_clock: None
) -> None:
    caller = program("read")
    caller("get", "project")
    caller.key.refresh_from_db()
    first = caller.key.last_used
    assert first is not None
    with django_assert_num_queries(0):  # neither read nor written: the key is remembered for two seconds
        caller("get", "project")
    caller.key.refresh_from_db()
    assert caller.key.last_used == first


def test_the_pace_of_a_key_is_held_and_told(program: Callable[..., Any], settings: Any, standing_clock: None) -> None:
    settings.API_RATES = {"read": 3, "score": 3}
    caller, other = program(), program()
    left = [caller("get", "studies").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    answer = caller("get", "studies")
    assert (answer.status_code, answer.json()["code"]) == (429, "COT-189")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert other("get", "studies").status_code == 200
