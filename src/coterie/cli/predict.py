"""``coterie predict``: which customers will, and why?"""

import json
from pathlib import Path

import click

from coterie.cli.show import Line
from coterie.cli.verbs import verb
from coterie.terms import DataRefused


@click.command("predict")
@click.argument("file")
@click.option(
    "--target", required=True, metavar="COLUMN|GOAL", help="The column to predict, or a goal in words of the data."
)
@click.option("--score", metavar="FILE", help="A second file whose customers are predicted too.")
@click.option(
    "--duration", default="", metavar="COLUMN", help="How long each customer was seen: tells how long they stay."
)
@click.option("--time", default="", metavar="COLUMN", help="Learn from earlier rows and judge on later ones.")
@click.option("--leave-out", multiple=True, metavar="COLUMN", help="A column that must not be used. Repeatable.")
@click.option("--customers", metavar="FILE", help="For a goal: customers with their attributes.")
@click.option("--products", metavar="FILE", help="For a goal: products with their categories.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="For a goal: the day taken as today.")
@click.option("--map", "said", multiple=True, metavar="FILE.toml|KIND.COLUMN=SOURCE", help="A mapping or corrections.")
@click.option("--neural", is_flag=True, help="Try a small neural network too; it is used only where it is better.")
@click.option(
    "--candidates",
    default="",
    metavar="flaml,h2o",
    help="Let FLAML or H2O search for a model too; it is used only where it is better.",
)
@click.option("--cox", is_flag=True, help="With --duration: judge Cox's model too (coterie[survival]).")
@click.option("--seed", default=0, show_default=True, help="Seed of everything random.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option(
    "-o", "--out", required=True, metavar="OUT", help="Folder for the answer; it is made where it is missing."
)
def command(file: str, said: tuple[str, ...], out: str, as_json: bool, **asked: object) -> None:
    """Predict a column from all others, or who will buy, judged on customers or days kept out, with reasons.

    With a column as target, FILE has one row a customer. Columns that give the answer away are left out and named.

    With a goal, FILE has orders. A goal reads: "buys within 30 days", or "buys category=Wine within 30 days" (also
    product, product_id, channel).
    """
    work = verb()
    line = Line()
    try:
        found = work.predict(work.asked_of(file, work.words_of(said), **asked), line)
    except DataRefused as refused:
        work.record_refusal(refused, Path(out))
        raise
    finally:
        line.done()
    found.save(out)
    click.echo(json.dumps(found.metrics, indent=2) if as_json else found.summary(Path(out)))
