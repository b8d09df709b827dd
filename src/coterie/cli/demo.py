"""``coterie demo``: a real retailer's year, analysed, and opened in the studio where somebody sits at the terminal."""

import os
import sys
from pathlib import Path

import click

from coterie.cli.show import Line
from coterie.cli.verbs import verb

WORKSPACE = "-studio"  # after the name of the folder of the answer


@click.command("demo")
@click.option(
    "-o",
    "--out",
    default="coterie-demo",
    show_default=True,
    metavar="OUT",
    help="Folder for the answer; it is made where it is missing.",
)
@click.option(
    "--studio/--no-studio",
    default=None,
    help="Open the answer in the studio, with its workspace in OUT-studio.  [default: where a terminal reads along]",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port of the studio.")
def command(out: str, studio: bool | None, port: int) -> None:
    """Analyse a real retailer's year: 1.47 million order lines of 2,469 households, with products and demographics.

    At a terminal the answer then opens in the studio, which asks for the first account; stop it with Ctrl-C. Where the
    output goes into a file or another program, the command ends with the answer.
    """
    verb().check_out(Path(out))
    line = Line()
    try:
        study = verb().demo(line)
    finally:
        line.done()
    study.save(out)
    click.echo(study.summary(Path(out)))
    if _read_along() if studio is None else studio:
        _open(Path(out).resolve(), port)


def _read_along() -> bool:
    """Whether a person sits there."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _open(out: Path, port: int) -> None:
    words = ["--workspace", f"{out}{WORKSPACE}", "--demo-study", str(out), "--port", str(port)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "coterie.studio", *words])
