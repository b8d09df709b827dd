"""Is every page closed to everybody who may not see it? Generated over every address, role and method.

A new address without a word on who may see it fails here. A public one stands in PUBLIC; an address that names a thing
by number or id has the thing in `things`, so that its use from another project is tried too.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.access import KEEPER, SIGNED_IN
from coterie.studio.projects.models import (
    ApiKey,
    Connection,
    Dataset,
    Delivery,
    ExportRecord,
    Invitation,
    Member,
    Project,
    SavedSegment,
    Source,
    StudyRecord,
    Webhook,
)
from coterie.studio.projects.roles import Action, Role, allows
from coterie.studio.runs.models import Job
from visitors import BACKEND

pytestmark = pytest.mark.django_db
UNKNOWN = "unknown"
SIGN_IN = "/account/sign-in/"
# Programs are let in by keys, not by sessions: the API has a matrix of its own beside its tests.
ELSEWHERE = ("api/v1/",)
# Views that anybody may see, by name.
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "health",
    "join",
    "mfa_authenticate",
    "setup",
    "start",
    "theme",
}
# Numbers and ids in addresses that name no thing of a project.
NO_THING = {"version", "number", "page"}
# What `pk` is, by the part of the address before it.
OF = {"jobs": "job"}


@dataclass(frozen=True)
class Address:
    """One line of the studio's list of addresses."""

    route: str
    name: str
    action: Any
    words: tuple[tuple[str, str], ...]  # name of a word in the address, and its converter


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[Address]:
    """Every address that leads somewhere."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(ELSEWHERE):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            kinds = getattr(pattern.pattern, "converters", {})
            names = {**dict.fromkeys(pattern.pattern.regex.groupindex, ""), **kinds}
            words = tuple((name, type(kind).__name__) for name, kind in names.items())
            yield Address(route, pattern.name or "", getattr(pattern.callback, "action", UNKNOWN), words)


ALL = sorted(addresses(get_resolver()), key=lambda address: address.route)
OF_PROJECTS = [address for address in ALL if isinstance(address.action, Action)]


def test_every_address_says_who_may_see_it() -> None:
    assert [a.route for a in ALL if a.action == UNKNOWN] == []
    assert {a.name for a in ALL if a.action is None} == PUBLIC


def test_every_address_of_a_project_names_the_project_first_and_no_other_does() -> None:
    for address in ALL:
        inside = address.route.startswith("p/<slug:slug>/")
        assert inside == isinstance(address.action, Action), address.route


@pytest.fixture
def things(project: Project, keeper: Person) -> dict[str, Any]:
    """One thing of each kind in the project, by the word that names it in addresses."""
    dataset = Dataset.objects.create(project=project, name="orders.csv")
    study = StudyRecord.objects.create(project=project, dataset=dataset, number=1, state=StudyRecord.State.FAILED)
    webhook = Webhook.objects.create(project=project, url="https://example.com/", secret_encrypted="")
    later = timezone.now() + timedelta(days=1)
    made = {
        "connection": Connection.objects.create(project=project, name="shop", url_encrypted="", host="db"),
        "dataset": dataset,
        "delivery": Delivery.objects.create(webhook=webhook, event="x"),
        "export": ExportRecord.objects.create(project=project, what="list", format="csv"),
        "invitation": Invitation.objects.create(project=project, email="a@b.c", token_hash="x", expires=later),
        "job": Job.objects.create(project=project, kind="demo"),
        "key": ApiKey.objects.create(project=project, name="k", prefix="ck_x", hash="x"),
        "member": Member.objects.get(project=project, person=keeper),
        "saved": SavedSegment.objects.create(project=project, name="mine"),
        "source": Source.objects.create(dataset=dataset, name="orders.csv"),
        "study": study,
        "webhook": webhook,
    }
    return {name: thing.pk for name, thing in made.items()}


def thing(address: Address, word: str) -> str:
    """Which thing a word of the address names."""
    if word != "pk":
        return word
    before = re.search(r"(\w+)/<\w+:pk>", address.route)
    return OF.get(before[1], word) if before else word


def url(address: Address, slug: str, things: dict[str, Any]) -> str:
    """The address, filled."""
    plain = {"UUIDConverter": uuid.uuid4(), "IntConverter": 1, "SlugConverter": "x", "StringConverter": "x"}
    words = {name: things.get(thing(address, name), plain.get(kind, "x")) for name, kind in address.words}
    if "slug" in words and address.route.startswith("p/"):
        words["slug"] = slug
    return reverse(address.name, kwargs=words)


def browser(person: Person | None) -> Client:
    """A browser that shows what a visitor sees, also when the studio fails."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def asked_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN)


