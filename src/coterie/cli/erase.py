"""``coterie erase``: take one customer out of everything that a workspace keeps, and print the receipt."""

import os
import sys
from pathlib import Path

import click

from coterie.cli.verbs import verb
from coterie.terms import Problem, WrongWords

STUDIO = "secret.key"  # stands in every workspace of the studio


@click.command("erase")
@click.argument("customer")
@click.option("--workspace", metavar="DIR", required=True, help="Folder of the studio, or of studies.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be erased.")
def command(customer: str, workspace: str, dry_run: bool) -> None:
    """Erase CUSTOMER, as the id stands in the data, and print the receipt.

    Uploads, rows left out, datasets, studies, exports, personas and the records of the studio are written anew without
    her. A keyed hash is kept, so that a later import leaves her out.
    """
    place = Path(workspace)
    if not place.is_dir():
        raise WrongWords(Problem("COT-911", f"there is no folder {workspace}"))
    if not dry_run and (place / STUDIO).exists():  # the studio's own records are its own to change
        words = ["--workspace", workspace, "--erase", customer]
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "coterie.studio", *words])
    told = verb().erase(customer, place, only_look=dry_run)
    click.echo("\n".join(told["lines"]))
