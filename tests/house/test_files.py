"""Is every file small, told in one sentence, and tested by a file of its own?"""

import ast
from pathlib import Path

from tree import REPOSITORY, SOURCE, TESTS, functions, name_of, parsed, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # lines of code, docstring and comments not counted
LIBRARY_ROOMS = ("engine", "features", "guard", "intake", "ledger", "measure", "methods", "personas", "report", "terms")
WRITTEN_BY_DJANGO = "migrations"
EVERYWHERE = [
    path
    for path in python_files(SOURCE, TESTS, REPOSITORY / "benchmarks", REPOSITORY / "scripts")
    if path.parent.name != WRITTEN_BY_DJANGO
]
LIBRARY = [path for room in LIBRARY_ROOMS for path in python_files(SOURCE / room)]


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, text: list[str]) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    lines = text[body[0].lineno - 1 : function.end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _sizes(path: Path) -> dict[str, int]:
    text = _text(path).splitlines()
    return {function.name: _code_lines(function, text) for function in functions(path)}


def test_a_file_has_at_most_400_lines() -> None:
    assert {name_of(p): n for p in EVERYWHERE if (n := len(_text(p).splitlines())) > LONGEST_FILE} == {}


def test_a_function_has_at_most_60_lines_of_code() -> None:
    long = {(name_of(p), name): n for p in EVERYWHERE for name, n in _sizes(p).items() if n > LONGEST_FUNCTION}
    assert long == {}


def test_nine_functions_in_ten_have_at_most_30_lines_of_code() -> None:
    sizes = sorted(n for path in python_files(SOURCE) for n in _sizes(path).values())
    assert sizes[int(0.9 * len(sizes))] <= 30


def test_a_module_says_in_one_sentence_what_it_answers() -> None:
    told = {name_of(p): ast.get_docstring(parsed(p)) or "" for p in python_files(SOURCE)}
    silent = [name for name, text in told.items() if not text.split("\n\n")[0].rstrip().endswith((".", "?", ":"))]
    assert silent == []


def _mirrored(path: Path) -> bool:
    """``test_file.py``, a file a facet (``test_file_facet.py``), or one for a folder of small files within a room."""
    inside = path.relative_to(SOURCE)
    beside = TESTS / inside.parent
    if [*beside.glob(f"test_{path.stem}.py"), *beside.glob(f"test_{path.stem}_*.py")]:
        return True
    within = len(inside.parts) - (1 if inside.parts[0] == "methods" else 0) > 2
    return within and (beside.parent / f"test_{inside.parent.name}.py").exists()


def test_a_library_file_has_a_test_file_of_the_same_name() -> None:
    """Files without a function, such as tables of constants and plain nouns, have nothing to run."""
    active = [p for p in LIBRARY if p.name != "__init__.py" and next(functions(p), None) is not None]
    alone = [name_of(path) for path in active if not _mirrored(path)]
    assert not alone, "\n".join(["no test file for:", *alone])


def _assigned(tree: ast.Module) -> dict[str, ast.expr | None]:
    names: dict[str, ast.expr | None] = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names |= {t.id: getattr(node, "value", None) for t in targets if isinstance(t, ast.Name)}
    return names


def test_a_room_hands_out_what_it_lists() -> None:
    wrong = {}
    for path in [p for p in LIBRARY if p.name == "__init__.py"]:
        tree, assigned = parsed(path), _assigned(parsed(path))
        imported = {a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names}
        defined = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        listed = set(ast.literal_eval(assigned["__all__"])) if assigned.get("__all__") else set()
        public = {name for name in imported | defined if not name.startswith("_")}
        if listed - public - set(assigned):
            wrong[name_of(path)] = sorted(listed - public - set(assigned))
        if imported and not listed:
            wrong[name_of(path)] = ["no __all__"]
    assert wrong == {}


def test_nothing_is_left_to_be_written() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error")
    assert [(name_of(path), word) for path in EVERYWHERE for word in words if word in _text(path)] == []
