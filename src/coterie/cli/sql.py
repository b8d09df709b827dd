"""``coterie sql``: the study's segments and values as one SQL statement."""

from datetime import datetime
from pathlib import Path

import click

from coterie.cli.verbs import verb


@click.command("sql")
@click.argument("folder", metavar="OUT")
@click.option(
    "--dialect",
    default="duckdb",
    show_default=True,
    metavar="NAME",
    help="duckdb, postgres, spark, sqlite, bigquery or snowflake.",
)
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="KIND=SCHEMA.NAME",
    help="The table that holds a kind of source. Default: orders or customers.",
)
@click.option(
    "--map",
    "said",
    multiple=True,
    metavar="KIND.COLUMN=SOURCE",
    help="A column that the table calls otherwise than the study's file, such as orders.customer_id=client_id.",
)
@click.option(
    "--columns",
    type=click.Choice(["study", "typed"]),
    default="study",
    show_default=True,
    help="Are the table's columns as in the study's file, or numbers, moments and text whatever the file was?",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day taken as today. Default: that of the study.",
)
@click.option(
    "--rules",
    is_flag=True,
    help="Segments by the plain rules that tell them and not by the model: short, and there for every method.",
)
@click.option(
    "--check",
    "answer",
    metavar="ANSWER.parquet",
    help="Hold an answer of the statement to the study: who differs, and how far from a border between segments.",
)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    help="Write the statement to a file, whose folder is made where it is missing, instead of the terminal.",
)
def command(
    folder: str,
    dialect: str,
    tables: tuple[str, ...],
    said: tuple[str, ...],
    columns: str,
    as_of: datetime | None,
    rules: bool,
    answer: str | None,
    out: str | None,
) -> None:
    """Write the study in OUT as one SQL statement: traits, segment, memberships, P(alive), expected orders and CLV.

    The statement reads the table's own columns by the study's mapping, so that customers are scored where they lie.

    With --check nothing is written: the answer is compared, and fewer than 99.99 % in the same segment exit with 1.
    """
    work = verb("sql")
    if answer is not None:
        found = work.check(folder, answer)
        click.echo("\n".join(found.lines()))
        raise SystemExit(0 if found.kept else 1)
    text = work.sql(
        folder,
        dialect=dialect,
        tables=work.tables_of(tables),
        words=verb().words_of(said),
        columns=columns,
        as_of=as_of.date() if as_of else None,
        rules=rules,
    )
    if out is None:
        click.echo(text)
        return
    Path(out).parent.mkdir(parents=True, exist_ok=True)  # as every other verb does with -o
    Path(out).write_text(text + "\n", encoding="utf-8")
    click.echo(f"The statement is in {out}. It reads with {dialect}.")
