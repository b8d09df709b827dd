"""Which files is the project made of, and what is in them?"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "coterie"
TESTS = REPOSITORY / "tests"


def python_files(*folders: Path) -> list[Path]:
    """Python files below the folders, sorted; what lies in hidden folders is not ours."""
    found = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return [path for path in found if not any(p.startswith(".") for p in path.relative_to(REPOSITORY).parts)]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """The path as a person would say it: from the repository's folder."""
    return str(path.relative_to(REPOSITORY))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of a name or attribute, "" for anything else.

    >>> dotted(ast.parse("numpy.random.seed", mode="eval").body)
    'numpy.random.seed'
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
