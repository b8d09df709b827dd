"""Which projects are there, and who is in them? A project is one shop or brand, with its people, data and studies."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from coterie.studio.projects.roles import NAMES, Action, Role, allows
from coterie.studio.projects.schema import DEFAULTS

ROLES = [(str(role), NAMES[role]) for role in Role]


class Project(models.Model):
    """One shop or brand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=8, blank=True, default="")
    settings = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name

    def setting(self, name: str) -> Any:
        """A setting of this project, or its default.

        Raises:
            KeyError: no setting has this name.
        """
        return self.settings.get(name, DEFAULTS[name])


class Member(models.Model):
    """A person in a project, with a role."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=ROLES, default=Role.VIEWER.value)
    may_personal = models.BooleanField(default=True)  # an admin may take single customers from an analyst
    joined = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="one_role_a_project")]

    def may(self, action: Action) -> bool:
        """May this member do this?"""
        return allows(self.role, action, may_personal=self.may_personal)

    @property
    def role_name(self) -> str:
        """The role as a page says it."""
        return NAMES[Role(self.role)]


class Invitation(models.Model):
    """A one-time link that makes its reader a member."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=191)
    role = models.CharField(max_length=16, choices=ROLES, default=Role.VIEWER.value)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
