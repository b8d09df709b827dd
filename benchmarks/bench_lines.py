"""Many order lines in Parquet to the summary of each customer: how far is it from the least a database can do?

Twice: ten million lines on the way that every analysis takes, on which each row is judged, checked and told; then LINES
of them (a hundred million) by the one step that needs nothing but the lines. The file is removed afterwards.
"""

import os

from generate import TEN, lines_copied
from measure import Contender, once, say

LINES = int(os.environ.get("LINES", "100000000"))
LEAST = "DuckDB, bare GROUP BY"


def beside_the_least(lines: int, script: str, how: str) -> None:
    """One summary of so many lines beside the bare grouping of the same columns."""
    path = lines_copied(lines)
    try:
        ours = once(Contender("coterie", script, (str(path),)))
        least = once(Contender(LEAST, "lines_duckdb.py", (str(path),)))
    finally:
        path.unlink()
    note = f"{ours.cpu / least.cpu:.1f} times the bare grouping, {ours.answer['customers']:,} customers"
    say(f"{lines:,} order lines to x, t_x, T, {how}", LEAST, ours, least, least.cpu / ours.cpu, note)


if __name__ == "__main__":
    beside_the_least(min(LINES, TEN), "summary_coterie.py", "every row checked")
    beside_the_least(LINES, "lines_coterie.py", "the step alone")
