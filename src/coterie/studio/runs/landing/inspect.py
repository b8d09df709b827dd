"""What is kept of a look at the files? The guess for the page, the mapping, and each file's kind."""

from typing import Any

from coterie.studio.projects.models import Dataset, Source
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job
from coterie.studio.runs.rewritten import keep


def prepare(job: Job) -> dict[str, Any]:
    """The files of the dataset, and what people said about them: the last guess is no word of theirs."""
    dataset = records.dataset_of(job)
    unhashed = [str(pk) for pk in dataset.sources.filter(complete=True, sha256="").values_list("pk", flat=True)]
    known = {"mapping": "", "unhashed": unhashed, "scope": str(dataset.project_id)}
    return {**records.reading(dataset), **known, **job.arguments}


def land(job: Job, result: dict[str, Any]) -> str:
    """Keep the guess; a kind that a person named stays."""
    dataset = records.dataset_of(job)
    dataset.message = records.refusal(result)
    dataset.state = Dataset.State.REFUSED if dataset.message else Dataset.State.DRAFT
    if not dataset.message:
        dataset.guess = {"files": result["files"], "said": list(job.arguments.get("said", []))}
        dataset.mapping = result["mapping"]
        for file in result["files"]:
            Source.objects.filter(pk=file["source"], kind="").update(kind=file["kind"])
        for pk, digest in result.get("hashes", {}).items():
            Source.objects.filter(pk=pk, sha256="").update(sha256=digest)
        keep(result.get("rewritten", []))
    dataset.save(update_fields=["state", "message", "guess", "mapping"])
    left = records.left_out(result)
    return dataset.message or f"The files are read. Look at the guesses, then import.{left}"


def stop(job: Job, message: str) -> None:
    """Say why there is no guess; what was known before stays."""
    Dataset.objects.filter(pk=records.dataset_of(job).pk).update(message=message)
