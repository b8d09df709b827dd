"""Do the linter, the formatter and the type checker agree with the tree?"""

import subprocess
import sys

import pytest

from tree import REPOSITORY

TOOLS = {
    "ruff finds nothing": ["ruff", "check", "."],
    "ruff would format nothing": ["ruff", "format", "--check", "."],
    "mypy finds nothing": ["mypy"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *TOOLS[tool]], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
