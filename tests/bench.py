"""What the tests of intake share: files written in a line, and a dataset loaded from them."""

from pathlib import Path

from coterie.engine import Engine
from coterie.intake import load, parse_words
from coterie.terms import Check, Dataset, Silent, Words


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> str:
    """A file with that text; its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return str(path)


def take(engine: Engine, *words: str, said: Words | None = None, as_of=None, **sources) -> Dataset:
    """The dataset of the sources under these words."""
    return load(engine, sources, said or parse_words(words), Silent(), as_of=as_of)


def check(dataset: Dataset, code: str, column: str = "") -> Check:
    """The one check of that code (and column)."""
    found = [c for c in dataset.quality.checks if c.code == code and (not column or c.column == column)]
    assert len(found) == 1, [c.found for c in dataset.quality.checks if c.code == code]
    return found[0]
