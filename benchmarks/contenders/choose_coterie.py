"""The number of groups from 2 to 10 by every criterion, judged on three earlier days and on the days kept apart."""

import sys
from datetime import date, timedelta

import numpy as np
from clocked import clocked
from planted import TRAITS, customers

from coterie.methods.segments import choose
from coterie.terms import CustomerTable, Slice, Trait, Window

n, start = int(sys.argv[1]), date(2022, 1, 1)
ids = np.array([f"c{i:08d}" for i in range(n)], dtype=object)
x = customers(n)
traits = tuple(
    Trait(f"trait_{j}", f"Trait {j}", "value" if j == 0 else "behavioural", "numeric", forming=True)
    for j in range(TRAITS)
)


def table(end: date) -> CustomerTable:
    """The customers as of a day."""
    return CustomerTable(ids, {t.name: x[:, j] for j, t in enumerate(traits)}, traits, Window(start, end))


def later(end: date, which: int) -> Slice:
    """What they spend in the 90 days after it: more where the first trait is high."""
    rng = np.random.Generator(np.random.PCG64(which))
    spend = rng.exponential(np.exp(0.5 * x[:, 0])).round(2)
    orders = (spend > 0.2).astype(np.float64)
    future = Window(end + timedelta(days=1), end + timedelta(days=90))
    return Slice(table(end), future, spend, orders)


days = [date(2023, 1, 1) + timedelta(days=90 * i) for i in range(4)]
inner, outer = [later(day, i) for i, day in enumerate(days[:3])], later(days[3], 3)
now = table(days[3] + timedelta(days=90))


def job() -> dict[str, object]:
    found = choose(now, inner, outer, method="kmeans")
    tried = sorted(s.k for s in found.scoreboard if s.method == "kmeans")
    return {"k": found.k, "tried": tried}


clocked(job)
