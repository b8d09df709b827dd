"""Where do many processes keep small things? In a SQLite file with a write-ahead log, opened for each use."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from coterie.terms import Failed, Problem

PATIENCE = 10.0  # seconds that a writer waits for another


class Store:
    """A SQLite file with the tables that ``schema`` makes. It holds no connection: threads and processes may share it.

    path      of the file; it is made with its folder where it is missing.
    schema    statements that make the tables if they are not there.
    Raises    Failed (COT-165) where the file is no such store or cannot be used.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(schema)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a statement that reads."""
        with _told(self.path), closing(self._connect()) as connection:
            return [tuple(row) for row in connection.execute(sql, tuple(values))]

    @contextmanager
    def writing(self) -> "Iterator[Writer]":
        """One transaction that no other writer interrupts: all of it is kept, or nothing."""
        with _told(self.path), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Writer(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def compact(self) -> None:
        """Write the file anew without the pages of what was deleted, and empty its log."""
        with _told(self.path), closing(self._connect()) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


class Writer:
    """What may be done inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a statement, as this transaction sees them."""
        return [tuple(row) for row in self._connection.execute(sql, tuple(values))]

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that writes."""
        self._connection.execute(sql, tuple(values))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """A fault of the file becomes an error that says what to do."""
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        raise Failed(Problem("COT-165", f"{path} cannot be used ({fault})")) from fault
