"""x, t_x, T of each customer to BG/NBD parameters: lifetimes, on all rows or on distinct rows with weights."""

import sys
import warnings

import numpy as np
import pandas as pd
from clocked import clocked

warnings.simplefilter("ignore")
from lifetimes import BetaGeoFitter  # noqa: E402

table = pd.DataFrame(np.load(sys.argv[1]), columns=["x", "t_x", "T"])
weighted = len(sys.argv) > 2


def job() -> dict[str, object]:
    rows, weights = table, None
    if weighted:
        rows = table.groupby(["x", "t_x", "T"]).size().rename("n").reset_index()
        weights = rows["n"]
    fitter = BetaGeoFitter().fit(rows["x"], rows["t_x"], rows["T"], weights=weights)
    return {"rows": len(rows), **{name: float(value) for name, value in fitter.params_.items()}}


clocked(job)
