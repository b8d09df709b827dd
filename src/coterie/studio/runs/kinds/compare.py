"""Who moved between two studies? The verb `compare`, its summary kept for the page."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.work import Work


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Compare two studies, and write one row a customer beside the summary.

    arguments    "older" and "newer": folders of studies.
    Returns      "summary", "lines" that say it, and the "figure" of the bands.
    """
    found = workflows.compare(work.inside(arguments["older"]), work.inside(arguments["newer"]), work)
    found.save(work.out / "comparison.json")
    found.save(work.out / "customers.parquet")
    told = {"summary": found.summary, "lines": found.lines(), "figure": found.picture}
    found.close()
    return told
