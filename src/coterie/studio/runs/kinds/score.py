"""In which segment are new customers? The verb `score` on the files of a dataset, with the models of a study."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds import sources
from coterie.studio.runs.work import Work


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Score everybody in the sources, and write the list.

    arguments    "study": folder; "sources", "mapping", "as_of"; "format": csv, parquet or json.
    """
    words = sources.words(arguments, work)
    work.step("Placing each customer", 0, 2)
    found = workflows.score(
        work.inside(arguments["study"]),
        None,
        sources.by_kind(arguments["sources"], work),
        words,
        as_of=arguments.get("as_of") or None,
    )
    work.step("Writing the list", 1, 2)
    name = f"scores.{arguments.get('format') or 'csv'}"
    found.save(work.out / name)
    found.close()
    return {"summary": found.summary, "file": name, "rows": len(found.placed.labels)}
