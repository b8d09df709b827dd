"""What is kept of a prediction? Its folder, and its measures with the job."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job


def prepare(job: Job) -> dict[str, Any]:
    """The dataset's files and mapping, and the folder of the prediction."""
    dataset = records.dataset_of(job)
    reads = records.known(records.reading(dataset))
    return {**job.arguments, **reads, "title": dataset.name, "folder": f"predictions/{job.pk}"}


def land(job: Job, result: dict[str, Any]) -> str:
    """Nothing but the job and the log changes."""
    refused = records.refusal(result)
    if not refused:
        record(job.project, job.requested_by, "predicted", job.arguments.get("target", ""))
    return refused or "The prediction is ready."


def stop(job: Job, message: str) -> None:
    """Nothing is to be taken back."""
