"""Where do personal data of a project lie, and for how long? Counted from what is there now."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from coterie.studio.projects.models import ApiKey, ExportRecord, IdempotentCall, Member, Project, Source, StudyRecord

WHILE = "as long as the project"


@dataclass(frozen=True)
class Place:
    """One place where personal data lie.

    whose    whose data: "customers" or "the team".
    until    how long, in words.
    """

    name: str
    holds: str
    whose: str
    count: int
    unit: str
    octets: int | None
    until: str


def places(project: Project) -> list[Place]:
    """Every place, those with customers first."""
    days = int(project.setting("retention_days"))
    kept = f"{days:,} days" if days else "until somebody deletes them"
    sources = Source.objects.filter(dataset__project=project).exclude(path="")
    datasets = list(project.datasets.all())
    studies = list(StudyRecord.objects.filter(project=project))
    jobs = project.jobs.filter(kind__in=("export", "score", "predict")).values_list("pk", flat=True)
    lists = [Path(settings.WORKSPACE) / part / str(pk) for pk in jobs for part in ("exports", "predictions")]
    lists = [each for each in lists if each.exists()]
    uploaded = sources.aggregate(all=Sum("size"))["all"] or 0
    rejected = [path for each in (*datasets, *studies) for path in _rejected(each.folder)]
    calls = IdempotentCall.objects.filter(api_key__project=project).count()
    return [
        Place("Uploaded files", "all columns as brought", "customers", sources.count(), "file", uploaded, kept),
        Place("Datasets", "checks, mapping, first rows", "customers", len(datasets), "dataset", _size_of(datasets), WHILE),
        Place("Rejected rows", "rows as brought, with reasons", "customers", len(rejected), "file", _sum(rejected), kept),
        Place("Studies", "one row a customer: id, traits, segment, value", "customers", len(studies), "study",
              _size_of(studies), WHILE),
        Place("Exported lists", "ids and chosen columns", "customers", len(lists), "folder",
              _sum(path for each in lists for path in each.rglob("*")), kept),
        Place("Answers to programs", "answers kept against double calls", "customers", calls, "answer", None, "24 hours"),
        Place("Members", "name, e-mail address, role", "the team", Member.objects.filter(project=project).count(), "person",
              None, "until removed; the account until deleted"),
        Place("Activity", "who did what; customers only as a keyed hash", "the team", project.events.count(), "act", None,
              "for good"),
        Place("Log of exports", "who took what, and how many rows", "the team",
              ExportRecord.objects.filter(project=project).count(), "export", None, "for good"),
        Place("API keys", "name and a hash of the key", "the team", ApiKey.objects.filter(project=project).count(), "key",
              None, "until the project is deleted"),
    ]  # fmt: skip


def _rejected(folder: str) -> list[Path]:
    root = Path(settings.WORKSPACE) / folder
    return [path for name in ("rejected.parquet", "rejected.csv") if folder and (path := root / name).exists()]


def _size_of(records: Iterable[object]) -> int:
    folders = [str(getattr(each, "folder", "")) for each in records]
    return _sum(path for folder in folders if folder for path in (Path(settings.WORKSPACE) / folder).rglob("*"))


def _sum(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
