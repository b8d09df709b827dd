"""Customers into the nearest of eight centres by SQL: how much beside a bare scan, and beside scikit-learn?

All read the same Parquet file and reckon in double precision: a study's statement reads its traits so, and scikit-learn
what pandas holds by default.
"""

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
question = f"{CUSTOMERS:,} customers to the nearest of 8 centres in 10 traits of double precision"
tell(question, best, note="same groups" if ours == theirs else "groups differ")
mine = best["coterie"]
say(question, "a bare scan of the columns", mine, scan, scan.cpu / mine.cpu)
