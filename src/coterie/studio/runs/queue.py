"""How is a job asked for, cancelled, tried again? What a page or the API calls."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from coterie.studio.accounts.models import Person
from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.runs.lease import Clock
from coterie.studio.runs.models import ENDED, Job, State
from coterie.studio.runs.supervise import CANCELLED, told
from coterie.studio.runs.tasks import perform

# Somebody looks at the page and waits. A worker for these alone keeps them from waiting for a long analysis.
URGENT = {"inspect": 10, "fetch": 10, "demo": 5, "export": 5, "compare": 5}


def enqueue(
    kind: str,
    *,
    project: Project | None = None,
    arguments: Mapping[str, Any] | None = None,
    person: Person | None = None,
    dataset: Dataset | None = None,
    study: StudyRecord | None = None,
) -> Job:
    """Ask for a job. The same job asked for twice, as by a double click, is one job while it has not ended.

    kind         a file of ``coterie.studio.runs.kinds``.
    arguments    what a person chose, as JSON. What the records know (files, mapping, folders) its landing adds.
    """
    given = dict(arguments or {})
    with transaction.atomic():
        if project is not None:  # whoever asks at the same moment waits here
            Project.objects.select_for_update().get(pk=project.pk)
        for job in waiting().filter(kind=kind, project=project, dataset=dataset, study=study):
            if project is not None and job.arguments == given:
                return job
        job = Job.objects.create(
            kind=kind,
            project=project,
            arguments=given,
            requested_by=person,
            dataset=dataset,
            study=study,
            priority=URGENT.get(kind, 0),
        )
        transaction.on_commit(partial(perform.enqueue, str(job.pk)))
        return job


def waiting() -> QuerySet[Job]:
    """Jobs that have not ended."""
    return Job.objects.exclude(state__in=ENDED)


def ahead(job: Job) -> int:
    """How many jobs will begin before this one."""
    others = Job.objects.filter(state=State.QUEUED).exclude(pk=job.pk)
    sooner = others.filter(priority__gt=job.priority).count()
    return sooner + others.filter(priority=job.priority, created__lt=job.created).count()


def cancel(job: Job) -> bool:
    """Ask for an end: at once where nobody works on it yet, else at its next step; False where it has ended."""
    with transaction.atomic():
        waits = Job.objects.filter(pk=job.pk, state=State.QUEUED)
        if waits.update(state=State.CANCELLED, cancel=True, message=CANCELLED, finished=Clock()):
            told(job, CANCELLED)
            return True
    return bool(Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel=True))


def again(job: Job, person: Person | None = None) -> Job:
    """Ask once more for what failed or was cancelled."""
    return enqueue(
        job.kind,
        project=job.project,
        arguments=job.arguments,
        person=person or job.requested_by,
        dataset=job.dataset,
        study=job.study,
    )
