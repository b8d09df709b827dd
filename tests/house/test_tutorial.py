"""Does the tutorial do what it says, on a shop made for it?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import shop
from tree import REPOSITORY

TUTORIAL = (REPOSITORY / "docs" / "tutorials" / "first-analysis.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with orders.csv: 600 customers in four planted groups."""
    folder = tmp_path_factory.mktemp("desk")
    shop.write(shop.generate(600, 3, groups=shop.FOUR).table(), folder / "orders.csv")
    return folder


def _run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env={**os.environ, "COLUMNS": "120"}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def result(desk: Path) -> Path:
    """The folder that the commands of the tutorial leave, carried out in their order."""
    lines = re.findall(r"^\.venv/bin/coterie (.*)$", TUTORIAL, re.MULTILINE)
    assert [line.split()[0] for line in lines] == ["inspect", "analyze"]
    for line in lines:
        done = _run([sys.executable, "-c", "from coterie.cli.main import main; main()", *line.split()], desk)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    return desk / "out"


def test_the_commands_of_the_tutorial_leave_the_files_that_it_names(result: Path) -> None:
    wanted = set(re.findall(r"`out/([a-z.]+)`", TUTORIAL))
    assert wanted == {"report.html", "customers.csv", "segments.json"}
    assert wanted <= {path.name for path in result.iterdir()}


def test_the_files_of_the_reference_are_the_files_of_a_result(result: Path) -> None:
    text = (REPOSITORY / "docs" / "reference" / "files.md").read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `") and "." in line.split("|")[1]]
    told = {name for cell in table for name in re.findall(r"`([a-z_.]+)/?`", cell)} | {"models"}
    assert {path.name for path in result.iterdir()} == told


@pytest.mark.parametrize("text", [TUTORIAL, README], ids=["tutorial", "readme"])
def test_the_python_of_the_page_works(text: str, desk: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    done = _run([sys.executable, "-c", f"import pandas\nframe = pandas.read_csv('orders.csv')\n{code}"], desk)
    assert done.returncode == 0, done.stderr
