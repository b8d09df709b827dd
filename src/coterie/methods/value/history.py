"""How has the chance that one customer is still a customer gone up and down? P(alive) as of every day she was known."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.fitting import model_of
from coterie.methods.value.kinds import kinds
from coterie.methods.value.lifetime import p_alive
from coterie.terms import BtydSummary, TimeUnit, ValueFit
from coterie.terms.cohorts import AliveHistory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]
    Floats = NDArray[np.float64]


def alive_history(
    fit: ValueFit, customer: str, bought: "Days", as_of: date, unit: TimeUnit, traits: "Floats | None" = None
) -> AliveHistory:
    """P(alive) of one customer on each day from her first purchase on, by the parameters of today.

    bought    her purchase days, ascending, at least one; ``as_of`` the last day.
    traits    hers, one row, where the fit knows traits.
    """
    ((_, _, fit),) = kinds(fit, traits, 1)
    days = np.arange(bought[0], np.datetime64(as_of) + 1).astype("datetime64[D]")
    known = np.searchsorted(bought, days, side="right")
    x = known.astype(np.float64) - 1
    age = (days - bought[0]).astype(np.float64) / unit.days
    last = (bought[known - 1] - bought[0]).astype(np.float64) / unit.days
    alive = p_alive(fit.params, x, last, age, model_of(fit))
    return AliveHistory(customer, days, alive, np.isin(days, bought))


def alive_since(fit: ValueFit, one: BtydSummary, as_of: date) -> AliveHistory:
    """P(alive) of the only customer of a summary on each day from her last purchase on, by the parameters of today.

    one      her x, t_x and T; which days she bought on before is not in it, so the path begins with the last of them.
    as_of    the day to which T runs.
    """
    ((_, _, fit),) = kinds(fit, one.traits, 1)
    unit = one.unit.days
    gone = round((float(one.T[0]) - float(one.t_x[0])) * unit)
    days = (np.datetime64(as_of) - np.arange(gone, -1, -1)).astype("datetime64[D]")
    age = float(one.t_x[0]) + np.arange(gone + 1) / unit
    x, last = (np.full(gone + 1, float(each[0])) for each in (one.x, one.t_x))
    return AliveHistory(
        str(one.ids[0]), days, p_alive(fit.params, x, last, age, model_of(fit)), np.arange(gone + 1) == 0
    )
