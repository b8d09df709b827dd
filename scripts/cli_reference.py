"""Writes docs/reference/cli.md from the commands' own help, so that the page cannot fall behind.

``python scripts/cli_reference.py`` writes the page; ``text()`` is what it should hold.
"""

from importlib import import_module
from pathlib import Path

import click

from coterie.cli.main import VERBS, coterie

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cli.md"
HEAD = """# The command line

Exit codes: 0 done, 1 failed, 2 wrong words, 3 the data were refused (the reasons are on standard error and in
`quality.json`). A file can be CSV, TSV, Excel, Parquet, JSON lines, or a gz or zip with one of these; a folder or a
glob too. It can also be the address of a database (PostgreSQL, MariaDB, MySQL or SQLite) with a table or a query behind
`#`.
"""


def text() -> str:
    """The page as it should be."""
    root = click.Context(coterie, info_name="coterie", terminal_width=110, **coterie.context_settings)
    parts = [HEAD, _help(root)]
    for name, (module, _) in VERBS.items():
        parts.append(_help(click.Context(import_module(module).command, root, name, terminal_width=110)))
    return "\n".join(parts)


def _help(context: click.Context) -> str:
    return f"## `{context.command_path}`\n\n```\n{context.command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
