"""What was brought, and what is wrong with it? Sources read and judged, nothing analysed yet."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from coterie import intake, ledger, report
from coterie.engine import open_engine
from coterie.terms import Failed, Progress, Silent, Words
from coterie.workflows.limits import READING_MB, memory_mb, threads
from coterie.workflows.words import plain, version, versions


def load_dataset(
    sources: Mapping[str, Any], words: Words | None, out: str | Path, progress: Progress | None = None
) -> dict[str, Any]:
    """Read and judge the sources and leave what was found in a folder, all of it or nothing.

    The engine keeps little in memory and the rest on disk; where that little does not do, all is done again with the
    usual memory.

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
    given, said, heard = dict(sources), words or Words(), progress or Silent()
    little, usual = memory_mb(READING_MB), memory_mb()
    try:
        return _loaded(little, given, said, folder, heard)
    except Failed as short:
        if little == usual or all(each.code != "COT-903" for each in short.problems):
            raise
    return _loaded(usual, given, said, folder, heard)


def _loaded(memory: int, sources: dict[str, Any], words: Words, folder: Path, progress: Progress) -> dict[str, Any]:
    told: dict[str, Any] = {}
    with open_engine(memory_mb=memory, threads=threads()) as engine:
        dataset = intake.load_by_place(engine, sources, words, progress)
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
