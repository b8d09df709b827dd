"""Fuzzy c-means: scikit-fuzzy, from its own start, until the memberships stand still."""

import sys

import numpy as np
from clocked import clocked
from planted import GROUPS, customers, objective
from skfuzzy import cmeans

x, fuzziness = customers(int(sys.argv[1])), float(sys.argv[2])


def job() -> dict[str, object]:
    centres, *_, rounds, _ = cmeans(x.T, GROUPS, fuzziness, error=1e-4, maxiter=150, seed=0)
    return {"centres": centres.tolist(), "rounds": int(rounds)}


clocked(job, lambda answer: {"objective": objective(x, np.array(answer.pop("centres")), fuzziness)})
