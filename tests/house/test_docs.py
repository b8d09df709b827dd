"""Is what the documentation shows still true: its links, commands, mapping tables and code?"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from coterie.cli.main import VERBS, coterie
from coterie.intake.toml import read_mapping
from coterie.intake.words import parse_words
from coterie.methods.segments.own_grids import own_grids
from tree import REPOSITORY, SOURCE, TESTS, name_of

WRITTEN = [page for page in (REPOSITORY / "docs").rglob("*.md") if page.parent.name != "codes"]
PAGES = sorted([*REPOSITORY.glob("*.md"), *WRITTEN])


def _fences(path: Path, language: str) -> Iterator[str]:
    yield from re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _commands(path: Path) -> Iterator[list[str]]:
    """Every ``coterie`` command line of a page, as words."""
    for fence in _fences(path, ""):
        for line in fence.replace("\\\n", " ").splitlines():
            if re.match(r"(\.venv/bin/)?coterie [a-z]", line):
                yield shlex.split(line, comments=True)[1:]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_the_map_of_the_house_names_files_that_exist() -> None:
    text = (REPOSITORY / "docs" / "house.md").read_text(encoding="utf-8")
    named = {name for name in re.findall(r"`([a-z_/]+(?:\.py|/))`", text) if "/" in name}
    assert named
    bases = (SOURCE, SOURCE.parent, REPOSITORY, TESTS)
    assert [name for name in sorted(named) if not any((base / name).exists() for base in bases)] == []


def test_the_map_of_the_house_names_every_room() -> None:
    text = (REPOSITORY / "docs" / "house.md").read_text(encoding="utf-8")
    rooms = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
    assert [room for room in rooms if f"| `{room}` |" not in text and room not in ("cli", "workflows")] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_have_the_options_they_are_shown_with(page: Path) -> None:
    for words in _commands(page):
        assert words[0] in VERBS, words
        command = coterie.get_command(click.Context(coterie), words[0])
        assert command is not None
        known = {name for option in command.params for name in option.opts} | {"--help"}
        assert {word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word)} <= known, words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_corrections_can_be_followed(page: Path) -> None:
    for word in re.findall(r"--map ([a-z]+\.[a-z_]+=[^\s`#]+)", page.read_text(encoding="utf-8")):
        parse_words([word.replace('"', "")])


@pytest.mark.parametrize("page", [p for p in PAGES if list(_fences(p, "toml"))], ids=name_of)
def test_mapping_tables_can_be_read(page: Path, tmp_path: Path) -> None:
    for number, text in enumerate(_fences(page, "toml")):
        path = tmp_path / f"{number}.toml"
        path.write_text(text, encoding="utf-8")
        mapping = read_mapping(path)
        assert len(own_grids(mapping.grids)) == len(mapping.grids)


@pytest.mark.parametrize("page", [p for p in PAGES if list(_fences(p, "python"))], ids=name_of)
def test_code_is_python(page: Path) -> None:
    for text in _fences(page, "python"):
        compile(text, name_of(page), "exec")
