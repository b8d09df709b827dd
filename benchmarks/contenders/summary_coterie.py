"""Raw order lines in Parquet to x, t_x, T and mean spend: ours."""

import sys
from datetime import date

from clocked import clocked

from coterie import features, intake
from coterie.engine import open_engine
from coterie.terms import Silent, TimeUnit, Window, Words


def job() -> dict[str, object]:
    with open_engine() as engine:
        dataset = intake.load(engine, {"orders": sys.argv[1]}, Words(), Silent())
        features.prepare(engine, dataset)
        summary = features.btyd_summary(engine, Window(date(1990, 1, 1), dataset.last_day), TimeUnit.DAY)
        return {"customers": len(summary.ids), "x": float(summary.x.sum()), "T": float(summary.T.sum())}


clocked(job)
