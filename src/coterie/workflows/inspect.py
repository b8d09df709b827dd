"""What is this file? Kind, mapping, types and quality, before anything is analysed."""

from collections.abc import Sequence
from pathlib import Path

from coterie import intake, ledger
from coterie.engine import open_engine
from coterie.terms import Words
from coterie.workflows.limits import READING_MB, memory_mb, threads


def inspect(
    paths: Sequence[str], words: Words | None = None, kinds: Sequence[str] = (), most: int | None = None
) -> intake.Inspection:
    """Guess what each file is and how its columns are to be read, and check its rows.

    paths     files, folders or globs.
    words     corrections of earlier guesses.
    kinds     for each path the kind that a person named, "" where it is to be guessed.
    most      rows of a delimited text that are looked at; None looks at all. What is not looked at is said by the
              fact "looked at" of the file.
    Raises    WrongWords, DataRefused.
    """
    usual = READING_MB if most is not None else None
    with open_engine(memory_mb=memory_mb(usual), threads=threads()) as engine:
        return intake.inspect(engine, list(paths), words or Words(), kinds, most)


def save_mapping(inspection: intake.Inspection, path: Path) -> None:
    """Write the mapping as a file that ``--map`` takes.

    Raises    WrongWords (COT-904) where a folder stands under the name; Failed (COT-902) if writing stops.
    """
    text = intake.mapping_toml(inspection.mapping)
    ledger.publish_file(path, lambda draft: draft.write_text(text, encoding="utf-8"))
