"""Customers into the nearest of eight centres by SQL: how much beside a bare scan, and beside scikit-learn?"""

import os

from generate import traits_parquet
from measure import Contender, race, say, tell

CUSTOMERS = int(os.environ.get("CUSTOMERS", "10_000_000"))

path = str(traits_parquet(CUSTOMERS))
best = race(
    [
        Contender("coterie", "scoring_coterie.py", (path,)),
        Contender("scikit-learn, read and predict", "scoring_sklearn.py", (path,)),
        Contender("DuckDB, sums of the columns", "scoring_scan.py", (path,)),
    ]
)
scan = best.pop("DuckDB, sums of the columns")
ours, theirs = (reading.answer["sizes"] for reading in best.values())
question = f"{CUSTOMERS:,} customers to the nearest of 8 centres in 10 traits"
tell(question, best, note="same groups" if ours == theirs else "groups differ")
mine = best["coterie"]
say(question, "a bare scan of the columns", mine, scan, scan.cpu / mine.cpu)
