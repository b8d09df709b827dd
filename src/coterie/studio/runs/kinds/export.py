"""Who is on the list? The verb `audience`: customers of a segment or stage, with a control group split off."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.work import Work

ASKED = ("segment", "control", "campaign", "sure", "overdue", "stage", "like", "count", "reach")


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Write the list.

    arguments    "study": folder; "format": csv, parquet or json; any word of `coterie audience` under its own name.
    """
    asked = {name: arguments[name] for name in ASKED if arguments.get(name) not in (None, "")}
    work.step("Choosing customers", 0, 2)
    listed = workflows.audience(work.inside(arguments["study"]), **asked)
    work.step("Writing the list", 1, 2)
    name = f"customers.{arguments.get('format') or 'csv'}"
    listed.save(work.out / name)
    summary = listed.summary
    listed.close()
    return {"summary": summary, "file": name}
