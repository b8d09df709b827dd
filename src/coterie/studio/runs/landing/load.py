"""What is kept of an import? The account of every row, the checks, the mapping; the dataset is ready, or refused."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job


def prepare(job: Job) -> dict[str, Any]:
    """The dataset's files and mapping, and its folder."""
    dataset = records.dataset_of(job)
    return {**job.arguments, **records.known(records.reading(dataset)), "folder": dataset.folder}


def land(job: Job, result: dict[str, Any]) -> str:
    """The dataset is ready with its account, or refused with every reason."""
    dataset = records.dataset_of(job)
    dataset.message = records.refusal(result)
    if dataset.message:
        dataset.state = Dataset.State.REFUSED
    else:
        records.ready(dataset, result["dataset"], result["mapping"])
    dataset.save()
    record(
        job.project, job.requested_by, "refused" if dataset.message else "imported", dataset, dataset=str(dataset.pk)
    )
    return dataset.message or "Your data are in."


def stop(job: Job, message: str) -> None:
    """The import has failed, with the reason."""
    dataset = records.dataset_of(job)
    Dataset.objects.filter(pk=dataset.pk).update(state=Dataset.State.FAILED, message=message)
