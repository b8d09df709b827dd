"""The summary table of customers in Parquet to BG/NBD parameters: coterie, its engine counting the distinct rows."""

import sys
from pathlib import Path

from clocked import clocked

from coterie.engine import Step, open_engine
from coterie.methods.value.bg_nbd import fit
from coterie.methods.value.unique_rows import unique_rows

COUNTED = Step(
    "counted",
    "SELECT x, t_x, T, count(*) AS customers FROM summary GROUP BY x, t_x, T",
    "How many customers have each history.",
)


def job() -> dict[str, object]:
    with open_engine(memory_mb=2048) as engine:
        engine.add_parquet("summary", [Path(sys.argv[1])])
        engine.run(COUNTED)
        found = engine.collect("SELECT * FROM counted", order_by=["x", "t_x", "T"])
    columns = (found[name].astype(float) for name in ("x", "t_x", "T", "customers"))
    rows = unique_rows(*columns)
    return {"rows": len(rows), **fit(rows).params}


clocked(job)
