"""One method of grouping on customers: scikit-learn on all of them."""

import sys

import numpy as np
from clocked import clocked
from planted import GROUPS, customers
from sklearn.cluster import DBSCAN, AgglomerativeClustering

x = customers(int(sys.argv[1]))
method = {"dbscan": DBSCAN(eps=2.0, min_samples=20), "hierarchical": AgglomerativeClustering(GROUPS)}[sys.argv[2]]


def job() -> dict[str, object]:
    return {"groups": len(np.unique(method.fit_predict(x)))}


clocked(job)
