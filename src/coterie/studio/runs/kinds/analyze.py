"""What do these data say? The main verb, from a dataset's sources to a study's folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds import sources
from coterie.studio.runs.work import Work
from coterie.terms import DataRefused, Progress, Request

ASKED = (
    "as_of", "holdout", "method", "segments", "value", "horizon", "time_unit", "seed", "settings", "budget", "margin",
    "discount", "acquisition_cost", "value_traits",
)  # fmt: skip


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Analyse, and write the study's folder.

    arguments    "sources", "mapping", "previous" (folder of an earlier study), "title", and any parameter of
                 `coterie analyze` under its own name; "settings" by name.
    Returns      "summary" for lists of studies and "parameters" as they were applied.
    """
    request = request_of(arguments, work, sources.by_kind(arguments["sources"], work))
    return finished(request, work.out, work)


def finished(request: Request, folder: Path, progress: Progress) -> dict[str, Any]:
    """The study of a request, written; where data are refused, the folder holds the reasons. Raises DataRefused."""
    try:
        study = workflows.analyze(request, progress)
    except DataRefused as refused:
        workflows.record_refusal(refused, folder)
        raise
    study.save(folder)
    study.close()
    return {"summary": workflows.open_study(folder).summary, "parameters": study.parameters}


def request_of(arguments: dict[str, Any], work: Work, given: Mapping[str, object]) -> Request:
    """The request that the arguments mean. Raises WrongWords."""
    asked = {name: arguments[name] for name in ASKED if arguments.get(name) not in (None, "")}
    if isinstance(asked.get("settings"), dict):
        asked["settings"] = [f"{name}={value}" for name, value in asked["settings"].items()]
    if arguments.get("previous"):
        asked["previous"] = work.inside(arguments["previous"])
    request = workflows.request_of(given, sources.words(arguments, work), **asked)
    return replace(request, title=arguments.get("title", ""))
