"""What is kept of a list that was exported? Who took it, when, and how many are on it."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.projects.models import ExportRecord
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job


def prepare(job: Job) -> dict[str, Any]:
    """The study's folder, and one for the file."""
    study = records.study_of(job.project, job.study and job.study.pk)
    return {**job.arguments, "study": study.folder, "folder": f"exports/{job.pk}"}


def land(job: Job, result: dict[str, Any]) -> str:
    """Write down who took the list."""
    refused = records.refusal(result)
    if refused:
        return refused
    rows = result["summary"]["listed"]
    what = job.arguments.get("segment") or job.arguments.get("stage") or "customers"
    ExportRecord.objects.create(
        project=job.project,
        person=job.requested_by,
        study=job.study,
        what=f"list: {what}"[:200],
        format=result["file"].rpartition(".")[2],
        rows=rows,
        personal=True,
        excluded_without_consent=result["summary"].get("without_consent") or 0,
    )
    record(job.project, job.requested_by, "exported a list", job.study or "", rows=rows)
    return f"{rows:,} customers are on the list."


def stop(job: Job, message: str) -> None:
    """Nothing is to be taken back."""
