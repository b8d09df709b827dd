"""Who is about to be lost, and what is lost with them? An early warning, ranked by value at risk.

Without a contract nobody says good-bye, so the event is stated: *no order in the next so many days*. Its probability is
1 - P(alive) P(at least one purchase in that time | alive). Value at risk is that probability times what the customer
would spend in that time if she stayed for it: her rate times her mean spend. Bands have stated edges: low below 40 %,
middle from 40 % to below 80 %, high from 80 %. On the days kept apart the warning is held to what happened: precision
and recall of the high band, lift of the riskiest tenth, calibration by tenths.
"""

from typing import TYPE_CHECKING

import numpy as np

from coterie.measure import share_interval, tenths
from coterie.methods.value.baselines import Origin
from coterie.methods.value.fitting import model_of
from coterie.methods.value.gamma_gamma import expected_spend
from coterie.methods.value.kinds import of_each
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.matching import part
from coterie.methods.value.returning import returns_if_alive
from coterie.terms import BtydSummary, Slice, ValueFit
from coterie.terms.value import Churn, ChurnCheck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EDGES = (0.4, 0.8)
BANDS = ("low", "middle", "high")


def warn(summary: BtydSummary, fit: ValueFit, *, days: float) -> Churn:
    """The early warning for the next days.

    summary   histories as of today; ``fit`` the models fitted to them.
    days      length of the time ahead, above 0.
    """
    if not 0 < days <= 3660:
        raise ValueError(f"a time ahead of {days} days; expected above 0 and at most 3660")
    time = days / summary.unit.days

    def answer(kind: ValueFit, rows: "NDArray[np.int64] | slice") -> tuple["Floats", ...]:
        return _risk(part(summary, rows), kind, time)

    risk, at_risk = of_each(fit, summary.traits, len(summary.ids), answer)
    return Churn(float(days), risk, at_risk, band_of(risk), EDGES, BANDS)


def _risk(summary: BtydSummary, fit: ValueFit, time: float) -> tuple["Floats", "Floats"]:
    """Of customers of one kind: the probability of no order within a time, and what is lost with them."""
    x, t_x, T = summary.x, summary.t_x, summary.T
    alive = p_alive(fit.params, x, t_x, T, model_of(fit))
    risk = np.clip(1 - alive * returns_if_alive(fit, x, T, time), 0.0, 1.0)
    rate = (fit.params["r"] + x) / (fit.params["alpha"] + T)
    return risk, risk * rate * time * expected_spend(fit.params, x, summary.spend)


def band_of(risk: "Floats") -> "NDArray[np.int64]":
    """Index of the band: 0 low, 1 middle, 2 high; an edge belongs to the higher band.

    >>> band_of(np.array([0.1, 0.4, 0.79, 0.8])).tolist()
    [0, 1, 1, 2]
    """
    return np.searchsorted(np.array(EDGES), risk, side="right").astype(np.int64)


def check(past: BtydSummary, fit: ValueFit, outer: Slice) -> ChurnCheck:
    """The warning as of the end of the past, held to the days kept apart."""
    now = Origin.of(past, outer)
    found = warn(now.summary, fit, days=now.days)
    lost = (now.orders <= 0).astype(np.float64)
    n, high = len(lost), found.band == 2
    caught, all_lost = float(lost[high].sum()), float(lost.sum())
    groups = tenths(found.risk, lost)
    total = float(np.sort(found.at_risk).sum())
    return ChurnCheck(
        customers=n,
        days=now.days,
        lost=all_lost / n,
        precision=share_interval(caught, int(high.sum())) if high.any() else None,
        recall=share_interval(caught, int(all_lost)) if all_lost else None,
        lift=groups[-1][1] / (all_lost / n) if all_lost else None,
        calibration=groups,
        calibration_error=float(np.mean([abs(risk - came) for risk, came in groups])),
        value_recall=float(np.sort(found.at_risk[lost > 0]).sum()) / total if total > 0 else 0.0,
    )
