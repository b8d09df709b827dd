"""Can an admin give a program a key, tell an address, and see what came of it?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from coterie.studio.projects import webhooks
from coterie.studio.projects.models import ApiKey, Delivery, Event, Project, StudyRecord, Webhook

pytestmark = pytest.mark.django_db
KEYS, HOOKS = "/p/corner-shop/settings/keys/", "/p/corner-shop/settings/webhooks/"


@pytest.fixture
def admin(studio_client: Callable[..., Client]) -> Client:
    return studio_client("admin")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_key_is_shown_once_and_only_its_hash_is_kept(admin: Client, project: Project) -> None:
    assert "No program may call this project" in text(admin.get(KEYS))
    page = admin.post(KEYS, {"name": "Mail tool", "scopes": ["read", "score"], "ends": "90"})
    token = page.context["token"]
    key = ApiKey.objects.get()
    assert token.startswith(key.prefix)
    assert text(page).count(token) == 2, "the key, and the command that uses it"
    assert token not in text(admin.get(KEYS))
    assert token not in str(ApiKey.objects.values()) + str(Event.objects.values())
    assert "One program may call; it sees no single customer" in text(page)
    assert (key.scopes, (key.expires - key.created).days) == (["read", "score"], 89)


def test_the_command_beside_a_new_key_works(admin: Client, analysed: StudyRecord) -> None:
    for scopes in (["read"], ["score"], ["run"]):
        page = admin.post(KEYS, {"name": "x", "scopes": scopes, "ends": ""})
        address = page.context["curl"].split()[-1].removeprefix("http://testserver")
        words = page.context["curl"]
        head = {"Authorization": f"Bearer {page.context['token']}"}
        if " -d '" in words:
            body = words.partition(" -d '")[2].partition("'")[0]
            answer = Client().post(address, body, "application/json", headers=head)
        else:
            answer = Client().get(address, headers=head)
        assert answer.status_code == 200, words


def test_an_ended_key_opens_nothing_and_stays_in_the_log(admin: Client, project: Project) -> None:
    token = admin.post(KEYS, {"name": "old", "scopes": ["read"], "ends": ""}).context["token"]
    head = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/project", headers=head).status_code == 200
    page = admin.post(f"{KEYS}{ApiKey.objects.get().pk}/revoke/", follow=True)
    assert "opens nothing any more" in text(page)
    assert Client().get("/api/v1/project", headers=head).status_code == 401
    assert list(Event.objects.values_list("verb", flat=True))[:2] == ["revoked a key", "made a key"]


def test_a_key_without_a_scope_or_a_name_is_not_made(admin: Client) -> None:
    assert "a key without a scope opens nothing" in text(admin.post(KEYS, {"name": "x", "ends": ""}))
    admin.post(KEYS, {"name": "", "scopes": ["read"], "ends": ""})
    admin.post(KEYS, {"name": "x", "scopes": ["everything"], "ends": ""})
    assert ApiKey.objects.count() == 0


def test_a_webhook_is_made_tested_switched_off_and_removed(
    admin: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTERIE_WEBHOOK_HOSTS", "127.0.0.1")
    assert "No other program is told" in text(admin.get(HOOKS))
    page = admin.post(HOOKS, {"url": "http://127.0.0.1:9/x", "events": ["study.finished"]})
    secret = page.context["secret"]
    assert secret.startswith("whsec_")
    assert secret not in text(admin.get(HOOKS))
    hook = Webhook.objects.get()
    place = f"{HOOKS}{hook.pk}/"
    assert "No message was sent to this address yet" in text(admin.get(place))
    assert "The test did not arrive. It did not answer." in text(admin.post(f"{place}test/", follow=True))
    assert "0 of 1 message arrived" in text(admin.get(place))
    assert 'data-state="filtered"' in text(admin.get(f"{place}?state=delivered"))
    admin.post(f"{place}switch/")
    assert webhooks.announce(project, "study.finished", {}) == 1 - 1
    delivery = Delivery.objects.get()
    assert "It did not arrive" in text(admin.post(f"{HOOKS}delivery/{delivery.pk}/again/", follow=True))
    assert Delivery.objects.count() == 2
    admin.post(f"{place}remove/")
    assert (Webhook.objects.count(), Delivery.objects.count()) == (0, 0)


def test_an_address_that_points_inside_is_refused_with_a_sentence(admin: Client) -> None:
    page = admin.post(HOOKS, {"url": "http://169.254.169.254/latest/", "events": ["study.finished"]})
    assert "leads to an address inside of this network" in text(page)
    assert Webhook.objects.count() == 0


def test_the_page_of_calls_tells_each_one_to_everybody_who_reads(studio_client: Callable[..., Client]) -> None:
    page = text(studio_client("viewer").get("/p/corner-shop/settings/api/"))
    document = Client().get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for call in methods.values():
            assert f'id="call-{call["operationId"]}"' in page
            assert path in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_an_admin_makes_a_key_in_a_browser(visit: Callable[..., Page], width: int) -> None:
    page = visit("admin", width=width, scheme="dark")
    page.goto(KEYS)
    page.get_by_label("What will use this key?").fill("Nightly <b>job</b>")
    page.get_by_label("pii").check()
    page.get_by_role("button", name="Make the key").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("One program may call; it sees single customers")
    expect(page.locator("#token")).to_contain_text("ck_")
    expect(page.get_by_role("heading", name="Nightly <b>job</b>: copy the key now")).to_be_visible()
    for place in (KEYS, HOOKS, "/p/corner-shop/settings/api/"):
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
