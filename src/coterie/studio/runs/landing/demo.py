"""What is kept of the demo shop? A dataset and a study like any others, marked as demo."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Project, Source, StudyRecord
from coterie.studio.runs.landing import analyze, records
from coterie.studio.runs.lease import renew
from coterie.studio.runs.models import Job
from coterie.studio.runs.registry import Unfit

UPLOADS = "uploads"


def prepare(job: Job) -> dict[str, Any]:
    """A dataset and a study to fill: made by the first attempt, found by the next."""
    if job.project is None:
        raise Unfit("no project was named")
    with transaction.atomic():
        renew(job)
        if job.study is None:
            _make(job, Project.objects.select_for_update().get(pk=job.project.pk))
    dataset, study = records.dataset_of(job), analyze.study_of(job)
    folders = {"sources": f"{UPLOADS}/{dataset.pk}", "dataset": dataset.folder, "study": study.folder}
    return {**job.arguments, "folders": folders}


def _make(job: Job, project: Project) -> None:
    job.dataset = Dataset.objects.create(
        project=project, name="Demo shop", is_demo=True, state=Dataset.State.IMPORTING, created_by=job.requested_by
    )
    last = StudyRecord.objects.filter(project=project).aggregate(last=Max("number"))["last"]
    job.study = StudyRecord.objects.create(
        project=project, dataset=job.dataset, number=(last or 0) + 1, created_by=job.requested_by
    )
    Job.objects.filter(pk=job.pk).update(dataset=job.dataset, study=job.study)


def land(job: Job, result: dict[str, Any]) -> str:
    """The dataset is ready, with its files; the study is done."""
    dataset = records.dataset_of(job)
    if "refused" in result:
        stop(job, records.refusal(result))
        return records.refusal(result)
    records.ready(dataset, result["dataset"], result["mapping"])
    dataset.name = result["title"]
    dataset.guess = {"sentence": result["sentence"]}
    dataset.save()
    dataset.sources.all().delete()
    for file in result["files"]:
        path = f"{UPLOADS}/{dataset.pk}/{file['name']}"
        size = file["size"]
        Source.objects.create(
            dataset=dataset, kind=file["kind"], name=file["name"], path=path, size=size, received=size, complete=True
        )
    record(job.project, job.requested_by, "brought the demo shop", dataset, dataset=str(dataset.pk))
    analyze.land(job, result)
    return result["sentence"]


def stop(job: Job, message: str) -> None:
    """Neither dataset nor study came to be."""
    if job.study is None:
        return
    analyze.stop(job, message)
    Dataset.objects.filter(pk=records.dataset_of(job).pk).update(state=Dataset.State.FAILED, message=message)
