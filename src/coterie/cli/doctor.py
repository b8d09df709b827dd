"""``coterie doctor``: what is installed, what is missing?"""

import click

from coterie.cli.verbs import verb


@click.command("doctor")
def command() -> None:
    """Versions, optional parts, what is missing and how to get it. Prints no personal data."""
    found = verb().doctor()
    width = max(len(name) for name, _ in found)
    for name, value in found:
        click.echo(f"{name:<{width}}  {value}")
