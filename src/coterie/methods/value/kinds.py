"""Which parameters does a customer have whose traits are known? Those of all who are of her kind.

A fit may know traits that never change (its ``Design``). Customers with equal traits are one *kind*; for each kind the
fit is a plain one, whose parameters are moved by the traits. All that is asked of a fit is asked of its kinds one by
one, and a fit that knows no traits has a single kind. With theta = (four log parameters of buying and leaving, effects
on buying, effects on leaving, three log parameters of spend) the log parameters of a kind are J theta, so its
covariance is J C J'.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.covariates import MOVED
from coterie.methods.value.fitting import covariance_of, model_of, names_of
from coterie.methods.value.lifetime import Forecast, Histories, Periods, forecast
from coterie.terms import BtydSummary, ValueFit
from coterie.terms.value import PLAIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64] | slice

EVERYBODY = slice(None)


def moves(fit: ValueFit, z: "Floats") -> "Floats":
    """J: from everything that was estimated to the seven log parameters of the kind with traits z."""
    k = len(fit.design.columns)
    out = np.zeros((7, 7 + 2 * k))
    out[np.arange(4), np.arange(4)] = 1.0
    out[np.arange(4, 7), np.arange(4, 7) + 2 * k] = 1.0
    if k:
        for j, (at, sign) in enumerate(MOVED[fit.model]):
            out[at, 4 + j * k : 4 + (j + 1) * k] = sign * z
    return out


def estimated(fit: ValueFit) -> "Floats":
    """Theta: everything that was estimated, in the order of ``covariance_of``."""
    logs = np.log([fit.params[name] for name in names_of(fit)])
    return np.concatenate([logs[:4], fit.buying, fit.leaving, logs[4:]])


def kind_of(fit: ValueFit, z: "Floats") -> ValueFit:
    """The plain fit of customers with traits z; the fit itself where it knows none."""
    if not fit.design.columns:
        return fit
    jacobian = moves(fit, z)
    covariance = jacobian @ covariance_of(fit) @ jacobian.T
    logs = jacobian @ estimated(fit)
    params = dict(zip(names_of(fit), np.exp(logs).tolist(), strict=True))
    return replace(fit, params=params, errors={}, covariance=covariance[:4, :4], design=PLAIN, buying=(), leaving=())


def kinds(fit: ValueFit, traits: "Floats | None", customers: int) -> "Iterator[tuple[Rows, Floats, ValueFit]]":
    """Each kind among some customers: who is of it, its traits, and its fit.

    traits    of each customer, in the columns of the fit's design.
    Raises    ValueError where a fit that knows traits is asked about customers without any.
    """
    if not fit.design.columns:
        yield EVERYBODY, np.empty(0), fit
        return
    if traits is None or traits.shape != (customers, len(fit.design.columns)):
        raise ValueError(f"the fit knows {', '.join(fit.design.names)}, which is not told of these customers")
    found, at = np.unique(traits, axis=0, return_inverse=True)
    order, starts = np.argsort(at, kind="stable"), np.searchsorted(np.sort(at), np.arange(len(found) + 1))
    for k, z in enumerate(found):
        yield order[starts[k] : starts[k + 1]], z, kind_of(fit, z)


def of_each(
    fit: ValueFit,
    traits: "Floats | None",
    customers: int,
    answer: "Callable[[ValueFit, Rows], tuple[Floats, ...]]",
) -> "tuple[Floats, ...]":
    """Numbers of each customer by the fit of her kind.

    answer    a plain fit and the rows of those it is for -> arrays, one number for each of them.
    """
    if not fit.design.columns:
        return answer(fit, EVERYBODY)
    if not customers:
        return answer(kind_of(fit, np.zeros(len(fit.design.columns))), EVERYBODY)
    out: tuple[Floats, ...] = ()
    for rows, _, kind in kinds(fit, traits, customers):
        found = answer(kind, rows)
        out = out or tuple(np.empty(customers) for _ in found)
        for whole, some in zip(out, found, strict=True):
            whole[rows] = some
    return out


def forecast_of(fit: ValueFit, histories: Histories, periods: Periods) -> Forecast:
    """Expected purchases and discounted spend of each customer, and P(alive), by a fit that may know traits."""

    def answer(kind: ValueFit, rows: "Rows") -> "tuple[Floats, ...]":
        found = forecast(kind.params, histories.rows(rows), periods, model_of(kind))
        return found.orders, found.worth, found.alive

    return Forecast(*of_each(fit, histories.traits, len(histories.x), answer))


def shares(fit: ValueFit, summary: BtydSummary) -> list[tuple[float, ValueFit]]:
    """Each kind among the customers of a summary with its share of them, for customers of whom nothing is known."""
    n = len(summary.ids)
    found = kinds(fit, summary.traits, n)
    return [(1.0 if isinstance(rows, slice) else len(rows) / n, kind) for rows, _, kind in found]
