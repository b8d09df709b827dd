"""Is a customer who fell silent counted in the month in which that was, and nobody who is still there?"""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np

from coterie.methods.value import with_silent
from coterie.terms import Window
from coterie.terms.cohorts import ShopMonths

MONTHS = ShopMonths(
    months=(date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)),
    orders=np.array([9, 9, 9]),
    revenue=np.zeros(3),
    customers=np.array([8, 8, 8]),
    joined=np.array([8, 2, 0]),
    whole=np.array([True, True, False]),
)


def answer(leaving: list[float], alive: float = 0.6) -> SimpleNamespace:
    stands, window = SimpleNamespace(leaving=np.array(leaving)), Window(date(2024, 1, 1), date(2024, 3, 10))
    return SimpleNamespace(relationship=stands, window=window, p_alive=np.full(len(leaving), alive))


def test_days_up_to_today_count_in_their_month_and_later_ones_nowhere() -> None:
    # 10 March less 9 days is the 1st of March, less 10 the last of February, less 39 the last of January; 0 is today.
    found = with_silent(MONTHS, answer([-9.0, -10.0, -39.0, -60.0, 0.0, 5.0, np.nan]))
    assert found.silent.tolist() == [2, 1, 2]
    assert found.held.tolist() == [0, 6, 7]
    assert np.isnan(found.churn[0]) and found.churn[1:].round(4).tolist() == [0.1667, 0.2857]


def test_without_a_relationship_the_months_stay_as_they_are() -> None:
    without = replace(MONTHS)
    assert with_silent(without, SimpleNamespace(relationship=None, window=None)) is without


def test_a_model_that_takes_everybody_for_a_customer_still_tells_of_no_silence() -> None:
    assert with_silent(MONTHS, answer([-9.0, 5.0], alive=0.999)) is MONTHS
    assert with_silent(MONTHS, answer([-9.0, 5.0], alive=0.98)).silent is not None
