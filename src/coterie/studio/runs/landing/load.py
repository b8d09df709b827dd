"""What is kept of an import? The account of every row, the checks, the mapping; the dataset is ready, or refused.

Mended rows are "added" to data that are in, and stand for those that were "replaced". Where they are not taken they go,
and the earlier import stands as it was.
"""

from functools import partial
from typing import Any

from django.db import transaction

from coterie.studio.projects import uploads
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Source
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job
from coterie.studio.runs.registry import Unfit
from coterie.studio.runs.rewritten import keep

STANDS = "The mended rows were not added, and the earlier import still stands."


def prepare(job: Job) -> dict[str, Any]:
    """The dataset's files and mapping, and its folder. Raises Unfit."""
    dataset = records.dataset_of(job)
    reads = records.known(records.reading(dataset))
    replaced, added = job.arguments.get("replaced", []), set(job.arguments.get("added", []))
    if added - {source["id"] for source in reads["sources"]}:
        raise Unfit("the mended rows are not here any more: send them again")
    reads["sources"] = [source for source in reads["sources"] if source["id"] not in replaced]
    return {**job.arguments, **reads, "folder": dataset.folder, "scope": str(dataset.project_id)}


def land(job: Job, result: dict[str, Any]) -> str:
    """The dataset is ready with its account, or refused with every reason."""
    dataset = records.dataset_of(job)
    dataset.message = records.refusal(result)
    keep(result.get("files", []))
    if dataset.message:
        dataset.state, dataset.message = _back(job, dataset.message) or (Dataset.State.REFUSED, dataset.message)
    else:
        records.ready(dataset, result["dataset"], result["mapping"])
        _forget(job, "replaced")
    dataset.save()
    record(
        job.project, job.requested_by, "refused" if dataset.message else "imported", dataset, dataset=str(dataset.pk)
    )
    return dataset.message or f"Your data are in.{records.left_out(result)}"


def stop(job: Job, message: str) -> None:
    """The import has failed, with the reason."""
    dataset = records.dataset_of(job)
    state, said = _back(job, message) or (Dataset.State.FAILED, message)
    Dataset.objects.filter(pk=dataset.pk).update(state=state, message=said)


def _back(job: Job, message: str) -> tuple[str, str] | None:
    """To the import before: the mended rows go; None where the files of a first import are at stake."""
    if not job.arguments.get("added"):
        return None
    _forget(job, "added")
    return str(Dataset.State.READY), f"{STANDS}\n{message}"


def _forget(job: Job, those: str) -> None:
    for source in Source.objects.filter(dataset=job.dataset, pk__in=job.arguments.get(those, [])):
        path = uploads.place_of(source)
        source.delete()
        transaction.on_commit(partial(path.unlink, missing_ok=True))