METHODS = ("get", "post")


@pytest.mark.parametrize("address", OF_PROJECTS, ids=[a.route for a in OF_PROJECTS])
def test_a_page_of_a_project_opens_for_those_who_may_and_for_nobody_else(
    address: Address, things: dict[str, Any], person: Callable[..., Person]
) -> None:
    place = url(address, "corner-shop", things)
    for method in METHODS:
        assert asked_to_sign_in(getattr(browser(None), method)(place)), "anonymous"
        assert getattr(browser(person("stranger")), method)(place).status_code == 404, "admin of another project"
        for role in Role:
            answer = getattr(browser(person(role)), method)(place)
            if allows(role, address.action):
                assert answer.status_code < 500, (role, method)
                assert answer.status_code not in (401, 403), (role, method)
                assert not asked_to_sign_in(answer), (role, method)
            else:
                assert answer.status_code == 403, (role, method)


NAMING = [a for a in OF_PROJECTS if any(kind in ("UUIDConverter", "IntConverter") for _, kind in a.words)]


@pytest.mark.parametrize("address", NAMING, ids=[a.route for a in NAMING])
def test_a_thing_of_another_project_is_not_there(
    address: Address, things: dict[str, Any], person: Callable[..., Person]
) -> None:
    named = {thing(address, name) for name, kind in address.words if kind in ("UUIDConverter", "IntConverter")}
    assert named <= set(things) | NO_THING, f"say in `things` what {sorted(named)} are"
    if not named & set(things):
        pytest.skip("names no thing of a project")
    place = url(address, "other-shop", things)
    for method in METHODS:
        answer = getattr(browser(person("stranger")), method)(place)
        assert answer.status_code in (404, 405), (method, answer.status_code)


def test_an_analyst_whose_right_was_taken_sees_no_single_customer(
    things: dict[str, Any], person: Callable[..., Person]
) -> None:
    analyst = browser(person("analyst", may_personal=False))
    for address in OF_PROJECTS:
        answer = analyst.get(url(address, "corner-shop", things))
        assert (answer.status_code == 403) == (not allows(Role.ANALYST, address.action, may_personal=False)), address


OUTSIDE = [a for a in ALL if a.action in (SIGNED_IN, KEEPER)]


@pytest.mark.parametrize("address", OUTSIDE, ids=[a.route for a in OUTSIDE])
def test_a_page_outside_projects_opens_for_whom_it_is(
    address: Address, project: Project, keeper: Person, person: Callable[..., Person]
) -> None:
    place = url(address, "", {})
    for method in METHODS:
        assert asked_to_sign_in(getattr(browser(None), method)(place))
        assert getattr(browser(keeper), method)(place).status_code < 500
        other = getattr(browser(person("viewer")), method)(place).status_code
        assert other == 403 if address.action == KEEPER else other < 400 or other in (404, 405)


def test_a_page_that_is_fetched_in_pieces_leads_to_sign_in_as_a_whole(project: Project) -> None:
    answer = Client().get("/p/corner-shop/", headers={"HX-Request": "true", "HX-Current-URL": "/p/corner-shop/"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/account/sign-in/?next=/p/corner-shop/"


def test_the_page_that_refuses_says_who_may_and_whom_to_ask(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    page = studio_client("viewer").post("/p/corner-shop/demo/").content.decode()
    assert "Analyst and Admin may bring data and start an analysis" in page
    assert "Ask Kim Keeper" in page
