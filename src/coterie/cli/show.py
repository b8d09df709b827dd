"""How does the terminal look? Progress on one line, errors as a list, never a traceback."""

import sys

import click

from coterie.terms import CoterieError


class Line:
    """Progress on one line of standard error; nothing when it is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()

    def step(self, name: str, done: int, total: int) -> None:
        """Replace the line by the step that begins."""
        if self._live:
            click.echo(f"\r\033[K  {done + 1} of {total}  {name} ...", nl=False, err=True)

    def done(self) -> None:
        """Take the line away."""
        if self._live:
            click.echo("\r\033[K", nl=False, err=True)


def say_error(error: CoterieError) -> None:
    """Every problem on a line of its own, on standard error."""
    click.echo("\r\033[K" if sys.stderr.isatty() else "", nl=False, err=True)
    for problem in error.problems:
        click.secho(str(problem), fg="red" if sys.stderr.isatty() else None, err=True)
