"""Has every method a page, and do pages and help say what the methods' own files say?"""

import re
import runpy
from pathlib import Path

import pytest

from coterie.methods.segments.grid_tables import PRESETS
from coterie.methods.segments.registry import OWN
from coterie.report import facts, words
from tree import REPOSITORY

MADE = runpy.run_path(str(REPOSITORY / "scripts" / "method_words.py"))
HINT = "stale: run python scripts/method_words.py"
METHODS = REPOSITORY / "docs" / "methods"


def test_the_words_of_the_help_are_those_of_the_methods() -> None:
    assert MADE["WORDS"].read_text(encoding="utf-8") == MADE["words"](), HINT


@pytest.mark.parametrize("name", MADE["pages"]())
def test_a_method_has_a_page_with_its_parameters(name: str) -> None:
    path: Path = MADE["pages"]()[name]
    text = path.read_text(encoding="utf-8")
    assert MADE["table"](name) in text, HINT
    assert MADE["page"](name, text) == text, HINT


@pytest.mark.parametrize("name", [method.name for method in OWN])
def test_a_page_says_what_it_assumes_when_to_use_it_and_how_to_read_it(name: str) -> None:
    text = (METHODS / f"{name}.md").read_text(encoding="utf-8")
    for head in ("## What it assumes", "## When to use it", "## Parameters", "## Reading the result", "## Source"):
        assert head in text
    assert f"--method {name}" in text


@pytest.mark.parametrize("name", ["rfm-grids", "tiers"])
def test_what_needs_no_fitting_has_the_same_headings(name: str) -> None:
    text = (METHODS / f"{name}.md").read_text(encoding="utf-8")
    for head in ("## What it assumes", "## When to use it", "## Parameters", "## Reading the result", "## Source"):
        assert head in text


def test_every_grid_stands_on_the_page_of_grids_with_its_number_of_groups() -> None:
    text = (METHODS / "rfm-grids.md").read_text(encoding="utf-8")
    for name, spec in PRESETS.items():
        groups = len({row.name for row in spec.rows})
        assert re.search(rf"\| `{name}` \| \w+ \| {groups}[ ,]", text)


def test_the_page_that_helps_to_choose_leads_to_every_page() -> None:
    text = (METHODS / "which.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted(METHODS.glob("*.md")) if p.name != "which.md" and f"({p.name})" not in text] == []


@pytest.mark.parametrize("method", OWN, ids=lambda method: method.name)
def test_the_report_calls_a_method_by_a_name_and_tells_its_number_of_groups_where_it_was_searched(method) -> None:
    assert method.name in words.METHODS
    assert (method.name in facts.SEARCHED) == method.searched
