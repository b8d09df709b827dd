"""x, t_x, T and spend of each customer to a year's value, without bounds: lifetimes."""

import sys
import warnings

import numpy as np
import pandas as pd
from clocked import clocked
from spending import spend_of

warnings.simplefilter("ignore")
from lifetimes import BetaGeoFitter, GammaGammaFitter  # noqa: E402

table = pd.DataFrame(np.load(sys.argv[1]), columns=["x", "t_x", "T"])
table["spend"] = spend_of(table["x"].to_numpy())


def job() -> dict[str, object]:
    orders = BetaGeoFitter().fit(table["x"], table["t_x"], table["T"])
    repeat = table[table["x"] > 0]
    spend = GammaGammaFitter().fit(repeat["x"], repeat["spend"])
    value = spend.customer_lifetime_value(
        orders,
        table["x"],
        table["t_x"],
        table["T"],
        table["spend"].fillna(0.01),
        time=12,
        discount_rate=0.008,
        freq="D",
    )
    orders.conditional_probability_alive(table["x"], table["t_x"], table["T"])
    return {"total": float(value.sum())}


clocked(job)
