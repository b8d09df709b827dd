"""x, t_x, T of each customer to BG/NBD parameters: pymc-marketing, its MAP fit, which has priors."""

import sys
import warnings

import numpy as np
import pandas as pd
from clocked import clocked

warnings.simplefilter("ignore")
from pymc_marketing.clv import BetaGeoModel  # noqa: E402

x, t_x, T = np.load(sys.argv[1]).T.copy()
table = pd.DataFrame({"customer_id": np.arange(len(x)), "frequency": x, "recency": t_x, "T": T})


def job() -> dict[str, object]:
    model = BetaGeoModel()
    model.fit(table, method="map", progressbar=False)
    found = model.fit_result.posterior if hasattr(model.fit_result, "posterior") else model.fit_result
    return {"rows": len(table), **{name: float(np.asarray(found[name]).mean()) for name in ("r", "alpha", "a", "b")}}


clocked(job)
