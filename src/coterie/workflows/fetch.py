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


def list_tables(url: str, *, address: str = "") -> list[str]:
    """Names of the tables and views of a database that can be read, at most 500, within a few seconds.

    Returns    names as :func:`fetch_table` takes them: those of the usual schema first and bare, others schema.name.
    Raises     as :func:`fetch_table`: the database does not answer, or not to this name and secret.
    """
    return engine.tables_of(url, address=address)
