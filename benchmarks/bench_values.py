"""What does it cost to value customers? Fit, expected orders, P(alive), value with bounds for each."""

import numpy as np

from bench_bgnbd import CUSTOMERS, histories
from measure import PEERS, PEERS_NEW, WORK, Contender, race, tell

FEWER = 200_000

if __name__ == "__main__":
    path = str(histories(CUSTOMERS))
    best = race(
        [
            Contender("coterie", "value_coterie.py", (path,)),
            Contender("lifetimes (no intervals)", "value_lifetimes.py", (path,), PEERS),
        ],
        turns=1,
    )
    tell(f"values of {CUSTOMERS:,} customers, 80 % interval each", best, note="from x, t_x, T and spend")
    if PEERS_NEW.is_file():
        few = WORK / f"histories_{FEWER}_first.npy"
        np.save(few, np.load(path)[:FEWER])
        best = race(
            [
                Contender("coterie", "value_coterie.py", (str(few),)),
                Contender("clvkit (no intervals)", "value_clvkit.py", (str(few),), PEERS_NEW),
            ],
            turns=1,
        )
        tell(f"values of {FEWER:,} customers, 80 % interval each", best, note="from x, t_x, T and spend")
