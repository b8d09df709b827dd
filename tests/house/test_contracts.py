"""Do the import contracts hold, and would they notice a breach? Faults are planted in a copy, one at a time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tree import REPOSITORY, SOURCE

# what is broken, file, line that is put at its end, name of the contract that must notice
FAULTS = [
    ("a room imports upward", "terms/money.py", "import coterie.engine.steps", "Imports point down"),
    ("the ground imports a room", "engine/steps.py", "import coterie.measure", "Imports point down"),
    ("a neighbour is imported", "features/planted.py", "import coterie.intake", "Imports point down"),
    ("memory is reached from a pure room", "methods/planted.py", "import coterie.ledger", "Imports point down"),
    ("measure meets a method", "measure/planted.py", "import coterie.methods.segments", "Imports point down"),
    ("a verb knows a door", "workflows/planted.py", "import coterie.cli", "Imports point down"),
    ("an import hides in a function", "guard/planted.py", "def f():\n    import coterie.report", "Imports point down"),
    (
        "an import hides under TYPE_CHECKING",
        "personas/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import coterie.features",
        "Imports point down",
    ),
    ("a new room has no floor", "utils/__init__.py", "", "Imports point down"),
    ("a new file has no floor", "helpers.py", "", "Imports point down"),
    ("a wing imports its sister", "methods/value/planted.py", "import coterie.methods.segments", "The wings"),
    ("forms imports a wing", "methods/forms/planted.py", "import coterie.methods.segments", "The wings"),
    ("a new wing has no place", "methods/magic/__init__.py", "", "The wings"),
    ("a door opens a connection", "cli/planted.py", "import coterie.engine", "Doors talk"),
    ("a door calls a method", "cli/planted.py", "from coterie.methods import segments", "Doors talk"),
    ("a verb computes", "workflows/planted.py", "import numpy", "The corridor"),
    ("a verb opens a frame", "workflows/planted.py", "import pandas", "The corridor"),
    ("a door computes", "cli/planted.py", "import pyarrow", "The corridor"),
    ("a noun knows a library", "terms/planted.py", "import pandas", "The nouns"),
    ("a noun knows a database", "terms/planted.py", "import sqlglot", "The nouns"),
    ("a room speaks to a database", "intake/planted.py", "import duckdb", "Only the engine"),
    ("a room translates SQL", "features/planted.py", "import sqlglot", "Only the engine"),
    ("a room speaks to a cluster", "methods/planted.py", "import pyspark", "Only the engine"),
    ("the ledger speaks to a server itself", "ledger/planted.py", "import psycopg", "Only the engine"),
    ("the ledger opens a file of SQLite itself", "ledger/planted.py", "import sqlite3", "Only the engine opens"),
    ("a persona computes", "personas/planted.py", "import numpy", "Personas are told"),
    ("a method draws", "methods/planted.py", "import plotly", "Only the report draws"),
    ("a verb prints", "workflows/planted.py", "import fpdf", "Only the report draws"),
    ("the ledger writes a workbook", "ledger/planted.py", "import xlsxwriter", "Only the report draws"),
    ("a room makes a page of the web", "report/planted.py", "import django.template", "Only the studio"),
    ("the studio calls a room", "studio/shell/planted.py", "import coterie.report", "Doors talk"),
    ("the studio computes", "studio/screens/planted.py", "import numpy", "The corridor"),
    ("the studio reads a file of data", "studio/projects/planted.py", "import duckdb", "Only the engine"),
    ("a page knows another page", "studio/screens/home/planted.py", "import coterie.studio.screens.status", "One page"),
    ("projects know a page", "studio/projects/planted.py", "import coterie.studio.screens.home", "Inside the studio"),
    ("people know projects", "studio/accounts/planted.py", "import coterie.studio.projects.roles", "Inside the studio"),
    ("a new part of the studio has no floor", "studio/utils/__init__.py", "", "Inside the studio"),
    (
        "two rooms' files import one another",
        "measure/one.py",
        "import coterie.measure.two\n@measure/two.py\nimport coterie.measure.one",
        "No cycle",
    ),
]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _copy(folder: Path) -> Path:
    """The whole tree without its code: each file keeps nothing, so that a planted fault is the only one."""
    for source in SOURCE.rglob("*.py"):
        target = folder / "src" / "coterie" / source.relative_to(SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold_on_the_real_tree() -> None:
    done = _lint(REPOSITORY)
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :] + done.stderr


def test_an_empty_copy_of_the_tree_breaks_nothing(tmp_path: Path) -> None:
    done = _lint(_copy(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("fault", "file", "text", "contract"), FAULTS, ids=[f"{f[0]}: {f[1]}" for f in FAULTS])
def test_a_planted_fault_is_noticed(tmp_path: Path, fault: str, file: str, text: str, contract: str) -> None:
    folder = _copy(tmp_path)
    for part in f"{file}\n{text}".split("\n@"):
        name, _, code = part.partition("\n")
        path = folder / "src" / "coterie" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code + "\n", encoding="utf-8")
    done = _lint(folder)
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert done.returncode == 1, f"{fault}: not noticed\n{done.stdout}{done.stderr}"
    assert any(line.startswith(contract) for line in broken), f"{fault}: noticed by {broken}, not by {contract!r}"
