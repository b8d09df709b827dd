"""Where do tasks go? Into the same leased table as jobs: a backend for Django's Tasks API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from coterie.studio.runs.models import Job, State

KIND = "task"
PERFORM = "coterie.studio.runs.tasks.perform"
STATUS: dict[State, Any] = {
    State.QUEUED: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
    State.CANCELLED: TaskResultStatus.FAILED,
}


class Leased(BaseTaskBackend):
    """Keeps a task as a job of kind "task", run by the studio's own workers, at least once and at most three times."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def validate_task(self, task: Task[Any, Any]) -> None:
        """Whether it can be run here. Raises InvalidTaskError."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("Backend does not give tasks a context.")

    def enqueue(self, task: Task[Any, Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any]:
        """Keep a task; one that performs a job is the job itself, which is in the table already."""
        if task.module_path == PERFORM:
            return self._result(Job.objects.get(pk=args[0]), task)
        self.validate_task(task)
        said = {"task": task.module_path, "args": list(args), "kwargs": dict(kwargs)}
        job = Job.objects.create(kind=KIND, arguments=said, priority=task.priority, not_before=task.run_after)
        return self._result(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How far a task is. Raises TaskResultDoesNotExist."""
        try:
            job = Job.objects.get(pk=result_id, kind=KIND)
        except (Job.DoesNotExist, ValidationError) as missing:
            raise TaskResultDoesNotExist(result_id) from missing
        return self._result(job, import_string(job.arguments["task"]))

    def _result(self, job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
        errors = [TaskError(exception_class_path="builtins.RuntimeError", traceback=job.message)]
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=str(job.pk),
            status=STATUS[State(job.state)],
            enqueued_at=job.created,
            started_at=job.started,
            finished_at=job.finished,
            last_attempted_at=job.started,
            args=job.arguments.get("args", []),
            kwargs=job.arguments.get("kwargs", {}),
            backend=self.alias,
            errors=errors if job.state in (State.FAILED, State.CANCELLED) else [],
            worker_ids=["worker"] * job.attempts,
        )
        object.__setattr__(result, "_return_value", (job.result or {}).get("returned"))
        return result
