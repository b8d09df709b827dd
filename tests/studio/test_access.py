"""Which project is it, and for whom?"""

from collections.abc import Callable

import pytest
from django.test import Client

from coterie.studio.accounts.models import Person
from coterie.studio.projects.making import new_project
from coterie.studio.projects.models import Member, Project
from coterie.studio.projects.roles import Role

pytestmark = pytest.mark.django_db


def test_two_shops_of_one_name_have_two_addresses_and_a_name_without_letters_has_one(keeper: Person) -> None:
    slugs = [new_project(name, keeper).slug for name in ("Café Müller", "Café Müller", "商店", "!!!")]
    assert slugs == ["cafe-muller", "cafe-muller-2", "project", "project-2"]


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(
    project: Project, studio_client: Callable[..., Client], person: Callable[..., Person]
) -> None:
    client = studio_client("analyst")
    assert client.get("/p/corner-shop/").status_code == 200
    Member.objects.filter(person=person("analyst")).update(role=Role.VIEWER.value)
    assert client.post("/p/corner-shop/demo/").status_code == 403
    Member.objects.filter(person=person("analyst")).delete()
    assert client.get("/p/corner-shop/").status_code == 404


def test_there_is_no_telling_a_project_of_others_from_one_that_is_not(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    stranger = studio_client("stranger")
    pages = [stranger.get(f"/p/{slug}/") for slug in ("corner-shop", "no-such-shop")]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].content == pages[1].content


def test_the_studios_keeper_is_nobody_in_a_project_that_she_is_not_in(
    keeper: Person, person: Callable[..., Person], project: Project
) -> None:
    person("stranger")
    client = Client()
    client.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/p/other-shop/").status_code == 404


def test_the_switcher_stands_where_there_is_more_than_one_project(project: Project, keeper: Person) -> None:
    client = Client()
    client.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Second Shop" not in client.get("/p/corner-shop/").content.decode()
    new_project("Second Shop", keeper)
    assert '<a href="/p/second-shop/">Second Shop</a>' in client.get("/p/corner-shop/").content.decode()
