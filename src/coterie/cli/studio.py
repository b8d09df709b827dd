"""``coterie studio``: the same answers in a browser, for people who write no code."""

import os
import sys

import click


@click.command("studio")
@click.argument("deed", required=False, type=click.Choice(["backup", "check-backup", "restore"]))
@click.option("--workspace", metavar="DIR", help="Folder of files, records and key.  [default: coterie-studio]")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 lets other machines in."
)
@click.option("--database", metavar="URL", help="postgres://... or mariadb://... instead of SQLite in the workspace.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--reset-link", metavar="EMAIL", help="Print a one-time link for who has forgotten the password; stop.")
@click.option("--to", metavar="FILE", help="Archive that backup writes.")
@click.option("--from", "source", metavar="FILE", help="Archive that check-backup and restore read.")
def command(
    deed: str | None,
    workspace: str | None,
    port: int,
    host: str,
    database: str | None,
    no_browser: bool,
    reset_link: str | None,
    to: str | None,
    source: str | None,
) -> None:
    """Upload, understand and act in a browser: one command starts everything, on this machine alone.

    The first visit asks for the first account. All files stay in the workspace. Stop with Ctrl-C: what is in hand is
    finished first, and jobs go on at the next start.

    Instead of starting: backup --to FILE writes the whole workspace into one archive, also while the studio runs;
    check-backup --from FILE compares every check sum; restore --from FILE brings it back into a new workspace.
    """
    words = [deed] if deed else []
    words += ["--port", str(port), "--host", host]
    if workspace:
        words += ["--workspace", workspace]
    if no_browser:
        words.append("--no-browser")
    if reset_link:
        words += ["--reset-link", reset_link]
    for name, file in (("--to", to), ("--from", source)):
        words += [name, file] if file else []
    if database:  # not among the words, which every user of this machine can read
        os.environ["COTERIE_DATABASE"] = database
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "coterie.studio", *words])
