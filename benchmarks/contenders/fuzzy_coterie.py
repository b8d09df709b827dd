"""Fuzzy c-means: ours, from its own start, until the centres stand still."""

import sys

import numpy as np
from clocked import clocked
from planted import GROUPS, customers, objective
from threadpoolctl import threadpool_limits

from coterie.methods.segments.fuzzy import fit_fuzzy

x, fuzziness = customers(int(sys.argv[1])), float(sys.argv[2])


def job() -> dict[str, object]:
    with threadpool_limits(limits=1):  # as a study does it
        form = fit_fuzzy(x, GROUPS, seed=0, fuzziness=fuzziness, sample=len(x))
        form.memberships(x)
    return {"centres": [list(c) for c in form.centres]}


clocked(job, lambda answer: {"objective": objective(x, np.array(answer.pop("centres")), fuzziness)})
