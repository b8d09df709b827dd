"""How does a table of somebody's database come here? Row by row into a file, read only, over one connection."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from coterie.terms import DataRefused, NotInstalled, Problem, WrongWords
from coterie.terms.extras import need

READ = ("postgresql", "mariadb")
_POSTGRES, _MYSQL = ("postgres", "postgresql"), ("mysql", "mariadb")
PATIENCE, SHORT = 15, 4  # seconds for the connection: of a job, and while a page waits
BLOCK = 5_000  # rows at a time

Told = Callable[[int], None]


def fetch(
    url: str,
    table: str,
    path: Path,
    *,
    query: bool = False,
    address: str = "",
    most: int | None = None,
    told: Told | None = None,
) -> int:
    """Write a table or view of a database as CSV with a header.

    url        postgresql://name:secret@host:port/base or mariadb://...; other words of the address are not followed.
    table      name, or schema.name; taken as a name, never as SQL.
    query      ``table`` is a statement that is run as it is: only for words of the one whose database it is.
    address    the numeric address to speak to in place of asking for the host's name once more.
    most       bytes that the file may have.
    told       called with the rows so far.
    Returns    rows written.
    Raises     WrongWords (COT-101) for another kind of database; NotInstalled; DataRefused (COT-219) with one sentence
               for whatever else went wrong, because what a server answers may tell a stranger what stands where.
    """
    parts = _checked(url)
    read = _postgres if parts.scheme in _POSTGRES else _mysql
    with path.open("wb") as file, _one_sentence():
        out = _Bounded(file, most)
        return read(parts, table if query else table.split("."), address, out, told or (lambda rows: None))


def tables_of(url: str, *, address: str = "", most: int = 500) -> list[str]:
    """Names of the tables and views that this name may see, those of the usual schema first; the first so many.

    Asked within a few seconds, so that a page can wait for it: that a database answers at all is known by it too.

    Raises     as :func:`fetch`.
    """
    parts = _checked(url)
    with _one_sentence():
        return (_tables_of_postgres if parts.scheme in _POSTGRES else _tables_of_mysql)(parts, address, most)


def _checked(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in (*_POSTGRES, *_MYSQL):
        found = f"the address begins with {parts.scheme or 'nothing'}"
        raise WrongWords(Problem("COT-101", found, f"one of {', '.join(READ)}", "Export the table as CSV or Parquet"))
    return parts


def _tables_of_postgres(parts: SplitResult, address: str, most: int) -> list[str]:
    sql = (
        "select case when table_schema = current_schema() then table_name else table_schema || '.' || table_name end "
        "from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') "
        "order by table_schema is distinct from current_schema(), table_schema, table_name limit %s"
    )
    with _open_postgres(parts, address, SHORT) as base, base.cursor() as cursor:
        return [str(row[0]) for row in cursor.execute(sql, (most,)).fetchall()]


def _tables_of_mysql(parts: SplitResult, address: str, most: int) -> list[str]:
    sql = "select table_name from information_schema.tables where table_schema = database() order by 1 limit %s"
    with _open_mysql(parts, address, SHORT, read_timeout=SHORT) as base, base.cursor() as cursor:
        cursor.execute(sql, (most,))
        return [str(row[0]) for row in cursor.fetchall()]


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except (DataRefused, NotInstalled, OSError) as known:
        if isinstance(known, OSError) and known.filename is None and known.errno not in (27, 28, 122):
            raise DataRefused(Problem("COT-219", "the database did not answer as expected")) from None
        raise
    except Exception:  # whatever a driver raises, in its own classes
        raise DataRefused(Problem("COT-219", "the database did not answer as expected")) from None


class _Bounded:
    """A file that says stop when too much comes."""

    def __init__(self, file: Any, most: int | None) -> None:
        self.file, self.most, self.size = file, most, 0

    def write(self, data: bytes) -> None:
        self.size += len(data)
        if self.most is not None and self.size > self.most:
            raise DataRefused(Problem("COT-219", f"the table has more than {self.most / 2**30:,.1f} GB"))
        self.file.write(data)


def _open_postgres(parts: SplitResult, address: str, patience: int) -> Any:
    psycopg: Any = need("psycopg", "postgres", "reading PostgreSQL")
    within = f" -c statement_timeout={1000 * patience}" if patience == SHORT else ""
    wanted = {
        "host": parts.hostname or "",
        "hostaddr": address or None,
        "port": parts.port or 5432,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "dbname": unquote(parts.path.lstrip("/")),
        "connect_timeout": patience,
        "options": f"-c default_transaction_read_only=on{within}",
    }
    return psycopg.connect(**{key: value for key, value in wanted.items() if value is not None})


def _postgres(parts: SplitResult, name: list[str] | str, address: str, out: _Bounded, told: Told) -> int:
    sql: Any = need("psycopg", "postgres", "reading PostgreSQL").sql
    rows = 0
    with _open_postgres(parts, address, PATIENCE) as base:
        whole = sql.SQL(name) if isinstance(name, str) else sql.SQL("SELECT * FROM {}").format(sql.Identifier(*name))
        text = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER)").format(whole)
        with base.cursor() as cursor, cursor.copy(text) as copy:
            for block in copy:
                out.write(bytes(block))
                rows += 1
                if rows % BLOCK == 0:
                    told(rows)
    return max(0, rows - 1)


def _open_mysql(parts: SplitResult, address: str, patience: int, **more: Any) -> Any:
    driver: Any = need("pymysql", "mariadb", "reading MariaDB or MySQL")
    return driver.connect(
        host=address or parts.hostname or "",
        port=parts.port or 3306,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.lstrip("/")),
        connect_timeout=patience,
        charset="utf8mb4",
        local_infile=False,
        **more,
    )


def _mysql(parts: SplitResult, name: list[str] | str, address: str, out: _Bounded, told: Told) -> int:
    cursors: Any = need("pymysql.cursors", "mariadb", "reading MariaDB or MySQL")
    base = _open_mysql(parts, address, PATIENCE, cursorclass=cursors.SSCursor)
    quoted = "" if isinstance(name, str) else ".".join("`" + part.replace("`", "``") + "`" for part in name)
    rows = 0
    with base, base.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
        cursor.execute(name if isinstance(name, str) else f"SELECT * FROM {quoted}")
        writer = csv.writer(_Text(out), lineterminator="\n")
        writer.writerow([column[0] for column in cursor.description])
        while some := cursor.fetchmany(BLOCK):
            writer.writerows(some)
            rows += len(some)
            told(rows)
    return rows


class _Text:
    """Takes text for a file of bytes."""

    def __init__(self, out: _Bounded) -> None:
        self.out = out

    def write(self, text: str) -> None:
        self.out.write(text.encode())
