"""What is kept of scoring? A list of customers, which is written down as an export."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.projects.models import ExportRecord
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job


def prepare(job: Job) -> dict[str, Any]:
    """The study's folder and the files of the new customers."""
    study = records.study_of(job.project, job.study and job.study.pk)
    reads = records.known(records.reading(records.dataset_of(job)))
    return {**job.arguments, **reads, "study": study.folder, "folder": f"exports/{job.pk}"}


def land(job: Job, result: dict[str, Any]) -> str:
    """Write down who took the list."""
    refused = records.refusal(result)
    if refused:
        return refused
    ExportRecord.objects.create(
        project=job.project,
        person=job.requested_by,
        study=job.study,
        what="scores of new customers",
        format=result["file"].rpartition(".")[2],
        rows=result["rows"],
        personal=True,
    )
    record(job.project, job.requested_by, "scored new customers", job.study or "", rows=result["rows"])
    return f"{result['rows']:,} customers are scored."


def stop(job: Job, message: str) -> None:
    """Nothing is to be taken back."""
