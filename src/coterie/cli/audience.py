"""``coterie audience``: a segment as a list, with a control group split off."""

import json
from pathlib import Path

import click

from coterie.cli.verbs import verb


@click.command("audience")
@click.argument("study", metavar="OUT")
@click.option("--segment", required=True, metavar="S", help="Id or name of the segment, such as s1 or Loyal.")
@click.option("--control", default="10%", show_default=True, metavar="SHARE", help="Share kept as controls, up to 50%.")
@click.option("--campaign", default="", metavar="NAME", help="What it is for. Another name draws other controls.")
@click.option(
    "--sure",
    default=0.0,
    type=click.FloatRange(0, 1),
    metavar="0..1",
    help="Only customers who belong there at least that surely.",
)
@click.option("--overdue", is_flag=True, help="Only who ordered last longer ago than twice their own usual gap.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("-o", "--out", required=True, metavar="FILE", help="File for the list: .csv, .parquet or .json.")
def command(
    study: str, segment: str, control: str, campaign: str, sure: float, overdue: bool, as_json: bool, out: str
) -> None:
    """A list of the customers of one segment, for the mail tool.

    OUT is the folder of a study. The column control says who is not to be contacted: compare both groups afterwards
    to see what the campaign changed. Controls are drawn by chance (a hash of campaign and id). Customers whose consent
    is not given are left out, where the customers file has a column such as consent or accepts_marketing.
    """
    work = verb()
    work.check_list(Path(out))
    found = work.audience(study, segment, control=control, campaign=campaign, sure=sure, overdue=overdue)
    found.save(out)
    if as_json:
        click.echo(json.dumps({**found.summary, "file": out}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*found.lines(), f"Written to {out}"]))
