"""``coterie score``: segment and value of new customers, with the models of a study."""

import json
from pathlib import Path

import click

from coterie.cli.show import Line
from coterie.cli.verbs import verb


@click.command("score")
@click.argument("study", metavar="OUT")
@click.argument("new", metavar="NEW", required=False)
@click.option("--customers", metavar="FILE", help="Attributes of the customers, one row each.")
@click.option("--events", metavar="FILE", help="What they did on the site or in the app.")
@click.option("--products", metavar="FILE", help="Products with their categories.")
@click.option(
    "--map",
    "said",
    multiple=True,
    metavar="FILE.toml|KIND.COLUMN=SOURCE",
    help="Where the new file differs from the mapping of the study.",
)
@click.option(
    "--as-of",
    metavar="YYYY-MM-DD",
    help="The day taken as today. Default: that of the study, or of the last new order where it is later.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE",
    help="File for the answer: .csv, .parquet or .json; its folder is made where it is missing.",
)
def command(
    study: str,
    new: str | None,
    said: tuple[str, ...],
    as_of: str | None,
    as_json: bool,
    out: str,
    **more: str | None,
) -> None:
    """Segment, membership, confidence and value for new or changed customers.

    OUT is the folder of a study. NEW holds their orders (all of each customer's, not only the latest), or their
    attributes where the study was made without orders. Nothing is fitted again: one customer alone gets the answer
    that she would get in the crowd. Where too little is known, the answer is "not enough data yet".
    """
    work = verb()
    work.check_list(Path(out))
    line = Line()
    try:
        scored = work.score(study, new, more, work.words_of(said), as_of=as_of, progress=line)
    finally:
        line.done()
    scored.save(out)
    if as_json:
        click.echo(json.dumps({**scored.summary, "file": out}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*scored.lines(), f"Written to {out}"]))
