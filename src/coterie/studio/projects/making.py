"""How does a project begin? With a name, an address made from it, and its first admin."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from coterie.studio.accounts.models import Person
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Member, Project
from coterie.studio.projects.roles import Role

TRIES = 50


def new_project(name: str, person: Person, currency: str = "") -> Project:
    """A project of this name; the person is its admin. Its address is the name's, with a number where it is taken.

    Raises:
        IntegrityError: no free address was found.
    """
    stem = slugify(name)[:50] or "project"
    for turn in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                slug = stem if turn == 1 else f"{stem}-{turn}"
                project = Project.objects.create(name=name.strip(), slug=slug, currency=currency)
                Member.objects.create(project=project, person=person, role=Role.ADMIN.value)
                record(project, person, "made the project", project.name)
                return project
        except IntegrityError:
            if turn == TRIES:
                raise
    raise AssertionError("not reached")
