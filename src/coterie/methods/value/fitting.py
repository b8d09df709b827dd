"""Which parameters describe these customers? Both models fitted to one summary, refused where not to be trusted."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value import gamma_gamma
from coterie.methods.value.models import BG_NBD, MODELS, PurchaseModel
from coterie.methods.value.needs import NotEnough, check_carries, check_spenders
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import BtydSummary, ValueFit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = (*BG_NBD.names, *gamma_gamma.NAMES)


def names_of(fit: ValueFit) -> tuple[str, ...]:
    """The seven parameters in the order of their covariance: four of the purchase model, three of spend."""
    return (*model_of(fit).names, *gamma_gamma.NAMES)


def model_of(fit: ValueFit) -> PurchaseModel:
    """The purchase model that a fit belongs to."""
    return MODELS[fit.model]


def fit_summary(summary: BtydSummary, model: PurchaseModel = BG_NBD) -> ValueFit:
    """A purchase model on all customers and gamma-gamma on those with a known repeat spend.

    Where a parameter of leaving runs to its boundary, the model is fitted again with a wide prior on those two, so that
    what the data leave open is in the intervals instead of being fixed at the edge.

    model      BG/NBD, MBG/NBD or Pareto/NBD.
    Returns    parameters with standard errors; both searches have converged.
    Raises     NotEnough where the data are too few (COT-801 to 805, 807) or a search did not arrive (COT-806).
    """
    check_carries(summary)
    check_spenders(summary.spend)
    rows = unique_rows(summary.x, summary.t_x, summary.T)
    known = ~np.isnan(summary.spend)
    purchases, spend = model.fit(rows), gamma_gamma.fit(summary.x[known], summary.spend[known])
    prior = bool(set(purchases.boundary) & set(model.names[2:])) or not purchases.converged
    if prior:
        purchases = model.fit(rows, True)
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
        model=model.name,
        prior=prior,
    )


def covariance_of(fit: ValueFit) -> "Floats":
    """Covariance of the seven log parameters in the order of ``names_of``; the two models are fitted apart."""
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
