"""Online Retail as the usual notebook does it: pandas, lifetimes, scikit-learn k-means chosen by silhouette.

With the customary penalizers 0.001 and 0.01 lifetimes does not converge on these data; 0.05 is tried last.
"""

import sys
import warnings

import numpy as np
import pandas as pd
from clocked import clocked

warnings.simplefilter("ignore")
from lifetimes import BetaGeoFitter, GammaGammaFitter  # noqa: E402
from lifetimes.utils import ConvergenceError, summary_data_from_transaction_data  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.metrics import silhouette_score  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402


def job() -> dict[str, object]:
    lines = pd.read_parquet(sys.argv[1])
    lines = lines[lines.CustomerID.notna() & ~lines.InvoiceNo.astype(str).str.startswith("C")]
    lines = lines[(lines.Quantity > 0) & (lines.UnitPrice > 0)]
    lines["amount"] = lines.Quantity * lines.UnitPrice
    end = lines.InvoiceDate.max() + pd.Timedelta(days=1)
    rfm = lines.groupby("CustomerID").agg(
        recency=("InvoiceDate", lambda d: (end - d.max()).days),
        frequency=("InvoiceNo", "nunique"),
        monetary=("amount", "sum"),
    )
    scaled = StandardScaler().fit_transform(np.log1p(rfm))
    scores = {}
    for k in range(2, 11):
        labels = KMeans(k, n_init=10, random_state=0).fit_predict(scaled)
        scores[k] = silhouette_score(scaled, labels)
    summary = summary_data_from_transaction_data(lines, "CustomerID", "InvoiceDate", monetary_value_col="amount")
    tried = []
    for penalizer in (0.001, 0.01, 0.05):
        try:
            orders = BetaGeoFitter(penalizer).fit(summary["frequency"], summary["recency"], summary["T"])
        except ConvergenceError:
            tried.append(penalizer)
            continue
        repeat = summary[(summary.frequency > 0) & (summary.monetary_value > 0)]
        spend = GammaGammaFitter(0.001).fit(repeat["frequency"], repeat["monetary_value"])
        spend.customer_lifetime_value(
            orders, summary.frequency, summary.recency, summary["T"], summary.monetary_value.clip(lower=0.01), time=12
        )
        break
    return {"k": max(scores, key=scores.get), "did_not_converge_with": str(tried)}


clocked(job)
