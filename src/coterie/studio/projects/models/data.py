"""What was brought? Files and tables become the sources of a dataset."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from coterie.studio.projects.models.project import Project


class Connection(models.Model):
    """A database that an admin lets the studio read."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="connections")
    name = models.CharField(max_length=120)
    url_encrypted = models.TextField()
    host = models.CharField(max_length=255)
    allowed = models.BooleanField(default=False)  # an admin has agreed to this host
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="one_connection_a_name")]


class Dataset(models.Model):
    """Sources that are read together, with the mapping that says what their columns are."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", "being prepared"
        IMPORTING = "importing", "being imported"
        READY = "ready", "ready"
        REFUSED = "refused", "refused"
        FAILED = "failed", "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="datasets")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    mapping = models.TextField(blank=True, default="")  # TOML; empty until it is guessed
    guess = models.JSONField(default=dict, blank=True)  # the inspection as it was shown
    account = models.JSONField(default=dict, blank=True)  # a kind: rows and money accepted, rejected, duplicate
    checks = models.JSONField(default=list, blank=True)
    folder = models.CharField(max_length=200, blank=True, default="")  # relative to the workspace
    is_demo = models.BooleanField(default=False)
    consent_column = models.CharField(max_length=200, blank=True, default="")
    message = models.TextField(blank=True, default="")  # why it was refused or failed, as a person reads it
    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **more: object) -> None:
        """Keep it; the folder is named by the id, never by what a person typed."""
        self.folder = self.folder or f"datasets/{self.id}"
        super().save(*args, **more)


class Source(models.Model):
    """One file or one table as it was brought."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=16, blank=True, default="")  # orders, customers, ...; empty until guessed
    name = models.CharField(max_length=255)  # as uploaded; only shown, never a path
    path = models.CharField(max_length=200, blank=True, default="")  # chosen here, relative to the workspace
    size = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    complete = models.BooleanField(default=False)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, null=True, blank=True, related_name="sources")
    query = models.TextField(blank=True, default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created"]
