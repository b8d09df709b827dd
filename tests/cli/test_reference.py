"""The page about the command line is what the commands say themselves."""

import runpy
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_reference_page_is_the_help_of_the_commands() -> None:
    made = runpy.run_path(str(REPOSITORY / "scripts" / "cli_reference.py"))
    assert made["PAGE"].read_text(encoding="utf-8") == made["text"](), "run: python scripts/cli_reference.py"
