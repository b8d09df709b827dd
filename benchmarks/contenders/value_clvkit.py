"""x, t_x, T and spend of each customer to a year's value, without bounds: clvkit, in weeks."""

import sys
import warnings

import numpy as np
import pandas as pd
from clocked import clocked
from spending import spend_of

warnings.simplefilter("ignore")
from clvkit import CLV, CustomerBase  # noqa: E402

x, t_x, T = np.load(sys.argv[1]).T.copy()
spend = spend_of(x)
table = pd.DataFrame(
    {"frequency": x.astype(int), "recency": t_x / 7, "T": T / 7, "monetary_value": np.where(x > 0, spend, 0.0)},
    index=pd.Index([f"C{n:07d}" for n in range(len(x))], name="customer_id"),
)
base = CustomerBase(
    table,
    time_unit="W",
    observation_period_end=pd.Timestamp("2024-12-31"),
    has_monetary=True,
    on_negative="net",
    collapse="D",
)


def job() -> dict[str, object]:
    model = CLV(check_independence=False).fit(base)
    value = model.predict(horizon=52, discount_rate=0.0018)
    model.transaction_model.probability_alive()
    return {"total": float(value.to_pandas()["clv"].sum())}


clocked(job)
