"""What goes when a study is deleted? Its folder, its comparisons, the files that its jobs made, and the record."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import transaction

from coterie.studio.projects.models import StudyRecord
from coterie.studio.runs.models import ENDED, Job


def going(record: StudyRecord) -> Job | None:
    """A job that works on the study, or reads it: it has to end first."""
    found: Job | None = Job.objects.filter(study=record).exclude(state__in=ENDED).first()
    return found


def remove(record: StudyRecord) -> None:
    """Delete the record first: files without one are lost room, a record without files would be a page that fails."""
    workspace = Path(settings.WORKSPACE)
    folders = [workspace / record.folder, *_comparisons(workspace, record)]
    folders += [workspace / "exports" / str(pk) for pk in Job.objects.filter(study=record).values_list("pk", flat=True)]
    with transaction.atomic():
        record.delete()
    for folder in folders:
        if folder.is_symlink():
            folder.unlink()
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _comparisons(workspace: Path, record: StudyRecord) -> list[Path]:
    return [each for each in (workspace / "comparisons").glob("*.*") if str(record.pk) in each.name.split(".")]
