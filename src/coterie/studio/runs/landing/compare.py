"""What is kept of a comparison? Its summary with the job; its files in a folder named by both studies."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job


def prepare(job: Job) -> dict[str, Any]:
    """The folders of both studies; the arguments name them by id."""
    older = records.study_of(job.project, job.arguments.get("older"))
    newer = records.study_of(job.project, job.arguments.get("newer") or (job.study and job.study.pk))
    folder = f"comparisons/{older.pk}.{newer.pk}"
    return {**job.arguments, "older": older.folder, "newer": newer.folder, "folder": folder}


def land(job: Job, result: dict[str, Any]) -> str:
    """Nothing but the job and the log changes."""
    refused = records.refusal(result)
    if not refused:
        record(job.project, job.requested_by, "compared two studies", older=job.arguments.get("older"))
    return refused or "The comparison is ready."


def stop(job: Job, message: str) -> None:
    """Nothing is to be taken back."""
