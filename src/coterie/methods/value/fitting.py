"""Which parameters describe these customers? Both models fitted to one summary, refused where not to be trusted."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value import bg_nbd, gamma_gamma
from coterie.methods.value.needs import NotEnough, check_carries, check_spenders
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import BtydSummary, ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = (*bg_nbd.NAMES, *gamma_gamma.NAMES)


def fit_summary(summary: BtydSummary) -> ValueFit:
    """BG/NBD on all customers and gamma-gamma on those with a known repeat spend.

    Returns    parameters with standard errors; both searches have converged.
    Raises     NotEnough where the data are too few (COT-801 to 805, 807) or a search did not arrive (COT-806).
    """
    check_carries(summary)
    check_spenders(summary.spend)
    rows = unique_rows(summary.x, summary.t_x, summary.T)
    known = ~np.isnan(summary.spend)
    purchases, spend = bg_nbd.fit(rows), gamma_gamma.fit(summary.x[known], summary.spend[known])
    for what, found in (("purchases", purchases), ("spend", spend)):
        if not found.converged:
            raise NotEnough(
                f"the model of {what} did not settle on its parameters in {found.evaluations} evaluations, so it is "
                "not used",
                "COT-806",
            )
    return ValueFit(
        params={**purchases.params, **spend.params},
        errors={**purchases.errors, **spend.errors},
        log_likelihood=purchases.log_likelihood,
        spend_log_likelihood=spend.log_likelihood,
        converged=True,
        boundary=(*purchases.boundary, *spend.boundary),
        customers=len(summary.x),
        rows=len(rows),
        covariance=purchases.covariance,
        spend_covariance=spend.covariance,
    )


def covariance_of(fit: ValueFit) -> "Floats":
    """Covariance of the seven log parameters in the order of ``NAMES``; the two models are fitted apart."""
    out = np.zeros((7, 7))
    if fit.covariance is not None:
        out[:4, :4] = fit.covariance
    if fit.spend_covariance is not None:
        out[4:, 4:] = fit.spend_covariance
    return out


def root_of(covariance: "Floats") -> "Floats":
    """The symmetric square root, which turns independent normal draws into draws of that covariance."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)
