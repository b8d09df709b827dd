"""Which parameters describe these customers? Both models fitted to one summary, refused where not to be trusted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value import covariates, gamma_gamma
from coterie.methods.value.models import BG_NBD, MODELS, PurchaseModel
from coterie.methods.value.needs import NotEnough, check_carries, check_spenders
from coterie.methods.value.newton import Fitted
from coterie.methods.value.unique_rows import unique_rows
from coterie.terms import BtydSummary, ValueFit
from coterie.terms.value import PLAIN, Design

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = (*BG_NBD.names, *gamma_gamma.NAMES)
MOST_CUSTOMERS = 50_000  # that a model which knows traits is fitted on; of more a systematic sample


def names_of(fit: ValueFit) -> tuple[str, ...]:
    """The seven parameters in the order of their covariance: four of the purchase model, three of spend."""
    return (*model_of(fit).names, *gamma_gamma.NAMES)


def model_of(fit: ValueFit) -> PurchaseModel:
    """The purchase model that a fit belongs to."""
    return MODELS[fit.model]


def title_of(fit: ValueFit) -> str:
    """The models of a fit as they are told: "BG/NBD and gamma-gamma", with the traits that it knows."""
    knowing = f", knowing {', '.join(fit.design.names)}" if fit.design.columns else ""
    return f"{model_of(fit).title} and gamma-gamma{knowing}"


def fit_summary(summary: BtydSummary, model: PurchaseModel = BG_NBD, design: Design = PLAIN) -> ValueFit:
    """A purchase model on all customers and gamma-gamma on those with a known repeat spend.

    Where a parameter of leaving runs to its boundary, the model is fitted again with a wide prior on those two, so that
    what the data leave open is in the intervals instead of being fixed at the edge.

    model      BG/NBD, MBG/NBD or Pareto/NBD.
    design     traits of the summary that move buying and leaving (BG/NBD and Pareto/NBD).
    Returns    parameters with standard errors; both searches have converged.
    Raises     NotEnough where the data are too few (COT-801 to 805, 807), a search did not arrive, or a trait is the
               same for all or follows from the others (COT-806).
    """
    check_carries(summary)
    check_spenders(summary.spend)
    known = ~np.isnan(summary.spend)
    purchases = _purchases(summary, model, design)
    spend = gamma_gamma.fit(summary.x[known], summary.spend[known])
    for what, found in (("purchases", purchases.found), ("spend", spend)):
        if not found.converged:
            raise NotEnough(
                f"the model of {what} did not settle on its parameters in {found.evaluations} evaluations, so it is "
                "not used",
                "COT-806",
            )
    return ValueFit(
        params={**purchases.found.params, **spend.params},
        errors={**purchases.found.errors, **spend.errors},
        log_likelihood=purchases.found.log_likelihood,
        spend_log_likelihood=spend.log_likelihood,
        converged=True,
        boundary=(*purchases.found.boundary, *spend.boundary),
        customers=len(summary.x),
        rows=purchases.rows,
        covariance=purchases.found.covariance,
        spend_covariance=spend.covariance,
        model=model.name,
        prior=purchases.prior,
        design=design,
        buying=purchases.buying,
        leaving=purchases.leaving,
    )


@dataclass(frozen=True)
class _Purchases:
    """A fitted purchase model, on how many distinct rows, with a prior or not, and what traits do."""

    found: Fitted
    rows: int
    prior: bool
    buying: tuple[float, ...] = ()
    leaving: tuple[float, ...] = ()


def _purchases(summary: BtydSummary, model: PurchaseModel, design: Design) -> _Purchases:
    if design.columns:
        return _with_traits(summary, model, design)
    rows = unique_rows(summary.x, summary.t_x, summary.T)
    found = model.fit(rows)
    prior = _needs_prior(found, model)
    return _Purchases(model.fit(rows, True) if prior else found, len(rows), prior)


def _with_traits(summary: BtydSummary, model: PurchaseModel, design: Design) -> _Purchases:
    assert summary.traits is not None
    step = -(-len(summary.ids) // MOST_CUSTOMERS)
    told = (summary.x[::step], summary.t_x[::step], summary.T[::step], summary.traits[::step])
    try:
        found = covariates.fit(model.name, *told, design.columns)
        prior = _needs_prior(found.base, model)
        if prior:
            found = covariates.fit(model.name, *told, design.columns, prior=True)
    except ValueError as reason:  # a trait that is the same for all who had come by then
        raise NotEnough(str(reason), "COT-806") from reason
    effects = (tuple(each[name] for name in design.columns) for each in (found.buying, found.leaving))
    return _Purchases(found.base, len(told[0]), prior, *effects)


def _needs_prior(found: Fitted, model: PurchaseModel) -> bool:
    return bool(set(found.boundary) & set(model.names[2:])) or not found.converged


def covariance_of(fit: ValueFit) -> "Floats":
    """Covariance of all that was estimated: log parameters of purchases, effects of traits, log parameters of spend.

    The two models are fitted apart, so there is none between them; without traits it is that of seven log parameters.
    """
    first = 4 + 2 * len(fit.design.columns)
    out = np.zeros((first + 3, first + 3))
    if fit.covariance is not None:
        out[:first, :first] = fit.covariance
    if fit.spend_covariance is not None:
        out[first:, first:] = fit.spend_covariance
    return out


def root_of(covariance: "Floats") -> "Floats":
    """The symmetric square root, which turns independent normal draws into draws of that covariance."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)
