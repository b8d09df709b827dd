"""What is a job called on a page, and where does its result stand?"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from coterie.studio.runs.models import Job, State

NAMES = {
    "inspect": "Reading your files",
    "import": "Import",
    "analyze": "Analysis",
    "compare": "Comparison of two studies",
    "export": "Export",
    "score": "Scoring of new customers",
    "predict": "Prediction",
    "fetch": "Reading a database",
    "erase": "Erasure of a person",
    "demo": "Demo shop",
    "task": "Work behind the scenes",
}
LIKE = 5


def name_of(job: Job) -> str:
    """What the job does, in words."""
    return NAMES.get(job.kind, job.kind.replace("_", " ").capitalize())


HOW = {
    State.QUEUED: "{} waits for its turn",
    State.RUNNING: "{} is under way",
    State.DONE: "{} is done",
    State.FAILED: "{} did not work",
    State.CANCELLED: "{} was cancelled",
}


def headline_of(job: Job) -> str:
    """How the job stands, in a sentence."""
    if job.state == State.DONE and (job.result or {}).get("refused"):
        return f"{name_of(job)} took nothing"
    return HOW[State(job.state)].format(name_of(job))


def result_of(job: Job) -> tuple[str, str] | None:
    """Address and words of the link to what came of it; None where there is nothing to see."""
    if job.project is None or job.state != State.DONE:
        return None
    home = f"/p/{job.project.slug}/"
    result = job.result or {}
    if job.kind == "erase":
        return reverse("receipt", args=(job.project.slug, job.pk)), "Open the receipt"
    if "file" in result:
        return reverse("job_file", args=(job.project.slug, job.pk)), "Download the file"
    if job.kind == "compare" and job.study is not None:
        return f"{home}s/{job.study.pk}/compare/?older={job.arguments.get('older', '')}", "Open the comparison"
    if job.kind in ("analyze", "demo") and job.study is not None and "refused" not in result:
        return f"{home}s/{job.study.pk}/", "Open the segments"
    if job.dataset is not None or job.study is not None:
        dataset = job.dataset or job.study.dataset
        return f"{home}data/{dataset.pk}/", "Look at the data"
    return None


def time_left(job: Job) -> str:
    """How long it will take, by the last ones of its kind, or by the steps so far; "" where nobody knows."""
    if job.state != State.RUNNING or job.started is None:
        return ""
    so_far = timezone.now() - job.started
    done = Job.objects.filter(kind=job.kind, state=State.DONE, project=job.project).exclude(started=None)
    times = [each.finished - each.started for each in done.order_by("-finished")[:LIKE] if each.finished]
    if times:
        return in_time(sorted(times)[len(times) // 2] - so_far)
    if job.steps_done >= 2:
        return in_time(so_far / job.steps_done * (job.steps_total - job.steps_done))
    return ""


def in_time(span: timedelta) -> str:
    """A span as one says it; "" where it is over.

    >>> in_time(timedelta(seconds=42)), in_time(timedelta(minutes=3, seconds=40)), in_time(timedelta(seconds=-1))
    ('40 seconds', '4 minutes', '')
    """
    seconds = span.total_seconds()
    if seconds <= 0:
        return ""
    if seconds <= 90:
        return f"{max(5, 5 * round(seconds / 5))} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{round(seconds / 3600)} hours"
