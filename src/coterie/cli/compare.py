"""``coterie compare``: who moved between two studies, why, and what it is worth."""

import json
from pathlib import Path

import click

from coterie.cli.show import Line
from coterie.cli.verbs import verb


@click.command("compare")
@click.argument("older", metavar="OUT1")
@click.argument("newer", metavar="OUT2")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as one JSON object.")
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    help="File for the answer: .csv or .parquet with one row a customer, .json with the comparison, .html as a page; "
    "its folder is made where it is missing.",
)
def command(older: str, newer: str, as_json: bool, out: str | None) -> None:
    """Who moved from which segment to which between two studies, why, and what it is worth.

    OUT1 is the older study, OUT2 the newer one. Segments are matched by the customers they take, whatever they are
    called. Each move is split into changed behaviour, a changed model and ageing (time that went by without an
    order), and priced by the change in customer value. The parts add up.
    """
    work = verb()
    if out is not None and Path(out).suffix.lower() != ".html":
        work.check_list(Path(out))
    line = Line()
    try:
        found = work.compare(older, newer, line)
    finally:
        line.done()
    if out is not None:
        found.save(out)
    if as_json:
        click.echo(json.dumps(found.summary, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*found.lines(), *([f"Written to {out}"] if out else [])]))
