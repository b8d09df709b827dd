"""Does any test measure how quick the machine is, where it should wait for what it is about?"""

import ast
from collections.abc import Iterator

from tree import TESTS, name_of, parsed, python_files

WAITS = {"wait", "join", "communicate", "wait_for_timeout"}
# Handed over as words, it is refused by the studio's policy; what a page shows is waited for by `expect`.
NEVER = {"wait_for_function"}
ALLOWED = {"tests/report/test_browser.py": "wait_for_timeout"}  # between two looks, as often as it takes


def hurried(tree: ast.AST) -> Iterator[str]:
    """Calls that give up after a number of seconds of their own, and those that no page of the studio can bear.

    >>> list(hurried(ast.parse("process.wait(10); process.wait(LONG); ' '.join(words)")))
    ['wait in line 1']
    """
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        limits = [each.value for each in call.keywords if each.arg == "timeout"]
        limits += call.args[:1] if name in WAITS else []
        numbers = [each for each in limits if isinstance(each, ast.Constant) and isinstance(each.value, int | float)]
        if numbers or name in NEVER:
            yield f"{name} in line {call.lineno}"


def test_nothing_is_given_up_before_patience_ends() -> None:
    found = {name_of(path): [*hurried(parsed(path))] for path in python_files(TESTS)}
    told = [f"{at}: {each}" for at, calls in found.items() for each in calls if each.split()[0] != ALLOWED.get(at)]
    assert told == []


def test_what_is_hurried_is_noticed() -> None:
    told = "page.wait_for_function('seen'); thread.join(timeout=10); page.click('a', timeout=500); server.wait(20)"
    assert [each.split()[0] for each in hurried(ast.parse(told))] == ["wait_for_function", "join", "click", "wait"]
