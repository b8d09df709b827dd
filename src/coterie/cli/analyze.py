"""``coterie analyze``: from raw files to a folder with the answer."""

import json
import sys
from pathlib import Path

import click

from coterie.cli.show import Line, say_error
from coterie.cli.verbs import verb
from coterie.terms import CoterieError, DataRefused

# Written by scripts/method_words.py from the methods' own files, so that help needs none of them.
WORDS = json.loads(Path(__file__).with_name("method_words.json").read_text(encoding="utf-8"))
SOURCES = ("customers", "events", "responses", "texts", "touches", "products")


class WithParameters(click.Command):
    """A command whose help ends with the methods and the parameters that ``--set`` changes."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each method does, and each parameter with its range, default and effect."""
        with formatter.section("Methods"):
            formatter.write_dl([(name, says) for name, (_, says) in WORDS["methods"].items()])
        for name, rows in WORDS["parameters"].items():
            with formatter.section(f"Parameters of {name}"):
                formatter.write_dl([(word, f"{said} [{span}; default: {usual}]") for word, span, usual, said in rows])


def _sources(command: WithParameters) -> WithParameters:
    """Add an option for every further kind of source."""
    help_of = {
        "customers": "One row a customer with any attributes.",
        "events": "What customers did on the site or in the app.",
        "responses": "Survey answers.",
        "texts": "Reviews, chats, tickets.",
        "touches": "Campaign contacts with their outcome.",
        "products": "Products with their categories.",
    }
    for kind in SOURCES:
        command.params.append(click.Option([f"--{kind}"], metavar="FILE", help=help_of[kind]))
    return command


@click.command("analyze", cls=WithParameters)
@click.argument("orders", required=False)
@click.option(
    "--map",
    "said",
    multiple=True,
    metavar="FILE.toml|KIND.COLUMN=SOURCE",
    help="A saved mapping, or one correction such as orders.customer_id=Client (positions from 1 without a header).",
)
@click.option("--as-of", metavar="YYYY-MM-DD", help="The day taken as today. Default: the day of the last order.")
@click.option(
    "--holdout",
    default="auto",
    show_default=True,
    metavar="DAYS|auto|none",
    help="Days kept apart at the end, to judge on.",
)
@click.option(
    "--method",
    default="auto",
    show_default=True,
    metavar="auto|all|NAME",
    help=f"How to group customers: {', '.join(WORDS['methods'])}, tiers, or a grid.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter of a method (see below), or of one of them with METHOD.NAME=VALUE.",
)
@click.option(
    "--budget",
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="With --method all: processor time that search may take, reckoned and not by the clock.",
)
@click.option("--segments", default="auto", show_default=True, metavar="auto|N", help="How many groups.")
@click.option(
    "--value",
    default="auto",
    show_default=True,
    metavar="auto|bg_nbd|mbg_nbd|pareto_nbd",
    help="Which purchase model values rest on; auto takes what earlier days choose.",
)
@click.option(
    "--value-traits",
    metavar="NAMES",
    help="Columns of the customers file that never change, with commas between: used where they help the forecast.",
)
@click.option(
    "--previous", metavar="OUT", help="An earlier study: its segments keep their ids, customers are followed."
)
@click.option("--horizon", default=12, show_default=True, metavar="MONTHS", help="How far ahead values look.")
@click.option("--margin", metavar="SHARE", help="Share of revenue that is profit, such as 35%: values are then profit.")
@click.option(
    "--discount", default="10%", show_default=True, metavar="RATE", help="Yearly rate at which later money counts less."
)
@click.option(
    "--acquisition-cost", metavar="AMOUNT", help="Cost of winning a customer, such as 12.50: tells when it is repaid."
)
@click.option("--time-unit", default="day", show_default=True, metavar="day|week", help="Unit of time in value models.")
@click.option("--dedupe", default="none", show_default=True, metavar="none|lines", help="Drop equal lines?")
@click.option("--seed", default=0, show_default=True, help="Seed of everything random.")
@click.option("--engine", default="duckdb://", show_default=True, metavar="URL", help="Where the tables are reckoned.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--yes", is_flag=True, help="Take the guesses without asking.")
@click.option(
    "-o", "--out", required=True, metavar="OUT", help="Folder for the answer; it is made where it is missing."
)
def command(orders: str | None, said: tuple[str, ...], out: str, as_json: bool, yes: bool, **asked: object) -> None:
    """From raw files to segments, values, personas and a report.

    ORDERS is a file of orders or order lines: CSV, Excel, Parquet, JSON lines, a gz or zip with
    one of these, a folder or a glob; or a table of a database, such as
    postgresql://name:secret@host/base#orders.
    Without orders, give --customers FILE.
    """
    work = verb()
    work.check_out(Path(out))
    sources = {"orders": orders, **{kind: asked.pop(kind) for kind in SOURCES}}
    words = work.words_of(said, str(asked.pop("dedupe")))
    request = work.request_of(sources, words, **asked)
    if not yes and sys.stdin.isatty() and sys.stderr.isatty():
        _ask(request, words)
    line = Line()
    try:
        study = work.analyze(request, line)
    except DataRefused as refused:
        line.done()
        _record(refused, Path(out))
        raise
    finally:
        line.done()
    study.save(out)
    click.echo(json.dumps(study.metrics, indent=2) if as_json else study.summary(Path(out)))


def _record(refused: DataRefused, out: Path) -> None:
    """Leave the reasons in OUT; where that fails, say so beside them."""
    try:
        verb().record_refusal(refused, out)
    except CoterieError as error:
        say_error(error)


def _ask(request: object, words: object) -> None:
    """Show how each file will be read, and go on when that is right."""
    for kind, source in request.sources.items():  # type: ignore[attr-defined]
        try:
            found = verb().inspect([source], words, kind=kind)
        except CoterieError:
            continue  # the analysis itself tells what is wrong, with everything else that is
        for line in found.lines():
            click.echo(line, err=True)
    click.confirm("Read the files like this?", default=True, abort=True, err=True)


command = _sources(command)
