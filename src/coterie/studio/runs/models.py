"""What is remembered of a job? Who works on it until when, how far it is, and how it ended."""

import uuid
from enum import StrEnum

from django.db import models

from coterie.studio.accounts.models import Person
from coterie.studio.projects.models import Dataset, Project, StudyRecord


class State(StrEnum):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (State.DONE, State.FAILED, State.CANCELLED)
WORDS = {State.QUEUED: "waiting"}


class Job(models.Model):
    """One piece of work that outlives a page.

    token         belongs to the worker that holds the lease; "" while nobody does. Every write of a worker asks for it.
    lease_until   by the database's clock; when it has passed, the job is given to another worker.
    not_before    by the database's clock; the job waits until then.
    message       one sentence for a person: what happened, or what went wrong.
    problems      what went wrong, each with ``code``, ``found``, ``expected``, ``remedy``.
    result        what the kind gave back, as it was landed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs")
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs")
    study = models.ForeignKey(StudyRecord, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=[(each.value, WORDS.get(each, each.value)) for each in State], default=State.QUEUED
    )
    token = models.CharField(max_length=32, default="", blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, default="", blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveBigIntegerField(default=0)
    message = models.TextField(default="", blank=True)
    problems = models.JSONField(default=list)
    result = models.JSONField(null=True, blank=True)
    cancel = models.BooleanField(default=False)
    requested_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs")
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The worker looks for the next job by state; pages list a project's jobs, newest first."""

        indexes = (
            models.Index(fields=("state", "priority", "created"), name="runs_next"),
            models.Index(fields=("project", "created"), name="runs_of_project"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.state}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED


class Receipt(models.Model):
    """A step of a job that is done, once: what it kept is given to the next attempt."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="receipts")
    step = models.CharField(max_length=200)
    kept = models.JSONField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A step has one receipt, on every database: no condition stands in the constraint."""

        constraints = (models.UniqueConstraint(fields=("job", "step"), name="runs_step_once"),)

    def __str__(self) -> str:
        return f"{self.step} of {self.job_id}"
