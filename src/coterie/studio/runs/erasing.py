"""What does the database know of a person who is erased? Every record that could hold her id is cleaned.

The log of acts is not touched: nothing in it ever names a customer.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from coterie.studio.projects.models import (
    Dataset,
    Delivery,
    ExportRecord,
    IdempotentCall,
    Project,
    SavedSegment,
    Source,
    StudyRecord,
)
from coterie.studio.runs.models import Job, Receipt
from coterie.workflows import redacted

CHUNK = 8 * 2**20


def asked(project: Project | None) -> dict[str, Any]:
    """What an erasure walks through: of one project, or of the whole workspace."""
    sources = Source.objects.filter(complete=True).exclude(path="").select_related("dataset")
    uploads = [
        {"path": each.path, "kind": each.kind, "name": each.name, "mapping": each.dataset.mapping}
        for each in (sources if project is None else sources.filter(dataset__project=project))
    ]
    if project is None:
        return {"uploads": uploads, "folders": None, "scope": ""}
    records = (*project.datasets.all(), *project.studies.all())
    jobs = project.jobs.values_list("pk", flat=True)
    made = [f"{part}/{pk}" for part in ("exports", "predictions", "comparisons") for pk in jobs]
    return {"uploads": uploads, "folders": [*(each.folder for each in records), *made], "scope": str(project.pk)}


def clean(customer: str, project: Project | None) -> int:
    """Take a person's id out of every record; how many held it."""
    return sum(_cleaned(found, names, customer) for found, names in _places(project))


def drop_copies(customer: str) -> int:
    """Delete copies of the database that hold her; how many."""
    known, gone = customer.encode(), 0
    for path in sorted((Path(settings.WORKSPACE) / "backups").glob("*.sqlite3*")):
        if _holds(path, known):
            path.unlink()
            gone += 1
    return gone


def _places(project: Project | None) -> list[tuple[QuerySet[Any], tuple[str, ...]]]:
    of = {} if project is None else {"project": project}
    job = {} if project is None else {"job__project": project}
    hook = {} if project is None else {"webhook__project": project}
    key = {} if project is None else {"api_key__project": project}
    return [
        (Job.objects.filter(**of), ("arguments", "message", "problems", "result", "step")),
        (Receipt.objects.filter(**job), ("kept",)),
        (Dataset.objects.filter(**of), ("guess", "mapping", "account", "checks", "message")),
        (StudyRecord.objects.filter(**of), ("summary", "parameters", "message", "title")),
        (SavedSegment.objects.filter(**of), ("conditions",)),
        (ExportRecord.objects.filter(**of), ("what", "detail")),
        (Delivery.objects.filter(**hook), ("payload", "message")),
        (IdempotentCall.objects.filter(**key), ("response",)),
    ]


def _cleaned(found: QuerySet[Any], names: tuple[str, ...], customer: str) -> int:
    count = 0
    for each in found.only("pk", *names).iterator(chunk_size=500):
        new = {name: redacted(customer, getattr(each, name)) for name in names}
        if any(new[name] != getattr(each, name) for name in names):
            model: type[models.Model] = type(each)
            model._default_manager.filter(pk=each.pk).update(**new)
            count += 1
    return count


def _holds(path: Path, known: bytes) -> bool:
    held = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if known in held + chunk:
                return True
            held = chunk[-len(known) :]
    return False
