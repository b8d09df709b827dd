"""What is kept of an analysis? The study's state, its summary and the parameters as they were applied."""

from typing import Any

from django.utils import timezone

from coterie.studio.projects.events import record
from coterie.studio.projects.models import StudyRecord
from coterie.studio.runs.landing import records
from coterie.studio.runs.models import Job
from coterie.studio.runs.registry import Unfit


def prepare(job: Job) -> dict[str, Any]:
    """The dataset's files and mapping, the earlier study, and the folder where the study belongs."""
    study = study_of(job)
    reads = records.known(records.reading(study.dataset))
    before = study.previous
    previous = before.folder if before is not None and before.state == StudyRecord.State.DONE else ""
    return {**job.arguments, **reads, "previous": previous, "title": study.dataset.name, "folder": study.folder}


def land(job: Job, result: dict[str, Any]) -> str:
    """The study is done, or the data were refused; either way the reasons are kept."""
    study = study_of(job)
    study.message = records.refusal(result)
    study.state = StudyRecord.State.REFUSED if study.message else StudyRecord.State.DONE
    study.summary = result.get("summary", {})
    study.parameters = result.get("parameters", study.parameters)
    study.finished = timezone.now()
    study.save(update_fields=["message", "state", "summary", "parameters", "finished"])
    record(job.project, job.requested_by, "refused" if study.message else "analysed", study, study=str(study.pk))
    return study.message or "Your segments are ready."


def stop(job: Job, message: str) -> None:
    """The study has failed, with the reason."""
    StudyRecord.objects.filter(pk=study_of(job).pk).update(
        state=StudyRecord.State.FAILED, message=message, finished=timezone.now()
    )


def study_of(job: Job) -> StudyRecord:
    """The study of a job. Raises Unfit."""
    if job.study is None:
        raise Unfit("no study was named")
    return job.study
