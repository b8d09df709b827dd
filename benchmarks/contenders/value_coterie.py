"""x, t_x, T and spend of each customer to a year's value with bounds: ours."""

import sys
from datetime import date, timedelta

import numpy as np
from clocked import clocked
from spending import spend_of

from coterie.methods.value import estimate
from coterie.terms import BtydSummary, Horizon, TimeUnit, Window

x, t_x, T = np.load(sys.argv[1]).T.copy()
start = date(2023, 1, 1)
summary = BtydSummary(
    ids=np.array([f"C{n:07d}" for n in range(len(x))], dtype=object),
    x=x,
    t_x=t_x,
    T=T,
    spend=spend_of(x),
    window=Window(start, start + timedelta(days=int(T.max()))),
    unit=TimeUnit.DAY,
)


def job() -> dict[str, object]:
    found = estimate(summary, None, None, (), horizon=Horizon(12))
    return {"total": float(found.total.value)}


clocked(job)
