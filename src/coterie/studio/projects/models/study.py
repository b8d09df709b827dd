"""What was found? The study's folder holds the truth; this is what pages need to find and list it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from coterie.studio.projects.models.calls import ApiKey
from coterie.studio.projects.models.data import Dataset
from coterie.studio.projects.models.project import Project


class StudyRecord(models.Model):
    """One analysis of one dataset."""

    class State(models.TextChoices):
        """How far it is."""

        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        REFUSED = "refused", "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="studies")
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="studies")
    number = models.PositiveIntegerField()  # 1, 2, ... in its project
    title = models.CharField(max_length=200, blank=True, default="")
    folder = models.CharField(max_length=200, blank=True, default="")  # relative to the workspace
    parameters = models.JSONField(default=dict, blank=True)  # as applied
    summary = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RUNNING)
    message = models.TextField(blank=True, default="")  # why it was refused or failed, as a person reads it
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next")
    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="one_study_a_number")]

    def __str__(self) -> str:
        return self.title or f"Study {self.number}"

    def save(self, *args: object, **more: object) -> None:
        """Keep it; the folder is named by the id."""
        self.folder = self.folder or f"studies/{self.id}"
        super().save(*args, **more)

    @classmethod
    def newest(cls, project: Project) -> "StudyRecord | None":
        """The last finished study of a project, or None."""
        return cls.objects.filter(project=project, state=cls.State.DONE).first()


class SavedSegment(models.Model):
    """Conditions on traits under a name, computed again by every later study."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="saved_segments")
    name = models.CharField(max_length=120)
    conditions = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="one_saved_segment_a_name")]


class ExportRecord(models.Model):
    """A file that left the studio: who took what, when, and how many rows."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="exports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    study = models.ForeignKey(StudyRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="exports")
    what = models.CharField(max_length=200)
    format = models.CharField(max_length=16)
    rows = models.BigIntegerField(default=0)
    personal = models.BooleanField(default=False)
    excluded_without_consent = models.BigIntegerField(default=0)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
