"""Raw order lines in Parquet to x, t_x, T and mean spend: pandas and lifetimes."""

import sys
import warnings

import pandas as pd
from clocked import clocked

warnings.simplefilter("ignore")
from lifetimes.utils import summary_data_from_transaction_data  # noqa: E402


def job() -> dict[str, object]:
    lines = pd.read_parquet(sys.argv[1], columns=["customer_id", "ordered_at", "amount"])
    found = summary_data_from_transaction_data(lines, "customer_id", "ordered_at", monetary_value_col="amount")
    return {"customers": len(found), "x": float(found["frequency"].sum()), "T": float(found["T"].sum())}


clocked(job)
