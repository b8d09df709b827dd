"""What is kept of an import? The account of every row, the checks, the mapping; the dataset is ready, or refused."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job
from coterie.studio.runs.rewritten import keep


def prepare(job: Job) -> dict[str, Any]:
    """The dataset's files and mapping, and its folder."""
    dataset = records.dataset_of(job)
    reads = records.known(records.reading(dataset))
    return {**job.arguments, **reads, "folder": dataset.folder, "scope": str(dataset.project_id)}


def land(job: Job, result: dict[str, Any]) -> str:
    """The dataset is ready with its account, or refused with every reason."""
    dataset = records.dataset_of(job)
    dataset.message = records.refusal(result)
    keep(result.get("files", []))
    left_out = result.get("left_out", 0)
    if dataset.message:
        dataset.state = Dataset.State.REFUSED
    else:
        records.ready(dataset, result["dataset"], result["mapping"])
    dataset.save()
    record(
        job.project, job.requested_by, "refused" if dataset.message else "imported", dataset, dataset=str(dataset.pk)
    )
    people = "person" if left_out == 1 else "people"
    left = f" {left_out:,} {people} who had been erased before left out." if left_out else ""
    return dataset.message or f"Your data are in.{left}"


def stop(job: Job, message: str) -> None:
    """The import has failed, with the reason."""
    dataset = records.dataset_of(job)
    Dataset.objects.filter(pk=dataset.pk).update(state=Dataset.State.FAILED, message=message)
