"""Who is told that a job has ended? The webhooks of its project, in the transaction that closes the job."""

from typing import Any

from coterie.studio.projects.models import Dataset, StudyRecord
from coterie.studio.projects.webhooks import announce
from coterie.studio.runs.models import Job, State


def job_ended(job: Job) -> None:
    """Tell of a study or an import that has ended."""
    if job.project is None or job.state == State.CANCELLED:
        return
    if job.kind == "import" and job.dataset is not None and job.dataset.state == Dataset.State.READY:
        announce(job.project, "dataset.imported", _imported(job.dataset))
    if job.kind in ("analyze", "demo") and job.study is not None:
        _study(job.study)


def _study(study: StudyRecord) -> None:
    if study.state != StudyRecord.State.DONE:
        announce(
            study.project, "study.failed", {"study": str(study.pk), "state": study.state, "message": study.message}
        )
        return
    facts = {name: study.summary.get(name) for name in ("headline", "customers", "orders", "revenue", "as_of", "k")}
    announce(study.project, "study.finished", {"study": str(study.pk), "number": study.number, **facts})
    moved = changes(study)
    if moved:
        before = str(study.previous.pk) if study.previous is not None else None
        announce(study.project, "segments.changed", {"study": str(study.pk), "previous": before, "segments": moved})


def changes(study: StudyRecord) -> list[dict[str, Any]]:
    """Each segment that is new, gone, renamed or of another size than in the study before; none without one."""
    if study.previous is None:
        return []
    old = {each["id"]: each for each in study.previous.summary.get("segments", [])}
    new = {each["id"]: each for each in study.summary.get("segments", [])}
    found = []
    for name in [*new, *(each for each in old if each not in new)]:
        was, now = old.get(name), new.get(name)
        if was is not None and now is not None and (was["name"], was["customers"]) == (now["name"], now["customers"]):
            continue
        state = "new" if was is None else "gone" if now is None else "changed"
        told: dict[str, Any] = {"id": name, "name": (now or was or {})["name"], "state": state}
        for words, segment in (("", now), ("previous_", was)):
            told |= {f"{words}{fact}": segment[fact] if segment else None for fact in ("customers", "share")}
        found.append(told)
    return found


def _imported(dataset: Dataset) -> dict[str, Any]:
    rows = {
        kind: {name: each.get(name) for name in ("read", "accepted", "rejected", "duplicate")}
        for kind, each in dataset.account.items()
    }
    return {"dataset": str(dataset.pk), "name": dataset.name, "rows": rows}
