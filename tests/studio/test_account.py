"""Does nobody come in who should not, and everybody who should?"""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client

from coterie.studio.accounts.first import first_person
from coterie.studio.accounts.models import Person
from coterie.studio.projects.models import Event, Member, Project
from visitors import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "seven quiet rivers"
FIRST = {"name": "Ann", "email": "Ann@Shop.example", "password": PASSWORD, "project": "Corner Shop"}


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/account/sign-in/", {"login": email, "password": password}, **more)


def test_the_first_visitor_makes_the_first_account_and_is_in() -> None:
    client = Client()
    done = client.post("/setup/", FIRST)
    assert done.headers["Location"] == "/p/corner-shop/"
    assert client.get("/p/corner-shop/").status_code == 200
    person = Person.objects.get()
    assert (person.email, person.is_staff) == ("ann@shop.example", True)
    assert Member.objects.get(person=person).role == "admin"


def test_there_is_only_one_first_account() -> None:
    Client().post("/setup/", FIRST)
    assert Client().get("/setup/").headers["Location"] == "/"
    Client().post("/setup/", {**FIRST, "email": "eve@shop.example"})
    assert Person.objects.count() == 1
    assert first_person("eve@shop.example", "Eve", PASSWORD) is None


def test_where_others_can_reach_it_the_first_account_needs_the_token_of_the_terminal(settings: Any) -> None:
    settings.SETUP_TOKEN = "abc-123"
    assert "not the token" in Client().post("/setup/", {**FIRST, "token": "guess"}).content.decode()
    assert Client().post("/setup/", FIRST).status_code == 200
    assert not Person.objects.exists()
    assert 'value="abc-123"' in Client().get("/setup/?token=abc-123").content.decode()
    assert Client().post("/setup/", {**FIRST, "token": "abc-123"}).status_code == 302
    assert Person.objects.count() == 1


@pytest.mark.parametrize("weak", ["short", "password1234", "1234567890123", "ann@shop.example"])
def test_a_weak_password_is_refused_with_a_reason(weak: str) -> None:
    page = Client().post("/setup/", {**FIRST, "password": weak}).content.decode()
    assert 'class="error"' in page
    assert not Person.objects.exists()


def test_an_address_signs_in_however_it_is_written_and_comes_back_to_the_page(project: Project) -> None:
    client = Client()
    done = client.post(
        "/account/sign-in/?next=/p/corner-shop/", {"login": " KEEPER@shop.example ", "password": PASSWORD}
    )
    assert done.headers["Location"] == "/p/corner-shop/"
    assert Event.objects.filter(verb="signed in").count() == 1


def test_signing_in_never_leads_to_another_site(project: Project) -> None:
    for away in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        client = Client()
        done = client.post("/account/sign-in/", {"login": "keeper@shop.example", "password": PASSWORD, "next": away})
        assert done.headers["Location"] == "/"
        changed = client.post("/account/theme/", {"theme": "dark", "next": away})
        assert changed.headers["Location"] == "/"


def test_the_session_is_a_new_one_after_signing_in_and_gone_after_signing_out(project: Project) -> None:
    client = Client()
    client.post("/account/theme/", {"theme": "dark"})
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["coterie_session"] = before
    sign_in(client, "keeper@shop.example")
    assert client.cookies["coterie_session"].value != before
    client.post("/account/sign-out/")
    assert client.get("/p/corner-shop/").status_code == 302


