"""What happens when an admin changes or deletes a project? It is done, and written down."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from coterie.studio.accounts.models import Person
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Project
from coterie.studio.projects.schema import BY_NAME, DEFAULTS

FIELDS = {"name": "name", "currency": "currency"}


def apply_settings(project: Project, said: Mapping[str, Any], by: Person) -> list[str]:
    """Keep what was said and write down what became another; the changed ones, in words."""
    changed: dict[str, tuple[Any, Any]] = {}
    for name in FIELDS:
        if getattr(project, name) != said[name]:
            changed[name] = (getattr(project, name), said[name])
            setattr(project, name, said[name])
    for name in BY_NAME:
        if project.setting(name) != said[name]:
            changed[name] = (project.setting(name), said[name])
            project.settings = {**project.settings, name: said[name]}
    if changed:
        with transaction.atomic():
            project.save(update_fields=[*FIELDS, "settings"])
            facts = {name: f"{was or DEFAULTS.get(name, '')} to {now}" for name, (was, now) in changed.items()}
            record(project, by, "changed settings", project.name, **facts)
    return [BY_NAME[name].label.lower() if name in BY_NAME else FIELDS[name] for name in changed]


def delete_project(project: Project, by: Person) -> None:
    """Delete a project: first its records, then its files, so that no record ever names a file that is gone."""
    folders = folders_of(project)
    with transaction.atomic():
        record(None, by, "deleted a project", str(project.id))
        project.studies.all().delete()
        for dataset in project.datasets.all():
            dataset.sources.all().delete()  # before the connections that they name
        project.delete()
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def folders_of(project: Project) -> list[Path]:
    """Every folder of the workspace that holds files of a project."""
    root = Path(settings.WORKSPACE)
    datasets = list(project.datasets.all())
    jobs = list(project.jobs.values_list("pk", flat=True))
    found = [root / each.folder for each in (*datasets, *project.studies.all()) if each.folder]
    found += [root / "uploads" / str(each.pk) for each in datasets]
    found += [root / kind / str(pk) for kind in ("exports", "predictions", "comparisons") for pk in jobs]
    return [folder for folder in found if folder.exists()]
