"""What do all landings share? The files of a dataset as the child needs them, and the words of a refusal."""

from typing import Any

from django.utils import timezone

from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.runs.models import Job
from coterie.studio.runs.registry import Unfit


def dataset_of(job: Job) -> Dataset:
    """The dataset of a job: its own, or that of its study. Raises Unfit."""
    if job.dataset is not None:
        return job.dataset
    if job.study is not None:
        return job.study.dataset
    raise Unfit("no dataset was named")


def reading(dataset: Dataset) -> dict[str, Any]:
    """Arguments that say what is read and how: "sources" and "mapping". Raises Unfit where no file is complete."""
    sources = [
        {"id": str(source.pk), "kind": source.kind, "name": source.name, "path": source.path}
        for source in dataset.sources.filter(complete=True).exclude(path="").order_by("created", "pk")
    ]
    if not sources:
        raise Unfit(f"{dataset.name} has no file that was uploaded completely")
    return {"sources": sources, "mapping": dataset.mapping}


def known(reads: dict[str, Any]) -> dict[str, Any]:
    """The same without files of which nobody knows what they are."""
    sources = [source for source in reads["sources"] if source["kind"]]
    if not sources:
        raise Unfit("nobody has said yet what the files are")
    return {**reads, "sources": sources}


def study_of(project: Project | None, pk: object) -> StudyRecord:
    """A finished study of this project. Raises Unfit."""
    found = StudyRecord.objects.filter(project=project, pk=str(pk), state=StudyRecord.State.DONE).first()
    if found is None:
        raise Unfit("the study is not there any more")
    return found


def ready(dataset: Dataset, told: dict[str, Any], mapping: str) -> None:
    """Put what an import found into a dataset; the caller saves it."""
    dataset.state = Dataset.State.READY
    dataset.message = ""
    dataset.mapping = mapping
    dataset.account = {kind: each["account"] for kind, each in told["kinds"].items()}
    dataset.checks = told["checks"]
    dataset.consent_column = dataset.consent_column or told.get("consent") or ""
    dataset.imported_at = timezone.now()


def left_out(result: dict[str, Any]) -> str:
    """How many people were left out because they had been erased before, to stand behind another sentence."""
    count = result.get("left_out", 0)
    people = "person" if count == 1 else "people"
    return f" {count:,} {people} who had been erased before left out." if count else ""


def refusal(result: dict[str, Any]) -> str:
    """Why data were refused, in one text; "" where they were taken."""
    problems = result.get("refused") or []
    told = [" ".join(_sentence(each[part]) for part in ("found", "remedy") if each[part]) for each in problems[:5]]
    more = [f"{len(problems) - 5} more reasons stand below."] if len(problems) > 5 else []
    return "\n".join([*told, *more])


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
