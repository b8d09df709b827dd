"""What is left of a task? What it returned."""

from typing import Any

from coterie.studio.runs.models import Job

DATABASE = True


def prepare(job: Job) -> dict[str, Any]:
    """Its function and what that was given."""
    return dict(job.arguments)


def land(job: Job, result: dict[str, Any]) -> str:
    """Nothing but the job itself changes."""
    return "Done."


def stop(job: Job, message: str) -> None:
    """Nothing is to be taken back."""
