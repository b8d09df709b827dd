"""What is kept of customers that were exported? Who took them, when, how many, and how many did not consent."""

from typing import Any

from coterie.studio.projects.events import record
from coterie.studio.projects.models import ExportRecord
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job


def prepare(job: Job) -> dict[str, Any]:
    """The study's folder, and one for the file."""
    study = records.study_of(job.project, job.study and job.study.pk)
    consent = {"consent": study.dataset.consent_column} if study.dataset.consent_column else {}
    floor = {"floor": int(job.project.setting("smallest_group"))} if job.project is not None else {}
    return {**consent, **job.arguments, **floor, "study": study.folder, "folder": f"exports/{job.pk}"}


def land(job: Job, result: dict[str, Any]) -> str:
    """Write down who took the list."""
    refused = records.refusal(result)
    if refused:
        return refused
    what = "list" if job.arguments.get("what") == "list" else "customers"
    of = job.arguments.get("segment") or job.arguments.get("stage") or "all"
    ExportRecord.objects.create(
        project=job.project,
        person=job.requested_by,
        study=job.study,
        what=f"{what}: {of}"[:200],
        format=result["file"].rpartition(".")[2],
        rows=result["rows"],
        personal=True,
        excluded_without_consent=result["without_consent"],
    )
    record(job.project, job.requested_by, f"exported {what}", job.study or "", rows=result["rows"])
    said: str = result["sentence"]
    return said


def stop(job: Job, message: str) -> None:
    """Nothing is to be taken back."""
