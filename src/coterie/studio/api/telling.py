"""How is a record told to a program?"""

from typing import Any

from coterie.studio.projects.models import Dataset, Delivery, Event, Source, StudyRecord, Webhook
from coterie.studio.runs.models import Job


def source(found: Source) -> dict[str, Any]:
    """A file; never where it lies."""
    names = ("id", "name", "kind", "size", "sha256", "complete")
    return {name: getattr(found, name) for name in names}


def dataset(found: Dataset) -> dict[str, Any]:
    """A dataset with its files."""
    names = ("id", "name", "state", "message", "account", "consent_column", "is_demo", "created", "imported_at")
    return {**{name: getattr(found, name) for name in names}, "sources": [source(s) for s in found.sources.all()]}


def job(found: Job) -> dict[str, Any]:
    """How far a job is."""
    names = (
        *("id", "kind", "state", "step", "steps_done", "steps_total", "rows_done", "message", "problems"),
        *("created", "started", "finished"),
    )
    return {
        **{name: getattr(found, name) for name in names},
        "dataset": found.dataset_id,
        "study": found.study_id,
    }


def study(found: StudyRecord) -> dict[str, Any]:
    """A study in short."""
    names = ("id", "number", "title", "state", "message", "parameters", "summary", "created", "finished")
    return {
        **{name: getattr(found, name) for name in names},
        "dataset": found.dataset_id,
        "previous": found.previous_id,
    }


def webhook(found: Webhook) -> dict[str, Any]:
    """A webhook without its secret."""
    return {name: getattr(found, name) for name in ("id", "url", "events", "active", "created")}


def delivery(found: Delivery) -> dict[str, Any]:
    """A message and how it went."""
    names = ("id", "event", "state", "attempts", "response_code", "message", "payload", "at")
    return {name: getattr(found, name) for name in names}


def event(found: Event) -> dict[str, Any]:
    """A line of the log; people by number."""
    return {name: getattr(found, name) for name in ("number", "at", "who", "verb", "object", "detail")}
