"""Raw order lines to the value model's summary: how much processor time beside Polars, and pandas with lifetimes?"""

from generate import lines_parquet
from measure import PEERS, Contender, race, tell

ROWS = 1_000_000

path = str(lines_parquet(ROWS))
best = race(
    [
        Contender("coterie", "summary_coterie.py", (path,)),
        Contender("Polars (no checks)", "summary_polars.py", (path,)),
        Contender("pandas + lifetimes", "summary_lifetimes.py", (path,), PEERS),
    ]
)
same = len({round(float(str(reading.answer["x"]))) for reading in best.values()}) == 1
tell(f"{ROWS:,} order lines to x, t_x, T", best, note="same sums" if same else "sums differ")
