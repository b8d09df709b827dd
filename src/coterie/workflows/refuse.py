"""Where does an answer go, and what is left there when data are refused? The quality report."""

from pathlib import Path

from coterie import ledger, report
from coterie.terms import DataRefused
from coterie.workflows.words import version, versions


def check_out(folder: Path) -> None:
    """See whether the answer can be put there, before anything is reckoned.

    Raises    WrongWords (COT-904) where something else stands there; Failed (COT-902) where it cannot be written.
    """
    ledger.check_free(folder)


def record_refusal(refused: DataRefused, folder: Path) -> None:
    """Write ``quality.json`` with every reason, and a manifest whose status is "refused"."""
    manifest = {
        "coterie": version(),
        "status": "refused",
        "reasons": [str(problem) for problem in refused.problems],
        "versions": versions(),
    }
    ledger.publish(folder, lambda draft: report.write_quality(refused, draft), manifest)
