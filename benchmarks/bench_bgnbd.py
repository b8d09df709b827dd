"""BG/NBD by maximum likelihood on a million customers: how much processor time beside lifetimes, at what likelihood?"""

from pathlib import Path

import numpy as np

from coterie.methods.value.bg_nbd import NAMES, Likelihood
from coterie.methods.value.unique_rows import unique_rows
from measure import PEERS, PEERS_NEW, WORK, Contender, race, tell

CUSTOMERS = 1_000_000
NEW = PEERS_NEW.is_file()
DAYS = 730
R, ALPHA, A, B = 0.243, 30.898, 0.793, 2.426  # CDNOW, in days


def histories(customers: int) -> Path:
    """x, t_x and T in days of customers who first came on any day of two years, made once.

    The time of the last purchase is rounded to the nearest day: a time that is rounded up shifts the estimates.
    """
    path = WORK / f"histories_{customers}.npy"
    if not path.is_file():
        WORK.mkdir(exist_ok=True)
        rng = np.random.default_rng(2005)
        T = DAYS - rng.integers(0, DAYS, customers).astype(np.float64)
        rate, leaves = rng.gamma(R, 1 / ALPHA, customers), rng.beta(A, B, customers)
        now, x, t_x = (np.zeros(customers) for _ in range(3))
        active = np.arange(customers)
        while len(active):
            now[active] += rng.exponential(1 / rate[active])
            active = active[now[active] <= T[active]]
            x[active] += 1
            t_x[active] = now[active]
            active = active[rng.random(len(active)) >= leaves[active]]
        t_x = np.where(x > 0, np.clip(np.rint(t_x), 1, T), 0)
        np.save(path, np.column_stack([x, t_x, T]))
    return path


def main() -> None:
    path = str(histories(CUSTOMERS))
    best = race(
        [
            Contender("coterie", "fit_coterie.py", (path,)),
            Contender("lifetimes, default fit", "fit_lifetimes.py", (path,), PEERS),
            Contender("lifetimes, collapsed with weights", "fit_lifetimes.py", (path, "weights"), PEERS),
            *([Contender("pymc-marketing, MAP with its priors", "fit_pymc.py", (path,), PEERS_NEW)] if NEW else []),
        ]
    )
    likelihood = Likelihood(unique_rows(*np.load(path).T.copy()))
    found = {
        name: likelihood(np.log([float(str(reading.answer[p])) for p in NAMES]))[0] for name, reading in best.items()
    }
    ours = found["coterie"]
    worst = max(abs(other / ours - 1) for other in found.values())
    higher = "ours the highest" if ours >= max(found.values()) - 1e-9 * abs(ours) else "ours not the highest"
    note = f"log-likelihood {ours:,.1f}, {higher}, relative difference at most {worst:.0e}"
    tell(f"BG/NBD fit, {CUSTOMERS:,} customers, collapse included", best, note=note)


if __name__ == "__main__":
    main()
