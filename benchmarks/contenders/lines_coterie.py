"""Order lines in Parquet to x, t_x, T and spend of each customer: our step, on lines as they are."""

import sys
from datetime import date
from pathlib import Path

from clocked import clocked

from coterie import features
from coterie.engine import Step, open_engine
from coterie.terms import TimeUnit, Window

ORDERS = Step(
    "orders",
    "SELECT customer_id, CAST(ordered_at AS DATE) AS ordered_on, CAST(round(amount * 1e4) AS BIGINT) AS amount, "
    "amount < 0 AS is_return FROM raw",
    "The lines of the file.",
    keep=False,
)


def job() -> dict[str, object]:
    with open_engine(memory_mb=8192) as engine:
        engine.add_parquet("raw", [Path(sys.argv[1])])
        engine.run(ORDERS)
        last = engine.one("SELECT max(ordered_on) FROM orders")[0]
        found = features.btyd_of_lines(engine, Window(date(1990, 1, 1), last), TimeUnit.DAY)
        return {"customers": len(found.ids), "x": float(found.x.sum())}


clocked(job)
