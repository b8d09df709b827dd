"""Which customers leave, in which file? Rows of a study, or a list with a control group; nobody without consent."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.work import Work

ROWS = ("segment", "where", "search", "columns", "consent", "floor")
LIST = (
    "segment", "control", "campaign", "sure", "overdue", "stage", "like", "count", "reach", "where", "everybody",
    "consent", "floor",
)  # fmt: skip


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Write the file.

    arguments    "study": folder; "format"; "what": "customers" with the words of `export_customers`, or "list" with
                 those of `coterie audience`.
    Returns      "file", "rows", "without_consent" and the "sentence" that says both.
    """
    work.step("Choosing customers", 0, 1)
    return _list(arguments, work) if arguments.get("what") == "list" else _customers(arguments, work)


def _customers(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    asked = {name: arguments[name] for name in ROWS if arguments.get(name) is not None}
    study = workflows.open_study(work.inside(arguments["study"]))
    name = f"customers.{arguments.get('format') or 'csv'}"
    made = workflows.export_customers(study, work.out / name, **asked)
    study.close()
    return {"file": name, "rows": made.rows, "without_consent": made.without_consent, "sentence": made.sentence}


def _list(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    asked = {name: arguments[name] for name in LIST if arguments.get(name) not in (None, "")}
    listed = workflows.audience(work.inside(arguments["study"]), **asked)
    name = f"list.{arguments.get('format') or 'csv'}"
    listed.save(work.out / name)
    told, lines = listed.summary, listed.lines()
    listed.close()
    return {
        "file": name,
        "rows": told["listed"],
        "without_consent": told["without_consent"] or 0,
        "sentence": lines[0],
        "summary": told,
    }
