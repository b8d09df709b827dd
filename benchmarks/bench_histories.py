"""BG/NBD of ten million customers: how much processor time from their summary table to the parameters?

Ours reads the table from Parquet, the engine counts the distinct histories, and the fit is on those; all of it is in
the time. The peer gets the same columns in memory, as a data frame, and is timed from there.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench_bgnbd import histories
from measure import PEERS, WORK, Contender, race, tell

CUSTOMERS = 10_000_000


def table(source: Path) -> Path:
    """The summary table of those histories as Parquet, made once."""
    path = WORK / f"summary_{CUSTOMERS}.parquet"
    if not path.is_file():
        columns = np.load(source).T.astype(np.int32)
        names = ["customer_id", "x", "t_x", "T"]
        pq.write_table(pa.table([np.arange(columns.shape[1]), *columns], names=names), path)
    return path


if __name__ == "__main__":
    source = histories(CUSTOMERS)
    best = race(
        [
            Contender("coterie", "fit_table.py", (str(table(source)),)),
            Contender("lifetimes, collapsed with weights", "fit_lifetimes.py", (str(source), "weights"), PEERS),
        ],
        turns=1,
    )
    ours = best["coterie"].answer
    note = f"{ours['rows']:,} distinct histories; ours reads Parquet, the peer starts from a data frame"
    tell(f"BG/NBD fit, {CUSTOMERS:,} customers, from the summary table", best, note=note)
