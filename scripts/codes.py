"""Writes a page for every code of the catalogue to docs/codes, and an index; pages of codes that are gone are removed.

Usage: python scripts/codes.py [FOLDER]
"""

import sys
from pathlib import Path

from coterie.terms import CODES, Code

CHAPTERS = {
    "1": "Words of a command",
    "2": "Reading files",
    "3": "Mapping columns",
    "4": "Rejected rows",
    "5": "Quality of the data",
    "6": "Days and traits",
    "7": "Segments",
    "8": "Value and predictions",
    "9": "Output and optional parts",
}


def page(code: Code) -> str:
    """The page of one code."""
    parts = [f"# {code.id}: {code.title}", code.meaning]
    if code.expected:
        parts.append(f"**Expected:** {code.expected}.")
    if code.remedy:
        parts.append(f"**What to do:** {code.remedy.rstrip('.')}.")
    parts.append(f"Chapter: {CHAPTERS[code.id[4]]}. [All codes](README.md)")
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """The list of all codes by chapter."""
    parts = [
        "# Codes",
        "Every error, rejection, warning and note has a code that keeps its meaning over versions. "
        "A message says what was found; the page says why it matters and what to do.",
    ]
    for digit, chapter in CHAPTERS.items():
        lines = [f"- [{c.id}]({c.id}.md) {c.title}" for _, c in sorted(CODES.items()) if c.id[4] == digit]
        if lines:
            parts += [f"## {digit}xx {chapter}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def main(folder: Path) -> None:
    """Write all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("COT-*.md"):
        if old.stem not in CODES:
            old.unlink()
    for code in CODES.values():
        (folder / f"{code.id}.md").write_text(page(code), encoding="utf-8")
    (folder / "README.md").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "docs" / "codes")
