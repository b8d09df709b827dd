"""How does somebody come in, change and leave?"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.models import Event, Invitation, Member, Project
from coterie.studio.projects.roles import Action, Role
from visitors import BACKEND, PASSWORD

pytestmark = pytest.mark.django_db
PEOPLE = "/p/corner-shop/settings/people/"


def link_for(admin: Client, email: str, role: str = "analyst") -> str:
    page = admin.post(f"{PEOPLE}invite/", {"email": email, "role": role}).content.decode()
    return re.search(r"http://testserver(/join/[^<]+)", page)[1]


def test_a_link_makes_an_account_and_a_member_once(project: Project, studio_client: Callable[..., Client]) -> None:
    link = link_for(studio_client("admin"), "New@Shop.example")
    assert Invitation.objects.get().token_hash not in link
    visitor = Client()
    page = visitor.get(link).content.decode()
    assert "Join Corner Shop" in page
    assert "new@shop.example" in page
    assert visitor.post(link, {"name": "Nia", "password": "short"}).status_code == 200
    assert not Person.objects.filter(email="new@shop.example").exists()
    answer = visitor.post(link, {"name": "Nia New", "password": PASSWORD})
    assert answer.headers["Location"] == "/p/corner-shop/"
    assert Member.objects.get(person__email="new@shop.example").role == Role.ANALYST
    assert visitor.get("/p/corner-shop/").status_code == 200
    again = Client().get(link)
    assert again.status_code == 404
    assert "no longer opens" in again.content.decode()


def test_a_link_is_for_its_address_alone(
    project: Project, studio_client: Callable[..., Client], person: Callable[..., Person]
) -> None:
    stranger = person("stranger")
    link = link_for(studio_client("admin"), stranger.email, "viewer")
    other = studio_client("viewer")
    assert other.get(link).status_code == 403
    assert other.post(link, {"name": "x", "password": PASSWORD}).status_code == 403
    assert Client().get(link).headers["Location"].startswith("/account/sign-in/?next=/join/")
    right = Client()
    right.force_login(stranger, backend=BACKEND)
    assert right.post(link).headers["Location"] == "/p/corner-shop/"
    assert Member.objects.get(project=project, person=stranger).role == Role.VIEWER


def test_a_link_that_is_old_withdrawn_or_replaced_opens_nothing(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    admin = studio_client("admin")
    first, second = (link_for(admin, "late@shop.example") for _ in range(2))
    assert Client().get(first).status_code == 404
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().get(second).status_code == 404
    third = link_for(admin, "late@shop.example")
    admin.post(f"{PEOPLE}invitations/{Invitation.objects.latest('pk').pk}/withdraw/")
    assert Client().get(third).status_code == 404
    assert not Member.objects.filter(person__email="late@shop.example").exists()


def test_the_last_admin_can_neither_go_nor_step_down(project: Project, keeper: Person) -> None:
    client = Client()
    client.force_login(keeper, backend=BACKEND)
    me = Member.objects.get(project=project, person=keeper)
    for place, words in ((f"{PEOPLE}{me.pk}/", {"role": "viewer"}), (f"{PEOPLE}{me.pk}/remove/", {})):
        assert "the only admin" in client.post(place, words, follow=True).content.decode()
    me.refresh_from_db()
    assert me.role == Role.ADMIN


def test_an_admin_changes_a_role_and_takes_single_customers_away(
    project: Project, studio_client: Callable[..., Client], person: Callable[..., Person]
) -> None:
    admin = studio_client("admin")
    analyst = Member.objects.get(person=person("analyst"))
    page = admin.post(f"{PEOPLE}{analyst.pk}/", {"role": "analyst"}, follow=True).content.decode()
    assert "Analyst is Analyst now, without single customers." in page
    analyst.refresh_from_db()
    assert not analyst.may(Action.PERSONAL)
    admin.post(f"{PEOPLE}{analyst.pk}/", {"role": "viewer"})
    analyst.refresh_from_db()
    assert (analyst.role, analyst.may_personal) == (Role.VIEWER, False)
    admin.post(f"{PEOPLE}{analyst.pk}/remove/")
    assert studio_client("analyst").get("/p/corner-shop/").status_code == 404
    verbs = list(Event.objects.filter(project=project).order_by("number").values_list("verb", flat=True))
    assert verbs[-3:] == ["changed a role", "changed a role", "removed a member"]


def test_the_page_opens_with_how_many_there_are(project: Project, studio_client: Callable[..., Client]) -> None:
    admin = studio_client("admin")
    link_for(admin, "soon@shop.example")
    page = admin.get(PEOPLE).content.decode()
    assert "Two people work in Corner Shop, 1 invited" in page
    answer = admin.post(f"{PEOPLE}invite/", {"email": "keeper@shop.example", "role": "viewer"})
    assert answer.status_code == 422
    assert "is a member already" in answer.content.decode()
