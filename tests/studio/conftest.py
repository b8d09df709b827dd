"""People, a project and browsers without a browser, for the tests of the studio."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import playwright.sync_api as playwright
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.making import new_project
from coterie.studio.projects.models import Dataset, Member, Project, StudyRecord
from coterie.studio.projects.roles import Role
from coterie.workflows import open_study
from finished import continued, finished
from patience import LONG, SLOW
from visitors import BACKEND, PASSWORD


@pytest.fixture(autouse=True)
def _forget() -> None:
    """Rate limits are counted in memory: no test counts for another."""
    cache.clear()


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute ends while a test counts what may be done in one."""
    now, running = time.time(), time.monotonic()
    monkeypatch.setattr("time.time", lambda: now)
    monkeypatch.setattr("time.monotonic", lambda: running)


@pytest.fixture
def keeper(db: Any) -> Person:
    """Who made the first account; admin of the project."""
    return Person.objects.create_superuser("keeper@shop.example", PASSWORD, name="Kim Keeper")


@pytest.fixture
def project(keeper: Person) -> Project:
    """A project without data."""
    return new_project("Corner Shop", keeper, "EUR")


@pytest.fixture
def person(project: Project) -> Callable[..., Person]:
    """`person("viewer")`: somebody with this role in the project; `person("stranger")`: admin of another project."""

    def make(role: str, **member: Any) -> Person:
        made = Person.objects.filter(email=f"{role}@shop.example").first()
        if made is None:
            made = Person.objects.create_user(f"{role}@shop.example", PASSWORD, name=role.title())
            if role == "stranger":
                new_project("Other Shop", made)
            else:
                Member.objects.create(project=project, person=made, role=Role(role).value, **member)
        return made

    return make


@pytest.fixture
def studio_client(person: Callable[..., Person]) -> Callable[..., Client]:
    """`studio_client("viewer")`: a browser in which this person has signed in; `studio_client("")`: nobody has."""

    def make(role: str = "", **member: Any) -> Client:
        client = Client()
        if role:
            client.force_login(person(role, **member), backend=BACKEND)
        return client

    return make


@pytest.fixture
def analysed(project: Project, keeper: Person) -> StudyRecord:
    """A finished study of 500 customers in six groups, with its files in the workspace (`finished.finished`)."""
    dataset = Dataset.objects.create(
        project=project, name="Garden shop", state="ready", consent_column="newsletter_consent"
    )
    return landed(project, dataset, finished(), created_by=keeper)


@pytest.fixture
def later(analysed: StudyRecord, project: Project, keeper: Person) -> StudyRecord:
    """A study that continues it: three of its groups are left, and nothing is known of the customers themselves."""
    return landed(project, analysed.dataset, continued(), previous=analysed, created_by=keeper)


def landed(project: Project, dataset: Dataset, folder: Path, **more: Any) -> StudyRecord:
    """A record of a study whose files are in this folder; the workspace gets a link to them."""
    number = StudyRecord.objects.filter(project=project).count() + 1
    study = StudyRecord.objects.create(project=project, dataset=dataset, number=number, **more)
    place = Path(settings.WORKSPACE) / study.folder
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(folder)
    told = open_study(folder)
    study.summary, study.parameters = told.summary, told.run["parameters"]
    study.state, study.finished = StudyRecord.State.DONE, timezone.now()
    study.save()
    return study


@pytest.fixture
def visit(
    chromium: playwright.Browser, live_server: Any, studio_client: Callable[..., Client]
) -> Iterator[Callable[..., playwright.Page]]:
    """`visit("analyst", width=390, scheme="dark")`: a page of a browser in which this person has signed in.

    Addresses are relative to the studio. At the end nothing may have been complained about, asked for elsewhere, or
    wider than the window.
    """
    opened: list[playwright.BrowserContext] = []
    said: list[str] = []

    def make(role: str = "analyst", width: int = 1280, scheme: Any = "light", **more: Any) -> playwright.Page:
        size = {"width": width, "height": 900}
        context = chromium.new_context(base_url=live_server.url, viewport=size, color_scheme=scheme, **more)
        opened.append(context)
        context.set_default_timeout(SLOW)
        session = studio_client(role).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda told: said.append(f"{told.type}: {told.text}") if told.type == "error" else None)
        page.on("pageerror", lambda fault: said.append(str(fault)))
        page.on("request", lambda asked: None if asked.url.startswith(live_server.url) else said.append(asked.url))
        return page

    yield make
    for context in opened:
        context.close()
    _end_of_answers()
    assert said == []


def _end_of_answers() -> None:
    """Wait for the server's threads: one that outlives the server closes a connection that is no longer its own."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=LONG)
