"""Databases that a statement can be run on in a test: DuckDB and SQLite in this process, a private PostgreSQL, Spark.

Each takes Arrow tables by name and hands back the rows of one statement as columns. PostgreSQL is a server of its own
in a temporary folder, spoken to by its own terminal, so that no driver is needed; it is stopped when the tests end.
"""

import atexit
import csv
import io
import os
import shutil
import sqlite3
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import pytest

from patience import LONG, free_port

Rows = dict[str, list[object]]
NAMES = ("duckdb", "postgres", "sqlite", "spark")
LONGEST = f"{LONG:.0f}s"  # a statement that takes longer has a plan that no test should wait for


def run(database: str, sql: str, tables: dict[str, pa.Table]) -> Rows:
    """The answer of a statement over those tables; skips the test where the database is not here."""
    return {"duckdb": _duckdb, "postgres": _postgres, "sqlite": _sqlite, "spark": _spark}[database](sql, tables)


def _duckdb(sql: str, tables: dict[str, pa.Table]) -> Rows:
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql.rstrip(";")).to_arrow_table().to_pydict()


def _sqlite(sql: str, tables: dict[str, pa.Table]) -> Rows:
    connection = sqlite3.connect(":memory:")
    for name, table in tables.items():
        columns = [_plain(table.column(c)).to_pylist() for c in table.column_names]
        named = ", ".join(f'"{c}"' for c in table.column_names)
        connection.execute(f'create table "{name}" ({named})')
        marks = ", ".join("?" for _ in columns)
        connection.executemany(f'insert into "{name}" values ({marks})', zip(*columns, strict=True))
    found = connection.execute(sql)
    names = [each[0] for each in found.description]
    rows = found.fetchall()
    connection.close()
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as SQLite keeps it: moments and days as text."""
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s")), "%Y-%m-%d %H:%M:%S")
    if pa.types.is_date(column.type):
        return pc.strftime(column.cast(pa.timestamp("s")), "%Y-%m-%d")
    return column


def _postgres(sql: str, tables: dict[str, pa.Table]) -> Rows:
    words = server()
    script = [f"set statement_timeout = '{LONGEST}';"]
    with tempfile.TemporaryDirectory() as folder:
        for name, table in tables.items():
            columns = ", ".join(f'"{f.name}" {_type(f.type)}' for f in table.schema)
            path = Path(folder) / f"{name}.csv"
            pa.csv.write_csv(table, path)
            script.append(f'create temp table "{name}" ({columns});')
            script.append(f"\\copy \"{name}\" from '{path}' with (format csv, header)")
            script.append(f'analyze "{name}";')
        told = subprocess.run(
            [shutil.which("psql") or "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--csv", *words],
            input="\n".join([*script, sql]),
            capture_output=True,
            text=True,
            check=False,
        )
    if told.returncode:
        raise AssertionError(f"{told.stderr[:2000]}")
    head, *rows = list(csv.reader(io.StringIO(told.stdout)))
    return {name: [row[i] or None for row in rows] for i, name in enumerate(head)}


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "bigint"
    if pa.types.is_floating(kind):
        return "double precision"
    if pa.types.is_timestamp(kind):
        return "timestamp"
    return "date" if pa.types.is_date(kind) else "boolean" if pa.types.is_boolean(kind) else "text"


@lru_cache(maxsize=1)
def server() -> tuple[str, ...]:
    """A private PostgreSQL that ends with the tests; the words that connect to it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None or shutil.which("psql") is None:
        pytest.skip("needs PostgreSQL, which is not installed here")
    control = str(Path(initdb).with_name("pg_ctl"))
    folder = Path(tempfile.mkdtemp(prefix="coterie-pg-"))
    user: dict[str, str | int] = {}
    if os.getuid() == 0:  # the server refuses to run as root
        user = {"user": "postgres", "group": "postgres"}
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    data = str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/", **user}
    words = [initdb, "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "tests"]
    subprocess.run(words, check=True, **quiet)  # type: ignore[call-overload]
    start = [control, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "-t", f"{LONG:.0f}", "start"]
    subprocess.run(start, check=True, **quiet)  # type: ignore[call-overload]

    def stop() -> None:
        end = [control, "-D", data, "-m", "immediate", "stop"]
        subprocess.run(end, check=False, **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return ("-h", "127.0.0.1", "-p", str(port), "-U", "tests", "postgres")


def _spark(sql: str, tables: dict[str, pa.Table]) -> Rows:
    pyspark = pytest.importorskip("pyspark.sql", reason="needs pyspark, which is not installed here")
    if shutil.which("java") is None and not Path(os.environ.get("JAVA_HOME", "/none"), "bin", "java").exists():
        pytest.skip("needs Java, which is not installed here")
    session = _session(pyspark)
    with tempfile.TemporaryDirectory() as folder:
        for name, table in tables.items():
            path = str(Path(folder) / f"{name}.parquet")
            pa.parquet.write_table(table, path)
            session.read.parquet(path).createOrReplaceTempView(name)
        rows = session.sql(sql.rstrip(";"))
        found = [row.asDict() for row in rows.collect()]
        return {name: [row[name] for row in found] for name in rows.columns}


@lru_cache(maxsize=1)
def _session(pyspark: object) -> object:
    """One session for all tests of a process, set for tables so small that compiling costs more than running."""
    builder = pyspark.SparkSession.builder.master("local[2]")  # type: ignore[attr-defined]
    for key, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.log.level", "ERROR"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.driver.host", "127.0.0.1"),
        ("spark.sql.session.timeZone", "UTC"),
        ("spark.sql.shuffle.partitions", "1"),
        ("spark.sql.adaptive.enabled", "false"),
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
        ("spark.sql.timestampType", "TIMESTAMP_NTZ"),
    ):
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    atexit.register(session.stop)
    return session
