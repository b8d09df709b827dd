"""Has every code one meaning, one page and at least one use?"""

import ast
import re
from pathlib import Path

from coterie.terms import CODES
from tree import SOURCE, TESTS, dotted, name_of, parsed, python_files

_CODE = re.compile(r"COT-\d{3}")


def _named_in(text: str) -> set[str]:
    return set(_CODE.findall(text))


CATALOGUE = SOURCE / "terms" / "codes"
USES = {
    path: _named_in(path.read_text(encoding="utf-8")) for path in python_files(SOURCE) if CATALOGUE not in path.parents
}


def _declared(path: Path) -> list[str]:
    calls = [n for n in ast.walk(parsed(path)) if isinstance(n, ast.Call) and dotted(n.func) == "Code"]
    firsts = [call.args[0] if call.args else next(k.value for k in call.keywords if k.arg == "id") for call in calls]
    return [ast.literal_eval(first) for first in firsts]


def test_a_code_is_declared_once() -> None:
    declared = [code for path in python_files(CATALOGUE) for code in _declared(path)]
    assert sorted(declared) == sorted(CODES)


def test_a_code_stands_in_its_chapter() -> None:
    digits = {name_of(path): {code[4] for code in _declared(path)} for path in python_files(CATALOGUE)}
    assert {name: found for name, found in digits.items() if len(found) > 1} == {}


def test_a_code_in_the_source_is_in_the_catalogue() -> None:
    wrong = [f"{name_of(path)}: {code}" for path, codes in USES.items() for code in sorted(codes - set(CODES))]
    assert not wrong, "\n".join(wrong)


def test_a_code_in_the_tests_is_in_the_catalogue() -> None:
    wrong = {
        name_of(path): sorted(unknown)
        for path in python_files(TESTS)
        if (unknown := _named_in(path.read_text(encoding="utf-8")) - set(CODES) - {"COT-000"})
    }
    assert not wrong


def test_every_code_is_used() -> None:
    used = set().union(*USES.values())
    unused = sorted(set(CODES) - used)
    assert not unused, " ".join(["in the catalogue and nowhere else:", *unused])


def test_a_code_is_told_in_plain_sentences() -> None:
    """A meaning is a sentence; what is expected continues one that the message ends; nobody is shouted at."""
    for key, code in CODES.items():
        assert code.id == key
        assert code.title, key
        assert not code.title.endswith("."), key
        assert code.meaning.endswith((".", "?")), key
        assert not code.expected.endswith("."), key
        assert "!" not in code.title + code.meaning + code.expected + code.remedy, key
