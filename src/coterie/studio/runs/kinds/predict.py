"""Which customers will? The verb `predict` on the files of a dataset."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds import sources
from coterie.studio.runs.work import Work

ASKED = ("duration", "time", "leave_out", "as_of", "neural", "seed")


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Learn the target, and write the folder of the prediction.

    arguments    "target"; "sources", "mapping"; further words of `coterie predict` under their own names.
    """
    words = sources.words(arguments, work)
    given = sources.by_kind(arguments["sources"], work)
    goal = "orders" in given
    asked = {name: arguments[name] for name in ASKED if arguments.get(name) not in (None, "", [])}
    if goal:
        asked.update({kind: given[kind] for kind in ("customers", "products") if kind in given})
    source = given["orders"] if goal else given.get("customers")
    forecast = workflows.predict(workflows.asked_of(source, words, target=arguments["target"], **asked), work)
    forecast.save(work.out)
    forecast.close()
    return {"metrics": forecast.metrics, "parameters": forecast.parameters}
