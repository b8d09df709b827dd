"""What stands in this table of a database? Written as a file that an inspection reads like any other."""

from collections.abc import Callable
from pathlib import Path

from coterie import engine

DATABASES = engine.READ


def fetch_table(
    url: str,
    table: str,
    path: Path,
    *,
    address: str = "",
    most: int | None = None,
    told: Callable[[int], None] | None = None,
) -> int:
    """Write a table of PostgreSQL or MariaDB as CSV; nothing is changed there.

    url        with name and secret; never written anywhere.
    table      name or schema.name.
    address    numeric address of the host, where somebody has looked it up and found it fit.
    most       bytes that the file may have.
    told       called with the rows so far.
    Returns    rows written.
    Raises     WrongWords (COT-101), NotInstalled (COT-901), DataRefused (COT-219).
    """
    return engine.fetch(url, table, path, address=address, most=most, told=told)
