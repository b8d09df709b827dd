"""Do heavy libraries wait until they are needed?"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import coterie
from coterie.cli.main import VERBS

HEAVY = ("numpy", "pandas", "duckdb", "sqlglot", "sklearn", "scipy", "plotly", "pyarrow", "polars", "jinja2")

_HELP = """
import contextlib, io, sys
from coterie.cli.main import main
sys.argv = ["coterie", *{words!r}]
with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
    main()
assert "Usage" in said.getvalue() or "usage" in said.getvalue(), said.getvalue()
"""

STARTS = {
    "import coterie": "import coterie",
    "import coterie.terms": "import coterie.terms",
    "coterie --help": _HELP.format(words=["--help"]),
    **{f"coterie {verb} --help": _HELP.format(words=[verb, "--help"]) for verb in VERBS},
}


@pytest.mark.parametrize("start", STARTS)
def test_no_heavy_library_is_loaded_by(start: str) -> None:
    code = f"{STARTS[start]}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_package_can_be_run_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "coterie", "inspect"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "Usage: python -m coterie inspect [OPTIONS] FILES...")


def test_the_verbs_do_not_load_the_printer_of_pdf() -> None:
    code = "import coterie.workflows, sys; print('fpdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False"], done.stderr


def test_every_name_of_the_library_door_can_be_had() -> None:
    code = "import coterie\nfor name in coterie.__all__: assert callable(getattr(coterie, name)), name"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_library_door_tells_checkers_the_names_that_it_loads() -> None:
    tree = ast.parse(Path(coterie.__file__).read_text())
    typed = {name.name for node in ast.walk(tree) if isinstance(node, ast.If) for line in node.body
             if isinstance(line, ast.ImportFrom) for name in line.names}  # fmt: skip
    assert typed == set(coterie.__all__)


@pytest.mark.parametrize("verb", ["analyze", "audience", "compare", "inspect", "predict", "score"])
def test_verbs_of_the_terminal_are_functions_of_the_library(verb: str) -> None:
    assert getattr(coterie, verb).__doc__


def test_a_name_that_is_not_there_is_said_so() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        coterie.nonsense  # noqa: B018
