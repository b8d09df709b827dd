"""Asking for jobs, once or again, and taking that back."""

import pytest
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from labour_tasks import add, with_context_is_refused

from coterie.studio.projects.models import Dataset, StudyRecord
from coterie.studio.runs import names, queue, ticks
from coterie.studio.runs.lease import close, hold
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.registry import Unknown, landing_of, runs_in

KINDS = ("inspect", "import", "analyze", "compare", "export", "score", "predict", "demo", "task")


@pytest.fixture
def study(project):
    dataset = Dataset.objects.create(project=project, name="Orders")
    return StudyRecord.objects.create(project=project, dataset=dataset, number=1)


def test_a_double_click_is_one_job_until_that_has_ended(study):
    words = {"project": study.project, "study": study, "arguments": {"segments": 5}}
    first = queue.enqueue("analyze", **words)
    assert queue.enqueue("analyze", **words).pk == first.pk
    assert queue.enqueue("analyze", **{**words, "arguments": {"segments": 6}}).pk != first.pk
    close(hold(first.pk), State.DONE)
    assert queue.enqueue("analyze", **words).pk != first.pk


def test_a_job_knows_how_many_go_before_it(project):
    first, second = (queue.enqueue("predict", project=project, arguments={"target": t}) for t in "ab")
    urgent = queue.enqueue("inspect", project=project)
    assert [queue.ahead(job) for job in (first, second, urgent)] == [1, 2, 0]


def test_what_waits_is_cancelled_at_once_and_its_study_does_not_stay_running(study):
    job = queue.enqueue("analyze", project=study.project, study=study)
    assert queue.cancel(job)
    assert Job.objects.get(pk=job.pk).state == State.CANCELLED
    study.refresh_from_db()
    assert (study.state, study.message) == (StudyRecord.State.FAILED, "Cancelled. Nothing was changed.")


def test_what_runs_is_asked_to_end_and_what_has_ended_is_left_alone(study):
    job = queue.enqueue("analyze", project=study.project, study=study)
    held = hold(job.pk)
    assert queue.cancel(job)
    assert Job.objects.get(pk=job.pk).cancel
    close(held, State.DONE)
    assert not queue.cancel(job)
    assert Job.objects.get(pk=job.pk).state == State.DONE


def test_a_failed_job_is_asked_for_again_with_the_same_words(study, keeper):
    job = queue.enqueue("analyze", project=study.project, study=study, arguments={"seed": 7}, person=keeper)
    close(hold(job.pk), State.FAILED)
    again = queue.again(job)
    assert again.pk != job.pk
    assert (again.kind, again.arguments, again.study, again.requested_by) == ("analyze", {"seed": 7}, study, keeper)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_a_module_and_a_landing(kind):
    assert kind in names.NAMES
    assert runs_in(kind)
    landing = landing_of(kind)
    assert all(callable(getattr(landing, each)) for each in ("prepare", "land", "stop"))


@pytest.mark.parametrize("kind", ["", "no_such", "../inspect", "inspect.x", "Inspect"])
def test_a_kind_that_nobody_knows_is_not_looked_for_on_the_disk(kind):
    with pytest.raises(Unknown):
        landing_of(kind)


@pytest.mark.django_db
def test_a_task_goes_into_the_same_table_and_can_be_asked_for():
    result = add.using(priority=3).enqueue(2, b=3)
    job = Job.objects.get(pk=result.id)
    assert (job.kind, job.priority, job.state) == ("task", 3, State.QUEUED)
    assert job.arguments == {"task": "labour_tasks.add", "args": [2], "kwargs": {"b": 3}}
    assert result.status == TaskResultStatus.READY
    close(hold(job.pk), State.DONE, result={"returned": 5})
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 5, 1)


@pytest.mark.django_db
def test_a_task_that_failed_says_why_and_an_unknown_one_is_not_there():
    result = add.enqueue(2, 3)
    close(hold(result.id), State.FAILED, message="It did not work.")
    result.refresh()
    assert (result.status, result.errors[0].traceback) == (TaskResultStatus.FAILED, "It did not work.")
    for missing in ("00000000-0000-0000-0000-000000000000", "nonsense"):
        with pytest.raises(TaskResultDoesNotExist):
            default_task_backend.get_result(missing)


def test_a_task_that_wants_a_context_is_refused():
    with pytest.raises(InvalidTaskError):
        with_context_is_refused()


def test_a_tick_that_fails_does_not_keep_the_next_from_its_turn(settings, caplog):
    settings.JOB_TICKS = ("labour_tasks.fails", "labour_tasks.rings")
    ticks.run_all()
    assert "labour_tasks.fails" in caplog.text
    assert "rang" in caplog.text
