"""What was brought, and what is wrong with it? Sources read and judged, nothing analysed yet."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from coterie import intake, ledger, report
from coterie.engine import open_engine
from coterie.terms import Progress, Silent, Words
from coterie.workflows.limits import memory_mb, threads
from coterie.workflows.words import plain, version, versions


def load_dataset(
    sources: Mapping[str, Any], words: Words | None, out: str | Path, progress: Progress | None = None
) -> dict[str, Any]:
    """Read and judge the sources and leave what was found in a folder, all of it or nothing.

    sources    kind -> path, folder, glob or data frame.
    words      corrections of the guesses, and what a mapping file says.
    out        the folder: ``mapping.toml`` (what ``analyze`` takes as ``map``), ``quality.json``, ``dataset.json``,
               ``rejected.parquet``, ``rejected.csv`` and ``run.json``.
    Returns    the content of ``dataset.json``: of each kind the account in rows and money, columns and first rows;
               checks, days, currency, the column that most likely tells consent.
    Raises     WrongWords; DataRefused with every reason, in which case no folder is left; Failed.
    """
    folder = Path(out)
    ledger.check_free(folder)
    told: dict[str, Any] = {}
    with open_engine(memory_mb=memory_mb(), threads=threads()) as engine:
        dataset = intake.load_by_place(engine, dict(sources), words or Words(), progress or Silent())
        mapping = intake.mapping_toml(dataset.mapping)

        def write(draft: Path) -> None:
            told.update(report.write_dataset(dataset, mapping, engine, draft))

        manifest = {
            "coterie": version(),
            "status": "loaded",
            "dataset": dataset.id,
            "inputs": {
                kind: [{"path": path, "sha256": digest} for path, digest in table.files]
                for kind, table in sorted(dataset.tables.items())
            },
            "mapping": plain(dataset.mapping),
            "versions": versions(),
        }
        ledger.publish(folder, write, manifest)
    found: dict[str, Any] = report.plain(told)
    return found


def rejected_book(path: Path) -> IO[bytes]:
    """The rows that an import left out as an Excel workbook, from the `rejected.csv` of its folder."""
    return report.rejected_book(path)
