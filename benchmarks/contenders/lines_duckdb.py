"""Order lines in Parquet, grouped by customer and nothing more: DuckDB. It is no summary, but nothing can be less."""

import sys

import duckdb
from clocked import clocked

SQL = """
SELECT count(*), sum(lines) FROM (
    SELECT customer_id, count(*) AS lines, min(ordered_at) AS first, max(ordered_at) AS last, sum(amount) AS spent
    FROM read_parquet($path) GROUP BY customer_id
) AS each WHERE first <= last AND spent IS NOT NULL
"""


def job() -> dict[str, object]:
    with duckdb.connect(config={"threads": "2", "memory_limit": "8192MB"}) as connection:
        customers, lines = connection.execute(SQL, {"path": sys.argv[1]}).fetchone()
        return {"customers": customers, "lines": int(lines)}


clocked(job)
