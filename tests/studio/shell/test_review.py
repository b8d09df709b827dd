"""What would somebody try who means harm? Each try over every page, or over each door that it could come in by."""

import io
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from coterie.studio.accounts.models import Person
from coterie.studio.projects.events import record
from coterie.studio.projects.keys import make_key
from coterie.studio.projects.models import Connection, Dataset, ExportRecord, Project, SavedSegment, Source, StudyRecord
from coterie.studio.projects.people import invite
from coterie.studio.projects.roles import Action, Role
from coterie.studio.projects.secrets import encrypt
from coterie.studio.projects.webhooks import make_webhook
from coterie.studio.runs.models import Job, State
from visitors import BACKEND, PASSWORD

pytestmark = pytest.mark.django_db
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'\u202egpj.exe"
AWAY = ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example")


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the studio."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        else:
            yield route, each


ALL = list(routes(get_resolver()))


def opened(client: Client, project: Project, things: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Each page of a project that can be opened: its address and what it shows."""
    for route, pattern in ALL:
        if not isinstance(getattr(pattern.callback, "action", None), Action):
            continue
        words = {name: things.get(name, "s1") for name in pattern.pattern.regex.groupindex}
        words["slug"] = project.slug
        if "pk" in words:
            words["pk"] = things["job"]
        try:
            place = reverse(pattern.name, kwargs=words)
        except NoReverseMatch:
            continue
        answer = client.get(place)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page and not answer.streaming:
            yield route, answer.content.decode(errors="replace")


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_sent_to_another_site(
    away: str, project: Project, keeper: Person, studio_client: Callable[..., Client]
) -> None:
    words = {"login": keeper.email, "password": PASSWORD, "next": away}
    answers = [
        Client().post("/account/sign-in/", words),
        Client().post(f"/account/sign-in/?next={away}", words),
        Client().post("/account/theme/", {"theme": "dark", "next": away}),
        studio_client("viewer").get("/help/at/", {"page": away}),
        studio_client("viewer").post("/account/sign-out/", {"next": away}),
    ]
    for answer in answers:
        place = answer.headers.get("Location", "/")
        assert place.startswith("/"), place
        assert not place.startswith(("//", "/\\")), place


def test_a_session_that_was_there_before_signing_in_is_another_one_after_it(project: Project, keeper: Person) -> None:
    client = Client()
    client.post("/account/theme/", {"theme": "dark"})
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    client.post("/account/sign-in/", {"login": keeper.email, "password": PASSWORD})
    assert client.get("/p/corner-shop/").status_code == 200
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert thief.get("/p/corner-shop/").status_code == 302


def test_a_session_ends_with_the_sign_out_and_with_a_closed_account(
    project: Project, studio_client: Callable[..., Client], person: Callable[..., Person]
) -> None:
    client = studio_client("viewer")
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/account/sign-out/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/p/corner-shop/").status_code == 302
    other = studio_client("viewer")
    Person.objects.filter(pk=person("viewer").pk).update(is_active=False)
    assert other.get("/p/corner-shop/").status_code == 302


POSTS = [
    (route, pattern)
    for route, pattern in ALL
    if isinstance(getattr(pattern.callback, "action", None), Action) and not route.startswith("api/")
]


@pytest.mark.parametrize("heads", [{}, {"HX-Request": "true"}, {"X-Requested-With": "XMLHttpRequest"}])
def test_no_form_is_taken_without_the_token_of_its_page_whoever_says_it_is_htmx(
    heads: dict[str, str], project: Project, keeper: Person
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(keeper, backend=BACKEND)
    seen = 0
    for _, pattern in POSTS:
        words = dict.fromkeys(pattern.pattern.regex.groupindex, "7") | {"slug": project.slug}
        if any(type(kind).__name__ == "UUIDConverter" for kind in getattr(pattern.pattern, "converters", {}).values()):
            words = dict.fromkeys(words, "0e9a2f6a-0000-4000-8000-000000000000") | {"slug": project.slug}
        try:
            place = reverse(pattern.name, kwargs=words)
        except NoReverseMatch:
            continue
        assert client.post(place, headers=heads).status_code == 403, place
        seen += 1
    assert seen > 20


@pytest.fixture
def hostile(analysed: StudyRecord, project: Project, keeper: Person) -> dict[str, object]:
    """A project in which every name that a person may type, or a file may carry, is an attack."""
    Person.objects.filter(pk=keeper.pk).update(name=EVIL[:120])
    Project.objects.filter(pk=project.pk).update(name=EVIL[:120], currency="<b>")
    dataset = analysed.dataset
    guess = {"files": [{"path": EVIL, "kind": "orders", "columns": [{"name": EVIL, "examples": [EVIL]}]}]}
    Dataset.objects.filter(pk=dataset.pk).update(name=EVIL, message=EVIL)
    source = Source.objects.create(dataset=dataset, name=EVIL, kind="orders", complete=True)
    bad = Dataset.objects.create(project=project, name=EVIL, state="refused", message=EVIL, guess=guess)
    summary = {**analysed.summary, "headline": EVIL}
    summary["segments"] = [{**each, "name": EVIL} for each in summary["segments"]]
    StudyRecord.objects.filter(pk=analysed.pk).update(title=EVIL, summary=summary)
    ExportRecord.objects.create(project=project, person=keeper, what=EVIL, format="csv", personal=True)
    saved = SavedSegment.objects.create(project=project, name=EVIL[:100])
    record(project, keeper, "imported", EVIL, note=EVIL)
    problem = {"found": EVIL, "expected": EVIL, "remedy": EVIL, "code": "COT-201"}
    job = Job.objects.create(project=project, kind="import", state=State.FAILED, message=EVIL, problems=[problem])
    return {"study": analysed.pk, "dataset": bad.pk, "job": job.pk, "source": source.pk, "saved": saved.pk}


def test_no_name_becomes_part_of_a_page(hostile: dict[str, object], project: Project, keeper: Person) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(keeper, backend=BACKEND)
    project.refresh_from_db()
    shown = 0
    for route, page in opened(client, project, hostile):
        assert "<script>alert" not in page, route
        assert "<img src=x" not in page, route
        assert not re.search(r"<[^>]*\sonerror\s*=", re.sub(r'"[^"]*"', '""', page)), route
        shown += "&lt;script&gt;alert" in page or "\\u003cscript" in page
    assert shown > 10


def test_a_secret_stands_in_no_page_no_log_no_record_and_no_export(
    analysed: StudyRecord, project: Project, keeper: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "canary-4711-sings"
    key, token = make_key(project, keeper, "till", ["read"], None)
    hook, signing = make_webhook(project, keeper, "https://shop.example/told", [])
    _, invitation = invite(project, "new@shop.example", Role.VIEWER, keeper)
    address = f"postgresql://reader:{canary}@db.shop.example/shop"
    base = Connection.objects.create(
        project=project, name="till", host="db.shop.example", url_encrypted=encrypt(address), created_by=keeper
    )
    secrets = [canary, token, signing, invitation, PASSWORD, settings.SECRET_KEY]
    client = Client(raise_request_exception=False)
    client.post("/account/sign-in/", {"login": keeper.email, "password": PASSWORD})
    client.post("/account/sign-in/", {"login": keeper.email, "password": f"{canary}-wrong"})
    job = Job.objects.create(project=project, kind="demo")
    things = {"study": analysed.pk, "dataset": analysed.dataset.pk, "job": job.pk, "key": key.pk}
    things |= {"webhook": hook.pk, "connection": base.pk}
    pages = dict(opened(client, project, things))
    assert len(pages) > 20
    for route, page in pages.items():
        assert not [each for each in secrets if each in page], route
    assert not [each for each in secrets if each in caplog.text]
    kept = io.StringIO()
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept.write(str(cursor.fetchall()))
    assert "till" in kept.getvalue()
    assert not [each for each in secrets if each in kept.getvalue()]
