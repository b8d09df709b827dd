"""``coterie demo``: a real retailer's year, analysed."""

from pathlib import Path

import click

from coterie.cli.show import Line
from coterie.cli.verbs import verb


@click.command("demo")
@click.option("-o", "--out", default="coterie-demo", show_default=True, metavar="OUT", help="Folder for the answer.")
def command(out: str) -> None:
    """Analyse a real retailer's year: 1.47 million order lines of 2,469 households, with products and demographics."""
    verb().check_out(Path(out))
    line = Line()
    try:
        study = verb().demo(line)
    finally:
        line.done()
    study.save(out)
    click.echo(study.summary(Path(out)))
