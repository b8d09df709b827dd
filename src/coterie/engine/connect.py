"""The engine: runs steps, remembers how long each took, hands back arrays."""

import shutil
import tempfile
import time
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from coterie.engine.collect import Columns, LastKey, to_arrays
from coterie.engine.frames import to_arrow, to_stream
from coterie.engine.steps import Literal, Step, StepRun, bind, ident
from coterie.terms import Failed, Problem, WrongWords


class Engine:
    """DuckDB inside this process, in memory, with a scratch folder of its own.

    Tables that steps make are temporary; ``close`` removes them and the scratch folder. ``log`` has every step.
    """

    def __init__(self, *, memory_mb: int = 2048, threads: int = 2) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="coterie-"))
        # A study that is never closed must not leave its scratch folder behind either.
        self._clean = weakref.finalize(self, shutil.rmtree, self.scratch, ignore_errors=True)
        self.log: list[StepRun] = []
        self._last = LastKey()
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "threads": str(threads),
                "memory_limit": f"{memory_mb}MB",
                "temp_directory": str(self.scratch / "spill"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
        self._connection.execute("SET TimeZone = 'UTC'")  # not known yet while the connection is being made
        self._connection.execute("SET enable_progress_bar = false")  # it writes where a caller reads JSON

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop everything and remove the scratch folder."""
        self._connection.close()
        self._clean()

    def _execute(self, sql: str, values: Sequence[Literal] = ()) -> duckdb.DuckDBPyConnection:
        """Run a statement."""
        with _faults_told():
            return self._connection.execute(sql, list(values)) if values else self._connection.execute(sql)

    def run(self, step: Step, **parameters: Literal) -> int | None:
        """Make a step's table (or view) and return its rows (None for a view)."""
        started = time.perf_counter()
        what = "TABLE" if step.keep else "VIEW"
        sql = bind(step.sql, parameters)
        self.drop(step.name)
        self._execute(f"CREATE TEMP {what} {ident(step.name)} AS {sql}")
        rows = self.count(step.name) if step.keep else None
        shown = sql.replace(str(self.scratch), "scratch")  # its name differs from run to run
        self.log.append(StepRun(step.name, rows, time.perf_counter() - started, step.why, shown))
        return rows

    def run_all(self, steps: Iterable[Step], **parameters: Literal) -> None:
        """Run several steps in order with the same parameters."""
        for step in steps:
            self.run(step, **parameters)

    def drop(self, name: str) -> None:
        """Forget a table or view, if it is there."""
        kind = self._execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]).fetchone()
        if kind:
            self._execute(f"DROP {'VIEW' if 'VIEW' in kind[0] else 'TABLE'} {ident(name)}")

    def has(self, name: str) -> bool:
        """Whether a table or view of that name stands here."""
        sql = "SELECT 1 FROM information_schema.tables WHERE table_name = ?"
        return bool(self._execute(sql, [name]).fetchall())  # an unread result would hold the connection

    def count(self, name: str) -> int:
        """Rows of a table."""
        return int(self.one(f"SELECT count(*) FROM {ident(name)}")[0])

    def columns(self, name: str) -> dict[str, str]:
        """Column names of a table with their types as DuckDB writes them, in order."""
        rows = self._execute(f"DESCRIBE {ident(name)}").fetchall()
        return {row[0]: row[1] for row in rows}

    def one(self, sql: str, **parameters: Literal) -> tuple[Any, ...]:
        """The single row of a statement that has exactly one."""
        rows = self._execute(bind(sql, parameters)).fetchall()
        if len(rows) != 1:
            raise ValueError(f"expected one row, found {len(rows)}: {sql}")
        return tuple(rows[0])

    def rows(self, sql: str, **parameters: Literal) -> list[tuple[Any, ...]]:
        """All rows of a small result; the statement must order them by a unique key."""
        return [tuple(row) for row in self._execute(bind(sql, parameters)).fetchall()]

    def collect(self, sql: str, *, order_by: Sequence[str], **parameters: Literal) -> Columns:
        """Columns of a result as arrays, sorted by a unique key."""
        found = self.arrow(sql, order_by=order_by, **parameters)
        return self._last.arrays(found, order_by[0]) if len(order_by) == 1 else to_arrays(found)

    def arrow(self, sql: str, *, order_by: Sequence[str], **parameters: Literal) -> pa.Table:
        """A result as an Arrow table, sorted by a unique key."""
        keys = ", ".join(ident(key) for key in order_by)
        with _faults_told():
            return self._connection.sql(f"SELECT * FROM ({bind(sql, parameters)}) ORDER BY {keys}").to_arrow_table()

    def add_frame(self, name: str, frame: Any) -> None:
        """Make a data frame of another library readable under a name, without copying where its library allows."""
        with _faults_told():
            self._connection.register(name, to_arrow(frame))

    def add_parquet(self, name: str, paths: Sequence[Path]) -> None:
        """Make Parquet files readable under a name, with the columns ``filename`` and ``file_row_number`` (from 0)."""
        files = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
        self._execute(
            f"CREATE TEMP VIEW {ident(name)} AS SELECT * FROM "
            f"read_parquet([{files}], filename=true, file_row_number=true, union_by_name=true)"
        )

    def write_parquet(self, sql: str, path: Path, *, order_by: Sequence[str], **parameters: Literal) -> None:
        """Write a result, sorted by a unique key, with the same bytes for the same rows."""
        keys = ", ".join(ident(key) for key in order_by)
        target = str(path).replace("'", "''")
        self._execute(
            f"COPY (SELECT * FROM ({bind(sql, parameters)}) ORDER BY {keys}) "
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()  # an unread result would hold the file

    def write_csv(self, sql: str, path: Path, *, order_by: Sequence[str], **parameters: Literal) -> None:
        """Write a result as comma-separated text with a header, sorted by a unique key."""
        keys = ", ".join(ident(key) for key in order_by)
        target = str(path).replace("'", "''")
        self._execute(
            f"COPY (SELECT * FROM ({bind(sql, parameters)}) ORDER BY {keys}) TO '{target}' (FORMAT csv, HEADER)"
        ).fetchall()

    def write_blocks(self, blocks: Iterable[Mapping[str, Any]], path: Path, flags: Collection[str] = ()) -> None:
        """Write columns that come in blocks, in the order they come, with the same bytes for the same blocks.

        blocks    at least one; each is made when it is written, so that only one is held at a time.
        path      Parquet, or comma-separated text with a header where the name ends in .csv.
        flags     columns that hold true and false, also where the first block has no value of them.
        """
        form = "csv, HEADER" if path.suffix == ".csv" else "parquet, COMPRESSION zstd"
        target = str(path).replace("'", "''")
        threads = self.one("SELECT current_setting('threads')")[0]
        self._execute("SET threads = 1")  # several would share out the rows of a stream as they come
        try:
            self._connection.register("written_blocks", to_stream(blocks, flags))
            self._execute(f"COPY (SELECT * FROM written_blocks) TO '{target}' (FORMAT {form})").fetchall()
        finally:
            self._connection.unregister("written_blocks")
            self._execute(f"SET threads = {threads}")


@contextmanager
def _faults_told() -> Iterator[None]:
    """A full disk or memory, a closed study or a stop becomes an error that the rest of the house knows."""
    try:
        yield
    except RuntimeError as stopped:
        if "interrupt" not in str(stopped).lower():
            raise
        raise KeyboardInterrupt from stopped
    except duckdb.InterruptException as stopped:
        raise KeyboardInterrupt from stopped
    except duckdb.ConnectionException as gone:
        raise Failed(Problem("COT-907", "the study is closed, and its tables are gone")) from gone
    except duckdb.OutOfMemoryException as full:
        raise Failed(Problem("COT-903", f"a step needed more than the memory it may use ({full})")) from full
    except duckdb.IOException as fault:
        raise OSError(str(fault)) from fault


def open_engine(url: str = "duckdb://", *, memory_mb: int = 2048, threads: int = 2) -> Engine:
    """The engine of that address.

    url       "duckdb://" (or ""): DuckDB inside this process.
    Raises    WrongWords (COT-101) for an address of any other engine.
    """
    if url not in ("", "duckdb://", "duckdb"):
        raise WrongWords(Problem("COT-101", f"--engine {url} names no engine that is built in"))
    return Engine(memory_mb=memory_mb, threads=threads)
