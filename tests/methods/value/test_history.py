from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.history import alive_history, alive_since
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.models import MBG_NBD
from coterie.terms import TimeUnit

BOUGHT = np.array(["2024-01-01", "2024-01-11", "2024-02-10"], dtype="datetime64[D]")


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_each_day_is_judged_by_what_was_known_on_it(planted, unit):
    fit = fit_summary(planted(1500, 1)[0], MBG_NBD)
    found = alive_history(fit, "a", BOUGHT, date(2024, 3, 31), unit)
    assert len(found.days) == 91 and found.days[-1] == np.datetime64("2024-03-31")
    assert found.days[found.bought].tolist() == BOUGHT.tolist()
    at = found.days.tolist().index(date(2024, 1, 21))
    one = p_alive(fit.params, np.array([1.0]), np.array([10.0]) / unit.days, np.array([20.0]) / unit.days, MBG_NBD)
    assert found.p_alive[at] == pytest.approx(one[0])


def test_the_chance_falls_while_she_stays_away_and_rises_with_an_order(planted):
    fit = fit_summary(planted(1500, 1)[0], MBG_NBD)
    found = alive_history(fit, "a", BOUGHT, date(2024, 3, 31), TimeUnit.DAY)
    moves = np.diff(found.p_alive)
    assert np.all(moves[~found.bought[1:]] < 0)
    assert found.p_alive[found.bought][1] > found.p_alive[9]


def test_an_order_on_the_last_day_makes_one_day(planted):
    fit = fit_summary(planted(1500, 1)[0])
    assert len(alive_history(fit, "a", BOUGHT[-1:], date(2024, 2, 10), TimeUnit.DAY).days) == 1


def test_the_path_from_the_summary_alone_is_the_end_of_the_whole_one(planted):
    summary = planted(1500, 1)[0]
    fit = fit_summary(summary, MBG_NBD)
    for unit in TimeUnit:
        whole = alive_history(fit, "a", BOUGHT, date(2024, 3, 31), unit)
        x, t_x, T = (np.array([v]) for v in (2.0, 40.0 / unit.days, 90.0 / unit.days))
        one = replace(summary, ids=np.array(["a"], dtype=object), x=x, t_x=t_x, T=T, spend=x, unit=unit)
        path = alive_since(fit, one, date(2024, 3, 31))
        assert path.days.tolist() == whole.days[40:].tolist() and path.bought.tolist() == whole.bought[40:].tolist()
        assert path.p_alive == pytest.approx(whole.p_alive[40:])
