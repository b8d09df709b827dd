"""Who are the people in these data? Each trait with how it is spread, from the newest study of the dataset."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.shell.formats import number, share
from coterie.studio.shell.studies import opened
from coterie.terms import CoterieError
from coterie.workflows import OpenStudy, relations

GROUPS = ("value", "behavioural", "demographic", "attitudinal")


@screen(Action.READ)
@require_GET
def profile(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """The traits of everybody, one of them in full."""
    found = get_object_or_404(Dataset, project=project, pk=dataset)
    record = found.studies.filter(state=StudyRecord.State.DONE).order_by("-number").first()
    study = opened(record) if record else None
    shown: dict[str, Any] = {
        "dataset": found,
        "dataset_id": str(found.pk),
        "study": record,
        "may_run": request.member.may(Action.RUN),
    }
    if study is not None:
        floor = int(project.setting("smallest_group"))
        traits = study.traits
        chosen = next(
            (each for each in traits if each["name"] == request.GET.get("trait")), traits[0] if traits else None
        )
        shown |= {
            "groups": _grouped(traits),
            "chosen": chosen,
            "count": len(traits),
            "spread": _spread(study, chosen["name"], floor) if chosen else None,
            "relations": _related(study, chosen["name"]) if chosen else [],
        }
        shown["heading"] = _heading(shown["spread"], chosen)
    return render(request, "quality/profile.html", shown)


def _grouped(traits: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    names = [*GROUPS, *sorted({each["group"] for each in traits} - set(GROUPS))]
    found = [(name, [each for each in traits if each["group"] == name]) for name in names]
    return [(name.capitalize(), those) for name, those in found if those]


def _spread(study: OpenStudy, trait: str, floor: int) -> dict[str, Any] | None:
    """Bars of a trait as text and lengths; None where too few people are known."""
    try:
        told = study.distribution(trait, floor=floor)
    except CoterieError:
        return None
    unit = told.get("unit", "")
    if "bins" in told:
        rows = [{"label": _between(each, unit), **each} for each in told["bins"]]
    else:
        rows = [{"label": str(each["level"]), **each} for each in told["levels"]]
    most = max((row["share"] or 0 for row in rows), default=0)
    return {**told, "rows": rows, "most": most}


def _related(study: OpenStudy, trait: str) -> list[dict[str, Any]]:
    """The traits that go together with it, with what a page draws."""
    found = relations(study, trait)
    return [
        {
            **each,
            "strength": abs(each["correlation"]),
            "colour": 0 if each["correlation"] > 0 else 6,
            "shown": f"{each['correlation']:+.2f}".replace("-", "\u2212"),
        }
        for each in found
    ]


def _between(each: dict[str, Any], unit: str) -> str:
    low, high = each.get("low"), each.get("high")
    if low is None and high is None:
        return "all"
    if low is None:
        return f"up to {number(high, unit)}"
    return f"{number(low, unit)} and more" if high is None else f"{number(low, unit)} to {number(high, unit)}"


def _heading(spread: dict[str, Any] | None, chosen: dict[str, Any] | None) -> str:
    """The answer of the page: the middle of the trait, or its commonest value."""
    if spread is None or chosen is None:
        return "Too few people are known to tell how they differ"
    unit = spread.get("unit", "")
    if spread.get("quantiles"):
        middle = spread["quantiles"]
        at = middle.get("p50")
        return f"{chosen['label']}: half of the customers are at {number(at, unit)} or less"
    told = [row for row in spread["rows"] if row["share"] is not None]
    if not told:
        return f"{chosen['label']}: every answer is given by few"
    first = max(told, key=lambda row: row["share"])
    return f"{chosen['label']}: {first['label']} is the most frequent, with {share(first['share'])}"
