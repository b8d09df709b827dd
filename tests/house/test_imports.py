"""Do heavy libraries wait until they are needed?"""

import subprocess
import sys

import pytest

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
    "coterie analyze --help": _HELP.format(words=["analyze", "--help"]),
    "coterie inspect --help": _HELP.format(words=["inspect", "--help"]),
}


@pytest.mark.parametrize("start", STARTS)
def test_no_heavy_library_is_loaded_by(start: str) -> None:
    code = f"{STARTS[start]}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_every_name_of_the_library_door_can_be_had() -> None:
    code = "import coterie\nfor name in coterie.__all__: getattr(coterie, name)\nassert coterie.__all__"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_name_that_is_not_there_is_said_so() -> None:
    import coterie  # noqa: PLC0415

    with pytest.raises(AttributeError, match="nonsense"):
        coterie.nonsense  # noqa: B018