def test_an_unknown_address_and_a_wrong_password_are_told_alike(project: Project) -> None:
    told = []
    for email in ("keeper@shop.example", "nobody@shop.example"):
        page = sign_in(Client(), email, "wrong").content.decode()
        told.append(re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", page))
    assert told[0] == told[1]
    assert "do not belong together" in told[0]


def test_after_five_wrong_passwords_even_the_right_one_waits_but_only_from_there(project: Project) -> None:
    client = Client()
    answers = [sign_in(client, "keeper@shop.example", "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert sign_in(client, "keeper@shop.example").status_code == 429
    assert sign_in(Client(), "Keeper@Shop.example").status_code == 429
    assert sign_in(Client(), "keeper@shop.example", REMOTE_ADDR="10.0.0.9").status_code == 302


def test_tries_on_many_accounts_from_one_address_are_slowed_down(project: Project, standing_clock: None) -> None:
    told = [sign_in(Client(), f"p{i}@shop.example", "wrong").content.decode() for i in range(22)]
    assert "do not belong together" in told[0]
    assert AccessAttempt.objects.count() == 20


def test_a_forged_forwarding_head_is_no_new_address(project: Project) -> None:
    for turn in range(6):
        last = sign_in(Client(), "keeper@shop.example", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{turn}")
    assert last.status_code == 429


def test_behind_a_proxy_of_ours_the_nearest_hop_counts(project: Project, settings: Any) -> None:
    settings.PROXIES = 1
    for turn in range(5):
        sign_in(Client(), "keeper@shop.example", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{turn}, 192.0.2.7")
    assert sign_in(Client(), "keeper@shop.example", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 429
    assert sign_in(Client(), "keeper@shop.example", HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 302


def test_a_closed_account_does_not_come_in(project: Project, keeper: Person) -> None:
    keeper.is_active = False
    keeper.save()
    client = Client()
    sign_in(client, "keeper@shop.example")
    assert client.get("/p/corner-shop/").status_code == 302


def test_nobody_signs_up_alone(project: Project) -> None:
    assert Client().get("/account/signup/").status_code == 404


def test_a_reset_link_works_once_and_the_new_password_opens(
    project: Project, keeper: Person, person: Callable[..., Person]
) -> None:
    viewer, admin, browser = person("viewer"), Client(), Client()
    sign_in(admin, "keeper@shop.example")
    page = admin.post(f"/account/people/{viewer.pk}/link/").content.decode()
    link = re.search(r"http://testserver(/account/password/\S+?/)<", page)
    assert link
    form = browser.get(link[1], follow=True)
    changed = browser.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert changed.status_code == 302
    assert sign_in(Client(), "viewer@shop.example").status_code == 200
    assert sign_in(Client(), "viewer@shop.example", NEW).status_code == 302
    assert "no longer works" in Client().get(link[1], follow=True).content.decode()
    assert Event.objects.filter(verb="made a reset link", person=keeper).exists()


def test_without_a_mail_server_the_page_says_who_helps_and_sends_nothing(project: Project) -> None:
    assert "This studio sends no mail" in Client().get("/account/password/forgotten/").content.decode()


def test_with_a_mail_server_a_link_is_sent_and_unknown_addresses_are_not_told(project: Project, settings: Any) -> None:
    settings.MAIL = True
    for email in ("keeper@shop.example", "nobody@shop.example"):
        done = Client().post("/account/password/forgotten/", {"email": email})
        assert done.headers["Location"] == "/account/password/sent/"
    assert [letter.to for letter in mail.outbox] == [["keeper@shop.example"]]
    assert "http://testserver/account/password/" in mail.outbox[0].body
    assert mail.outbox[0].subject == "A new password for coterie"


def code_of(secret: str) -> str:
    """The six digits of RFC 6238 for now."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_two_factor_is_turned_on_asked_for_kept_sealed_and_can_be_taken_away(
    project: Project, keeper: Person, standing_clock: None
) -> None:
    client = Client()
    sign_in(client, "keeper@shop.example")
    asked = client.get("/account/two-factor/on/").headers["Location"]
    assert asked.startswith("/account/again/")
    assert client.post(asked, {"password": "wrong"}).status_code == 200
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == "/account/two-factor/on/"
    page = client.get("/account/two-factor/on/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret
    assert client.post("/account/two-factor/on/", {"code": "000000"}).status_code == 200
    assert client.post("/account/two-factor/on/", {"code": code_of(secret[1])}).status_code == 302
    assert secret[1] not in str(list(keeper.authenticator_set.values_list("data", flat=True)))

    other = Client()
    assert sign_in(other, "keeper@shop.example").headers["Location"].startswith("/account/two-factor/code/")
    assert other.get("/p/corner-shop/").status_code == 302
    codes = client.get("/account/two-factor/codes/").content.decode()
    recovery = re.findall(r"<li><code>(\w+)</code>", codes)
    assert len(recovery) == 10
    assert other.post("/account/two-factor/code/", {"code": recovery[0]}).status_code == 302
    assert other.get("/p/corner-shop/").status_code == 200

    client.post(f"/account/people/{keeper.pk}/two-factor/")
    third = Client()
    sign_in(third, "keeper@shop.example")
    assert third.get("/p/corner-shop/").status_code == 200


def test_the_profile_keeps_a_name_and_the_theme_is_there_at_the_first_paint(project: Project) -> None:
    client = Client()
    sign_in(client, "keeper@shop.example")
    client.post("/account/", {"name": "Kim <b>"})
    client.post("/account/theme/", {"theme": "dark", "next": "/account/"})
    page = client.get("/account/").content.decode()
    assert '<html lang="en" data-theme="dark">' in page
    assert "Kim &lt;b&gt;" in page
    assert "Kim <b>" not in page
