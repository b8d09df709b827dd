"""``coterie audience``: customers as a list, with a control group split off."""

import json
from pathlib import Path
from typing import Any

import click

from coterie.cli.verbs import verb


@click.command("audience")
@click.argument("study", metavar="OUT")
@click.option("--segment", default="", metavar="S", help="Id or name of the segment, such as s1 or Loyal.")
@click.option(
    "--stage",
    default="",
    metavar="STAGE",
    help="Only new, active, returned, slipping or lapsed; also in a segment.",
)
@click.option("--like", metavar="FILE|S", help="Customers most like those of a file of ids, or of a segment.")
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="How many of them, the most alike first.")
@click.option(
    "--reach",
    type=click.IntRange(min=1),
    metavar="N",
    help="The smallest change of the segment's rule that lets N more customers qualify, and who does then.",
)
@click.option("--control", default="10%", show_default=True, metavar="SHARE", help="Share kept as controls, up to 50%.")
@click.option("--campaign", default="", metavar="NAME", help="What it is for. Another name draws other controls.")
@click.option(
    "--sure",
    default=0.0,
    type=click.FloatRange(0, 1),
    metavar="0..1",
    help="Only customers who belong there at least that surely.",
)
@click.option(
    "--overdue",
    is_flag=True,
    help="Only who ordered last longer ago than twice their own usual gap, which three days with an order tell.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE",
    help="File for the list: .csv, .parquet or .json; its folder is made where it is missing.",
)
def command(study: str, as_json: bool, out: str, segment: str, **asked: Any) -> None:
    """A list of customers for the mail tool: a segment, a lifecycle stage, or customers like others.

    OUT is the folder of a study. The column control says who is not to be contacted: compare both groups afterwards
    to see what the campaign changed. Controls are drawn by chance (a hash of campaign and id). Customers whose consent
    is not given are left out, where the customers file has a column such as consent or accepts_marketing.
    """
    work = verb()
    work.check_list(Path(out))
    found = work.audience(study, segment, **asked)
    found.save(out)
    if as_json:
        click.echo(json.dumps({**found.summary, "file": out}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*found.lines(), f"Written to {out}"]))
