"""What do these data say? The main verb, from a dataset's sources to a study's folder."""

from dataclasses import replace
from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds import sources
from coterie.studio.runs.work import Work
from coterie.terms import DataRefused, Request

ASKED = ("as_of", "holdout", "method", "segments", "value", "horizon", "time_unit", "seed", "settings", "budget")


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Analyse, and write the study's folder.

    arguments    "sources", "mapping", "previous" (folder of an earlier study), "title", and any parameter of
                 `coterie analyze` under its own name.
    Returns      "summary" for lists of studies and "parameters" as they were applied.
    """
    request = request_of(arguments, work)
    try:
        study = workflows.analyze(request, work)
    except DataRefused as refused:
        workflows.record_refusal(refused, work.out)
        raise
    work.step("Writing the study", 8, 9)
    study.save(work.out)
    study.close()
    return {"summary": workflows.open_study(work.out).summary, "parameters": study.parameters}


def request_of(arguments: dict[str, Any], work: Work) -> Request:
    """The request that the arguments mean. Raises WrongWords."""
    asked = {name: arguments[name] for name in ASKED if arguments.get(name) not in (None, "")}
    if isinstance(asked.get("settings"), dict):
        asked["settings"] = [f"{name}={value}" for name, value in asked["settings"].items()]
    if arguments.get("previous"):
        asked["previous"] = work.inside(arguments["previous"])
    words = sources.words(arguments, work)
    request = workflows.request_of(sources.by_kind(arguments["sources"], work), words, **asked)
    return replace(request, title=arguments.get("title", ""))
