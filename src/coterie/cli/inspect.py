"""``coterie inspect``: what is this file?"""

import json
from pathlib import Path

import click

from coterie.cli.verbs import verb


@click.command("inspect")
@click.argument("files", nargs=-1, required=True)
@click.option("--map", "said", multiple=True, metavar="FILE.toml|KIND.COLUMN=SOURCE", help="A mapping or corrections.")
@click.option(
    "--save",
    metavar="FILE.toml",
    help="Write the mapping to a file that --map takes.",
    default=None,
    is_flag=False,
    flag_value="mapping.toml",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(files: tuple[str, ...], said: tuple[str, ...], save: str | None, as_json: bool) -> None:
    """What is this file: kind, columns, number and date formats, quality. Nothing is analysed or changed."""
    work = verb()
    found = work.inspect(files, work.words_of(said))
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(found.lines()))
    if save:
        work.save_mapping(found, Path(save))
        click.echo(f"The mapping is in {save}. Use it with --map {save}.", err=as_json)
