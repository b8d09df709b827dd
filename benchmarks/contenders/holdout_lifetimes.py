"""x, t_x, T and spend of each customer to what comes in the days after, by every model of lifetimes.

Arguments: a file of arrays, and the file to write. Times are in weeks, as lifetimes' own examples have them.
"""

import json
import sys
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
from lifetimes import (  # noqa: E402
    BetaGeoFitter,
    GammaGammaFitter,
    ModifiedBetaGeoFitter,
    ParetoNBDFitter,
)

MODELS = {"BG/NBD": BetaGeoFitter, "MBG/NBD": ModifiedBetaGeoFitter, "Pareto/NBD": ParetoNBDFitter}

given = np.load(sys.argv[1])
table = pd.DataFrame({name: given[name] for name in ("x", "t_x", "T", "spend")})
weeks = float(given["days"]) / 7
repeat = table[(table["x"] > 0) & (table["spend"] > 0)]
paying = GammaGammaFitter().fit(repeat["x"], repeat["spend"])
known = table["spend"].fillna(0.0)
mean = paying.conditional_expected_average_profit(table["x"].where(known > 0, 0), known).to_numpy()

found, said = {}, {}
for name, model in MODELS.items():
    try:
        fitted = model().fit(table["x"], table["t_x"], table["T"])
        orders = fitted.conditional_expected_number_of_purchases_up_to_time(weeks, table["x"], table["t_x"], table["T"])
        found[name] = np.nan_to_num(np.asarray(orders, dtype=float))
        said[name] = "" if np.isfinite(orders).all() else f"{int((~np.isfinite(orders)).sum())} forecasts are no number"
    except Exception as fault:  # what a peer answers is part of the comparison
        said[name] = f"no answer: {type(fault).__name__}"
np.savez(sys.argv[2], mean=mean, **found)
print(json.dumps(said))
