"""What is left behind when data are refused? The quality report, under the name that was asked for."""

from pathlib import Path

from coterie import ledger, report
from coterie.terms import DataRefused
from coterie.workflows.words import version, versions


def record_refusal(refused: DataRefused, folder: Path) -> None:
    """Write ``quality.json`` with every reason, and a manifest whose status is "refused"."""
    manifest = {
        "coterie": version(),
        "status": "refused",
        "reasons": [str(problem) for problem in refused.problems],
        "versions": versions(),
    }
    ledger.publish(folder, lambda draft: report.write_quality(refused, draft), manifest)
