"""Are the pages of the codes what the catalogue says today?"""

import subprocess
import sys
from pathlib import Path

from coterie.terms import CODES
from tree import REPOSITORY

PAGES = REPOSITORY / "docs" / "codes"
WRITE = REPOSITORY / "scripts" / "codes.py"


def test_every_code_has_a_page_and_no_page_is_left_over() -> None:
    assert {path.stem for path in PAGES.glob("COT-*.md")} == set(CODES)


def test_the_pages_are_what_the_script_would_write(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(WRITE), str(tmp_path)], check=True)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    standing = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    stale = sorted(n for n in written.keys() | standing.keys() if written.get(n) != standing.get(n))
    assert not stale, f"stale: {stale}; run: make codes"
