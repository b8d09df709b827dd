"""Where do personal data of a project lie, and for how long? Counted from what is there now."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from coterie.studio.projects.models import ApiKey, ExportRecord, IdempotentCall, Member, Project, Source, StudyRecord

WHILE, GOOD = "as long as the project", "for good"


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
    found = [
        ("Uploaded files", "all columns as brought", sources.count(), uploaded, kept),
        ("Datasets", "checks, mapping, first rows", len(datasets), _size_of(datasets), WHILE),
        ("Rows left out", "rows as brought, with reasons", len(rejected), _sum(rejected), kept),
        ("Studies", "id, traits, segment, value, days of orders", len(studies), _size_of(studies), WHILE),
        ("Exported lists", "ids and chosen columns", len(lists), _sum(p for d in lists for p in d.rglob("*")), kept),
    ]
    return [*(Place(name, holds, "customers", *more) for name, holds, *more in found), *_of_programs(project)]


def _of_programs(project: Project) -> list[Place]:
    calls = IdempotentCall.objects.filter(api_key__project=project).count()
    team = Member.objects.filter(project=project).count()
    exports = ExportRecord.objects.filter(project=project).count()
    keys = ApiKey.objects.filter(project=project).count()
    return [
        Place("Answers to programs", "answers kept against double calls", "customers", calls, None, "24 hours"),
        Place("Members", "name, e-mail address, role", "the team", team, None, "until removed"),
        Place("Activity", "who did what; customers only as a hash", "the team", project.events.count(), None, GOOD),
        Place("Log of exports", "who took what, and how many rows", "the team", exports, None, GOOD),
        Place("API keys", "name and a hash of the key", "the team", keys, None, WHILE),
    ]


def _rejected(folder: str) -> list[Path]:
    root = Path(settings.WORKSPACE) / folder
    return [path for name in ("rejected.parquet", "rejected.csv") if folder and (path := root / name).exists()]


def _size_of(records: Iterable[object]) -> int:
    folders = [str(getattr(each, "folder", "")) for each in records]
    return _sum(path for folder in folders if folder for path in (Path(settings.WORKSPACE) / folder).rglob("*"))


def _sum(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
