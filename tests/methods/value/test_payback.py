import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.payback import margin_of, payback
from coterie.terms import Horizon


def test_a_new_customer_earns_more_with_time_and_pays_back_once(planted):
    summary, _, _ = planted(2000, 1)
    fit = fit_summary(summary)
    found = payback(fit, summary, cost=20.0, first_spend=30.0, margin=0.5, horizon=Horizon(36))
    assert np.all(np.diff(found.earned) > 0)
    assert found.earned[0] > 15.0
    assert found.earned[found.month - 1] >= 20.0
    assert found.month == 1 or found.earned[found.month - 2] < 20.0
    assert found.net == pytest.approx(found.earned[-1] - 20.0)
    assert payback(fit, summary, cost=0.0, first_spend=30.0).month == 1
    never = payback(fit, summary, cost=1e6, first_spend=30.0)
    assert never.month is None
    assert never.net < 0


def test_odd_costs_and_margins_are_refused(planted):
    summary, _, _ = planted(500, 2)
    fit = fit_summary(summary)
    with pytest.raises(ValueError, match="an acquisition cost of -1"):
        payback(fit, summary, cost=-1, first_spend=30.0)
    for margin in (0.0, 1.2, float("nan")):
        with pytest.raises(ValueError, match="a margin of"):
            margin_of(np.ones(1), margin)
