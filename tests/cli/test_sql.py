"""``coterie sql`` writes what the database then answers."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from terminal import run


def test_sql_writes_a_statement_that_runs_over_the_file(tmp_path: Path, a_small_file: Callable[[], Path]) -> None:
    orders = a_small_file()
    out = str(tmp_path / "out")
    run("analyze", str(orders), "--method", "kmeans", "--segments", "3", "-o", out)
    done = run("sql", out, "--table", "orders=till", "-o", str(tmp_path / "new" / "s.sql"))
    assert done.code == 0, done.err
    assert "s.sql" in done.out
    statement = (tmp_path / "new" / "s.sql").read_text(encoding="utf-8").rstrip().rstrip(";")
    assert run("sql", out, "--table", "orders=till").out.rstrip().rstrip(";") == statement
    with duckdb.connect() as connection:
        connection.execute(f"create view till as select * from '{orders}'")
        theirs = connection.sql(f"select customer_id, segment from ({statement}) order by 1").fetchall()
        ours = connection.sql(f"select customer_id, segment from '{out}/customers.parquet' order by 1").fetchall()
        connection.execute(f"copy ({statement}) to '{tmp_path}/answer.parquet' (format parquet)")
        wrong = f"copy (select * replace ('none' as segment) from ({statement})) to '{tmp_path}/wrong.parquet'"
        connection.execute(f"{wrong} (format parquet)")
    assert theirs == ours
    done = run("sql", out, "--check", str(tmp_path / "answer.parquet"))
    assert (done.code, "(100.0000 %) are in the same segment" in done.out) == (0, True)
    done = run("sql", out, "--check", str(tmp_path / "wrong.parquet"))
    assert (done.code, "margin" in done.out) == (1, True)


def test_sql_says_what_is_wrong_with_its_words(tmp_path: Path) -> None:
    assert run("sql", str(tmp_path / "none")).code == 2
    done = run("sql", str(tmp_path), "--table", "orders")
    assert done.code == 2
    assert "COT-134" in done.err
