"""Many order lines in Parquet to the summary of each customer: how far is it from the least a database can do?"""

import os

from generate import lines_copied
from measure import Contender, once, say

LINES = int(os.environ.get("LINES", "10000000"))

if __name__ == "__main__":
    path = lines_copied(LINES)
    ours = once(Contender("coterie", "lines_coterie.py", (str(path),)))
    least = once(Contender("DuckDB", "lines_duckdb.py", (str(path),)))
    path.unlink()
    note = (
        f"the summary took {ours.cpu / least.cpu:.1f} times the bare grouping, {ours.answer['customers']:,} customers"
    )
    say(f"{LINES:,} order lines to x, t_x, T", "DuckDB, bare GROUP BY", ours, least, least.cpu / ours.cpu, note)
