"""Runs a command line as the terminal would, inside this process, and keeps what it said."""

import contextlib
import io
import sys
from dataclasses import dataclass

from coterie.cli.main import main


@dataclass(frozen=True)
class Done:
    """Exit code, standard output and standard error of a command."""

    code: int
    out: str
    err: str


def run(*words: str) -> Done:
    """Run ``coterie`` with these words."""
    out, err, before = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["coterie", *words]
    code = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        sys.argv = before
    return Done(code, out.getvalue(), err.getvalue())
