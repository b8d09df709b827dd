"""What is deleted when? Uploads, rejected rows and lists, once the project's days are over; the worker sees to it."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Project, Source

REJECTED = ("rejected.parquet", "rejected.csv")


@dataclass(frozen=True)
class Due:
    """Something that will be deleted.

    paths    relative to the workspace.
    """

    what: str
    name: str
    on: datetime
    paths: tuple[str, ...]


def due(project: Project) -> list[Due]:
    """What retention will delete in a project, soonest first; nothing where no days are set."""
    days = int(project.setting("retention_days"))
    if not days:
        return []
    span = timedelta(days=days)
    found = [*_uploads(project, span), *_rejected(project, span), *_exports(project, span)]
    return sorted(found, key=lambda each: (each.on, each.what, each.name))


def carry_out() -> None:
    """Delete what is due in every project; a tick of the worker. Two workers at once do it once."""
    for project in Project.objects.all():
        if project.setting("retention_days"):
            delete_due(project)


def delete_due(project: Project, now: datetime | None = None) -> int:
    """Delete what is due by now in one project; how many things."""
    now = now or timezone.now()
    gone = [each for each in due(project) if each.on <= now]
    root = Path(settings.WORKSPACE)
    for each in gone:
        for path in each.paths:
            _remove(root / path)
    if not gone:
        return 0
    with transaction.atomic():
        paths = [path for each in gone for path in each.paths]
        Source.objects.filter(dataset__project=project, path__in=paths).update(path="", complete=False)
        counted = {what: sum(each.what == what for each in gone) for what in sorted({each.what for each in gone})}
        record(
            project, None, "deleted what was due", **{name.replace(" ", "_").lower(): n for name, n in counted.items()}
        )
    return len(gone)


def _uploads(project: Project, span: timedelta) -> list[Due]:
    sources = Source.objects.filter(dataset__project=project).exclude(path="").select_related("dataset")
    busy = (Dataset.State.IMPORTING,)
    return [
        Due("Uploaded file", each.name, each.created + span, (each.path,))
        for each in sources
        if each.dataset.state not in busy and not each.dataset.is_demo
    ]


def _rejected(project: Project, span: timedelta) -> list[Due]:
    found = []
    for each in (*project.datasets.all(), *project.studies.select_related("dataset")):
        paths = _there(each.folder, REJECTED)
        if paths:
            found.append(Due("Rows left out", str(each), each.created + span, paths))
    return found


def _exports(project: Project, span: timedelta) -> list[Due]:
    found = []
    for job in project.jobs.filter(kind__in=("export", "score")).exclude(finished=None):
        folder = f"exports/{job.pk}"
        if (Path(settings.WORKSPACE) / folder).exists():
            found.append(Due("Exported list", (job.result or {}).get("file", ""), job.finished + span, (folder,)))
    return found


def _there(folder: str, names: tuple[str, ...]) -> tuple[str, ...]:
    root = Path(settings.WORKSPACE)
    return tuple(f"{folder}/{name}" for name in names if folder and (root / folder / name).exists())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
