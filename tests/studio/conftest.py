"""People, a project and browsers without a browser, for the tests of the studio."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from coterie.studio.accounts.models import Person
from coterie.studio.projects.making import new_project
from coterie.studio.projects.models import Member, Project
from coterie.studio.projects.roles import Role
from visitors import BACKEND, PASSWORD


@pytest.fixture(autouse=True)
def _forget() -> None:
    """Rate limits are counted in memory: no test counts for another."""
    cache.clear()


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
