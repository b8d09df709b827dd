"""How does Django know this room?"""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """Jobs, their receipts, the worker."""

    name = "coterie.studio.runs"
    label = "runs"
    verbose_name = "Jobs"
    default_auto_field = "django.db.models.BigAutoField"
