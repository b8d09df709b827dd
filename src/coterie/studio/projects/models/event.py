"""What happened? One row an act, chained by hashes; rows are added and never changed."""

from django.conf import settings
from django.db import models

from coterie.studio.projects.models.calls import ApiKey
from coterie.studio.projects.models.project import Project


class Event(models.Model):
    """One act. The hash covers the words below and the hash before it, so that a changed row is noticed.

    `scope` and `who` say in words what the foreign keys say, because a person or a project may be deleted later and
    the chain must still hold.
    """

    number = models.PositiveBigIntegerField(unique=True)  # 1, 2, ... without a gap
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    scope = models.CharField(max_length=40, blank=True, default="")
    who = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60)
    object = models.CharField(max_length=200, blank=True, default="")
    detail = models.JSONField(default=dict, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
