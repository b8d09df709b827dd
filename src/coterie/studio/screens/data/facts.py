"""What is told of datasets? Rows and money that were accepted, left out or seen twice, summed over kinds."""

from typing import Any

from coterie.studio.projects.models import Dataset, Project
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.names import headline_of

PARTS = ("accepted", "rejected", "duplicate")
BRINGING = ("inspect", "import", "fetch", "demo")  # jobs that lead to a dataset


def listed(project: Project) -> list[dict[str, Any]]:
    """Every dataset of a project with its files and its account, newest first."""
    found = Dataset.objects.filter(project=project).select_related("created_by").prefetch_related("sources", "studies")
    return [
        {
            "dataset": dataset,
            "files": [source for source in dataset.sources.all() if source.complete],
            "account": account_of(dataset),
            "studies": len(dataset.studies.all()),
        }
        for dataset in found
    ]


def account_of(dataset: Dataset) -> dict[str, Any] | None:
    """Rows and money of all kinds together, and whether both tie out; None before an import."""
    kinds = dataset.account or {}
    if not kinds:
        return None
    rows = {part: sum(int(each.get(part) or 0) for each in kinds.values()) for part in ("read", *PARTS)}
    money = {part: round(sum(each.get(f"amount_{part}") or 0.0 for each in kinds.values()), 4) for part in rows}
    return {
        "rows": rows,
        "money": {part: said(amount) for part, amount in money.items()},
        "has_money": any(money.values()),
        "ties": rows["read"] == sum(rows[part] for part in PARTS)
        and abs(money["read"] - sum(money[part] for part in PARTS)) < 0.005,
        "kinds": [{"kind": kind, **each} for kind, each in kinds.items()],
    }


def said(amount: float) -> str:
    """An amount as finance writes it: nothing is shortened, so that it can be compared.

    >>> said(531374.8)
    '531,374.80'
    """
    return f"{amount:,.2f}".replace("-", "\u2212")


def headline(rows: list[dict[str, Any]], going: Job | None = None) -> str:
    """The answer of the list in one sentence: what is in, or else what is under way."""
    ready = [row for row in rows if row["dataset"].state == Dataset.State.READY and row["account"]]
    if not ready:
        return headline_of(going) if going else "Nothing is imported yet"
    accepted = sum(row["account"]["rows"]["accepted"] for row in ready)
    read = sum(row["account"]["rows"]["read"] for row in ready)
    sets = "one dataset" if len(ready) == 1 else f"{len(ready)} datasets"
    share = f"All {read:,}" if accepted == read else f"{accepted:,} of {read:,}"
    return f"{share} rows are in, in {sets}"


def under_way(project: Project) -> Job | None:
    """The job that brings data into a project now, the one that is worked on before one that waits."""
    going = Job.objects.filter(project=project, kind__in=BRINGING).exclude(state__in=ENDED)
    return going.select_related("project", "dataset", "study").order_by("-state", "created").first()


def job_of(dataset: Dataset) -> Job | None:
    """The job that works on a dataset now, or the last one that read or imported it."""
    mine = Job.objects.filter(dataset=dataset)
    going = mine.exclude(state__in=ENDED).order_by("created").first()
    return going or mine.filter(kind__in=("inspect", "import", "fetch")).order_by("-created").first()
