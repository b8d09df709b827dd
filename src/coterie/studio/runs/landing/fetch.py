"""What is kept of a table that was fetched? A file of the dataset, which is then looked at like any other."""

from typing import Any

from coterie.studio.projects import reach, uploads
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Source
from coterie.studio.projects.secrets import decrypt
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job
from coterie.studio.runs.queue import enqueue
from coterie.studio.runs.registry import Unfit
from coterie.studio.runs.work import TABLE


def prepare(job: Job) -> dict[str, Any]:
    """The address with its secret, which stands in no record of the job; the host is looked up once, now."""
    source = _source(job)
    if source.connection is None or not source.connection.allowed:
        raise Unfit("the connection is not there any more, or no admin allows it")
    try:
        url = decrypt(source.connection.url_encrypted)
        address = reach.address_of(url)
    except (ValueError, reach.OutOfReach) as no:
        raise Unfit(reach.NOT_REACHED) from no
    folder = f"{uploads.FOLDER}/{source.dataset_id}/{source.pk}"
    return {"url": url, "address": address, "table": source.query, "most": uploads.most(), "folder": folder}


def land(job: Job, result: dict[str, Any]) -> str:
    """The file is here: look at it."""
    source = _source(job)
    dataset = records.dataset_of(job)
    message = records.refusal(result)
    if message:
        Dataset.objects.filter(pk=dataset.pk).update(state=Dataset.State.REFUSED, message=message)
        return message
    source.path = f"{uploads.FOLDER}/{source.dataset_id}/{source.pk}/{TABLE}"
    source.size = source.received = result["size"]
    source.sha256, source.complete = result["sha256"], True
    source.save(update_fields=["path", "size", "received", "sha256", "complete"])
    record(job.project, job.requested_by, "read the table", source.name, rows=result["rows"], dataset=str(dataset.pk))
    enqueue("inspect", project=job.project, dataset=dataset, person=job.requested_by)
    return f"{result['rows']:,} rows of {source.name} are here."


def stop(job: Job, message: str) -> None:
    """Nothing came; the dataset says why."""
    Dataset.objects.filter(pk=records.dataset_of(job).pk).update(state=Dataset.State.FAILED, message=message)


def _source(job: Job) -> Source:
    found = Source.objects.select_related("connection").filter(pk=job.arguments["source"], dataset=job.dataset).first()
    if found is None:
        raise Unfit("the table was taken out of these data")
    return found
