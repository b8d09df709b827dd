"""Would Cox's proportional hazards order customers better? An optional second way, through scikit-survival.

Hazard of a customer at time t: h(t) exp(sum of g(trait)), h left open (Cox 1972). The traits are bent and the penalty
is a ridge, as in the discrete-time hazard of :mod:`coterie.methods.predict.survival`, and ties are Efron's. On whole
periods both say much the same; Cox needs no shape of the hazard over time.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from coterie.methods.predict.basis import Basis
from coterie.methods.predict.sheet import Sheet
from coterie.terms import need

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

NAME, LABEL = "cox", "Cox's proportional hazards"
RIDGE = 1.0


def cox(traits: Sheet, time: "Floats", ended: "Flags", rows: "NDArray[np.int64]") -> Callable[["Floats"], "Floats"]:
    """The log of the relative hazard as a function of traits, learned from some rows.

    time      how long each customer was seen, above 0; ended: whether the end was seen.
    Raises    NotInstalled (COT-901) without scikit-survival.
    """
    purpose = "Cox's model"
    models = need("sksurv.linear_model", "survival", purpose)
    outcomes = need("sksurv.util", "survival", purpose).Surv
    basis = Basis(traits.fields).fit(traits.x[rows])
    model: Any = models.CoxPHSurvivalAnalysis(alpha=RIDGE, ties="efron")
    with threadpool_limits(1):
        model.fit(basis.transform(traits.x[rows]), outcomes.from_arrays(ended[rows], time[rows]))

    def risk(x: "Floats") -> "Floats":
        return np.asarray(model.predict(basis.transform(x)), dtype=np.float64)

    return risk
