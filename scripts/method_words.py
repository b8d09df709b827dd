"""Writes what methods and their parameters are called, for the command line's help and for the docs, from their files.

``python scripts/method_words.py`` writes ``src/coterie/cli/method_words.json`` and the tables of ``docs/methods``;
``words()`` and ``page(name, text)`` are what they should hold.
"""

import json
import re
from pathlib import Path

from coterie.methods.segments.registry import OWN
from coterie.methods.segments.settings import default_of, range_of, tables

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "src" / "coterie" / "cli" / "method_words.json"
PAGES = ROOT / "docs" / "methods"
START, END = "<!-- parameters: written by scripts/method_words.py -->", "<!-- end of parameters -->"


def _rows(name: str) -> list[tuple[str, str, str, str]]:
    return [(p.name, range_of(p), default_of(p), p.effect) for p in tables()[name]]


def words() -> str:
    """The generated file: each method with its label and sentence; each parameter with range, default and effect."""
    methods = {m.name: [m.label, m.says] for m in OWN}
    parameters = {name: _rows(name) for name in (*methods, "tiers", "preparation", "explanation")}
    return json.dumps({"methods": methods, "parameters": parameters}, indent=1, ensure_ascii=False) + "\n"


def table(name: str) -> str:
    """The parameters of a method as a table of its page."""
    lines = [START, "", "| `--set` | range | default | what it does |", "| --- | --- | --- | --- |"]
    lines += [f"| `{row[0]}` | {row[1]} | {row[2]} | {row[3]} |" for row in _rows(name)]
    return "\n".join([*lines, "", END])


def page(name: str, text: str) -> str:
    """A page with its table as it should be."""
    return re.sub(re.escape(START) + ".*?" + re.escape(END), lambda _: table(name), text, flags=re.DOTALL)


def pages() -> dict[str, Path]:
    """The page of each method or step that has parameters."""
    return {name: PAGES / f"{name}.md" for name in (*(m.name for m in OWN), "tiers", "preparation")}


if __name__ == "__main__":
    WORDS.write_text(words(), encoding="utf-8")
    for name, path in pages().items():
        if path.exists():
            path.write_text(page(name, path.read_text(encoding="utf-8")), encoding="utf-8")
