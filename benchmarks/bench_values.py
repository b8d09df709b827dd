"""What does it cost to value a million customers? Fit, expected orders, P(alive), value with bounds for each."""

from bench_bgnbd import CUSTOMERS, histories
from measure import PEERS, Contender, race, tell

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
