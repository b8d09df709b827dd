"""A job that is done by another Tasks backend ends as with our own workers."""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
from django_tasks import task_backends

from coterie.studio.runs import queue
from coterie.studio.runs.lease import Clock, hold
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.tasks import perform

IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def elsewhere(settings, tmp_path, monkeypatch, request):
    _forget()
    monkeypatch.setattr(task_backends, "settings", IMMEDIATE)
    settings.WORKSPACE = tmp_path
    settings.JOB_PACKAGES = ("coterie.studio.runs", "jobkinds")
    monkeypatch.setenv("PYTHONPATH", str(request.path.parent), prepend=os.pathsep)
    yield
    _forget()


def _forget():
    """Backends are made once and kept."""
    with suppress(AttributeError):
        del task_backends["default"]


def test_the_backend_of_the_settings_does_the_job_as_soon_as_it_is_asked_for(
    elsewhere, project, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = queue.enqueue("steps", project=project, arguments={"steps": 3, "seconds": 0})
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (State.DONE, 1, {"sum": 5})
    assert job.receipts.count() == 3


def test_a_job_whose_process_dies_is_tried_again_by_the_same_task(elsewhere, project):
    job = Job.objects.create(kind="fatal", project=project, arguments={"how": "killed"})
    assert perform.call(str(job.pk)) == "failed"
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 3)


def test_a_task_that_is_delivered_again_takes_the_job_of_a_dead_worker(elsewhere, project):
    job = Job.objects.create(kind="steps", project=project, arguments={"steps": 1, "seconds": 0})
    dead = hold(job.pk)
    Job.objects.filter(pk=dead.pk).update(lease_until=Clock() - timedelta(seconds=1))
    assert perform.call(str(job.pk)) == "done"
    assert perform.call(str(job.pk)) == "ended"
    assert Job.objects.get(pk=job.pk).attempts == 2
