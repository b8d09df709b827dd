"""What is kept of an erasure? The receipt, which names nobody; every record that held the person is cleaned."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from coterie.studio.projects.events import record
from coterie.studio.runs import compacting, erasing, rewritten
from coterie.studio.runs.models import Job
from coterie.studio.runs.registry import Unfit


def prepare(job: Job) -> dict[str, Any]:
    """The files of the project."""
    if job.project is None or not job.arguments.get("customer"):
        raise Unfit("nobody was named")
    asked = erasing.asked(job.project)
    results = asked.pop("folders")  # a job's own "folders" are where its files go
    return {**job.arguments, **asked, "results": results, "on": timezone.now().date().isoformat()}


def land(job: Job, result: dict[str, Any]) -> str:
    """Clean the records, and this job itself."""
    customer = job.arguments["customer"]
    rewritten.keep(result["files"])
    result["records"] = erasing.clean(customer, job.project)
    result["copies"] = erasing.drop_copies(customer)
    job.arguments = {"person": result["person"]}
    Job.objects.filter(pk=job.pk).update(arguments=job.arguments)
    record(
        job.project, job.requested_by, "erased a person", "",
        person=result["person"][:16], files=len(result["files"]), rows=result["rows"], records=result["records"],
    )  # fmt: skip
    transaction.on_commit(compacting.compact)
    if not (result["files"] or result["records"]):
        return "Nobody of that id was found. A later import leaves that id out."
    return f"Erased: {result['rows']:,} rows in {len(result['files']):,} files."


def stop(job: Job, message: str) -> None:
    """What is erased stays erased; the same job again goes on."""
