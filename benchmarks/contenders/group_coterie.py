"""One method of grouping on customers and a label for each: ours."""

import sys

import numpy as np
from clocked import clocked
from planted import GROUPS, customers
from threadpoolctl import threadpool_limits

from coterie.methods.segments.dbscan import fit_dbscan
from coterie.methods.segments.hierarchical import fit_hierarchical

x, dense = customers(int(sys.argv[1])), sys.argv[2] == "dbscan"


def job() -> dict[str, object]:
    with threadpool_limits(limits=1):
        form = fit_dbscan(x, seed=0, eps=2.0, neighbours=20) if dense else fit_hierarchical(x, GROUPS, seed=0)
        labels = form.labels(x)
    return {"groups": len(np.unique(labels))}


clocked(job)
