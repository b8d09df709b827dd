"""Does every SQL text of the tree keep to functions whose result cannot change with row order or threads?"""

import ast
import re
from pathlib import Path

import pytest

from coterie.engine.portable import BANNED
from tree import SOURCE, name_of, parsed, python_files

CALLED = re.compile(rf"\b({'|'.join(sorted(BANNED))}|approx_\w+)\s*\(", re.IGNORECASE)
_SQL = re.compile(r"^\s*(with\b.*\bas\s*\(|select\b)|\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)


def sql_texts(path: Path) -> list[str]:
    """String literals of a file that are SQL, docstrings left out; the literal parts of f-strings count too."""
    tree = parsed(path)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            texts.append(" ".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            texts.append(node.value)
    return [text for text in texts if _SQL.search(text)]


def test_sql_keeps_to_the_portable_alphabet() -> None:
    texts = [(name_of(path), text) for path in python_files(SOURCE) for text in sql_texts(path)]
    assert texts
    assert [(name, hit.group(0), text) for name, text in texts if (hit := CALLED.search(text))] == []


@pytest.mark.parametrize("sql", ["select avg(x) from t", "select any_value (x) from t", "select first(x) from t"])
def test_the_check_would_notice(sql: str) -> None:
    assert CALLED.search(sql)


@pytest.mark.parametrize("sql", ["select first_day from t", "select max(first) from t", "select last_value(x) over w"])
def test_the_check_leaves_names_alone(sql: str) -> None:
    assert not CALLED.search(sql)
