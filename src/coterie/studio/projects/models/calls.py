"""How do programs speak with a project? Keys that call in, webhooks that call out."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from coterie.studio.projects.models.project import Project


class ApiKey(models.Model):
    """A key for programs. Shown once; only its hash is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)  # of read, score, run, pii
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created"]

    @property
    def alive(self) -> bool:
        """Does it open anything now?"""
        return self.revoked is None and (self.expires is None or self.expires > timezone.now())


class Webhook(models.Model):
    """An address that is told of what happens."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    secret_encrypted = models.TextField()
    events = models.JSONField(default=list, blank=True)  # empty: all
    active = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)


class Delivery(models.Model):
    """One message to one address, tried until it arrives or is given up."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "waiting"
        DELIVERED = "delivered", "delivered"
        FAILED = "failed", "given up"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    response_code = models.PositiveIntegerField(null=True, blank=True)
    message = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]


class IdempotentCall(models.Model):
    """What was answered to a call with an idempotency key, so that the same call again has no second effect."""

    class State(models.TextChoices):
        """How far it is."""

        RUNNING = "running", "running"
        DONE = "done", "done"

    key_hash = models.CharField(max_length=64)
    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    caller = models.CharField(max_length=64)  # "key:3" or "person:5": an empty foreign key is never unique
    call = models.CharField(max_length=120)  # method and path, hashed where they are long
    body_hash = models.CharField(max_length=64)
    status = models.PositiveIntegerField(null=True, blank=True)
    response = models.TextField(blank=True, default="")
    state = models.CharField(max_length=16, choices=State.choices, default=State.RUNNING)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "call", "key_hash"], name="one_effect_a_key")]
