"""Which table or query of which database does an address name? It is brought as a file, with the secret it holds.

The address of SQLAlchemy with a table or a query behind ``#``: ``postgresql://me:secret@host/shop#public.orders``,
``mariadb://...``, ``sqlite:///shop.db#select * from orders where paid = 1``.
"""

import csv
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coterie.engine.fetch import BLOCK, fetch
from coterie.terms import DataRefused, Problem

_ADDRESS = re.compile(r"(?:postgres|postgresql|mariadb|mysql|sqlite)://", re.IGNORECASE)
_QUERY = re.compile(r"\s*(?:select|with)\b", re.IGNORECASE)
NEEDED = "a table or query behind #, as in postgresql://name:secret@host/base#orders"


@dataclass(frozen=True)
class Named:
    """A table or a query of a database; ``told`` is the address without name and secret, ``what`` stands behind #."""

    url: str
    what: str
    told: str

    @property
    def is_query(self) -> bool:
        """Whether it is a statement and no name.

        >>> named("sqlite:///shop.db#select 1").is_query, named("sqlite:///shop.db#selections").is_query
        (True, False)
        """
        return bool(_QUERY.match(self.what))


def named(source: str) -> Named | None:
    """What an address names; None for what is no address of a database.

    >>> named("postgresql://me:secret@db.shop:5433/base#public.orders").told
    'postgresql://db.shop:5433/base#public.orders'
    >>> named("orders.csv") is None
    True
    """
    if not _ADDRESS.match(source):
        return None
    url, _, what = source.partition("#")
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return Named(url, what.strip(), f"{parts.scheme}://{place}{parts.path}#{what.strip()}")


def bring(this: Named, path: Path) -> int:
    """Write what is named as CSV with a header, read only.

    Returns    rows written.
    Raises     DataRefused (COT-219) with what the database says, without name and secret; NotInstalled (COT-901).
    """
    if not this.what:
        raise DataRefused(Problem("COT-219", f"{this.told.removesuffix('#')} names no table", expected=NEEDED))
    if urlsplit(this.url).scheme.lower() == "sqlite":
        return _sqlite(this, path)
    try:
        return fetch(this.url, this.what, path, query=this.is_query)
    except DataRefused as refused:
        raise DataRefused([replace(each, found=f"{this.told}: {each.found}") for each in refused.problems]) from None


def _sqlite(this: Named, path: Path) -> int:
    where = Path(unquote(urlsplit(this.url).path)[1:]).expanduser()
    if not where.is_file():
        raise DataRefused(Problem("COT-219", f"{this.told}: there is no file {where}"))
    name = ".".join('"' + part.replace('"', '""') + '"' for part in this.what.split("."))
    rows = 0
    try:
        with closing(sqlite3.connect(f"{where.resolve().as_uri()}?mode=ro", uri=True)) as base:
            found = base.execute(this.what if this.is_query else f"SELECT * FROM {name}")
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow([column[0] for column in found.description])
                while some := found.fetchmany(BLOCK):
                    writer.writerows(some)
                    rows += len(some)
    except (sqlite3.Error, UnicodeError) as error:
        raise DataRefused(Problem("COT-219", f"{this.told}: {error}")) from None
    return rows
