import numpy as np
import pytest

from coterie.methods.value.lifetime import Histories, Periods, forecast, p_alive
from coterie.methods.value.models import MODELS
from coterie.terms import Horizon, TimeUnit

CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "p": 6.25, "q": 3.74, "v": 15.44}


def one(value):
    return np.array([float(value)])


def test_the_customer_of_the_paper_is_expected_to_buy_1_226_times():
    """Fader, Hardie and Lee, "Implementing the BG/NBD Model for Customer Base Analysis in Excel" (2005)."""
    x, t_x, T = one(2), one(30.43), one(38.86)
    expected = p_alive(CDNOW, x, t_x, T) * MODELS["bg_nbd"].purchases_if_alive(CDNOW, x, T, one(39))[:, 0]
    assert round(expected[0], 3) == 1.226


# Other customers of CDNOW at the same parameters: not printed anywhere, computed at 40 digits (mpmath) by equation 10
# of Fader, Hardie and Lee (2005).
@pytest.mark.parametrize(
    ("x", "t_x", "T", "t", "expected"),
    [
        (0, 0.0, 39.0, 39.0, 0.19453072170326547),
        (7, 29.43, 38.86, 39.0, 3.3370532748514165),
        (26, 30.86, 31.0, 52.0, 25.758195936483515),
    ],
)
def test_customers_are_expected_to_buy_by_equation_10(x, t_x, T, t, expected):
    alive = p_alive(CDNOW, one(x), one(t_x), one(T))
    found = alive * MODELS["bg_nbd"].purchases_if_alive(CDNOW, one(x), one(T), one(t))[:, 0]
    assert found[0] == pytest.approx(expected, rel=1e-10)


def test_p_alive_is_1_for_one_time_buyers_and_falls_with_silence():
    x, t_x = np.array([0.0, 3, 3, 3]), np.array([0.0, 30, 20, 1])
    found = p_alive(CDNOW, x, t_x, np.full(4, 39.0))
    assert found[0] == 1
    assert 1 > found[1] > found[2] > found[3] > 0
    assert np.all(np.isfinite(p_alive(CDNOW, one(5000), one(1), one(7000))))


def test_worth_without_discount_is_purchases_times_spend(planted):
    summary, _, _ = planted(500, 1)
    histories = Histories.of(summary)
    plain = forecast(CDNOW | {"alpha": 30.9}, histories, Periods.days(365.25, TimeUnit.DAY))
    months = forecast(CDNOW | {"alpha": 30.9}, histories, Periods.months(Horizon(12), TimeUnit.DAY, 0.0))
    assert np.allclose(plain.worth, months.worth, rtol=1e-9)
    later = forecast(CDNOW | {"alpha": 30.9}, histories, Periods.months(Horizon(12), TimeUnit.DAY, 0.10))
    assert np.all(later.worth < months.worth)
    assert np.all(later.worth > months.worth / 1.1)
    assert np.array_equal(later.orders, months.orders)


def test_a_horizon_in_weeks_is_as_long_as_in_days():
    weeks, days = (Periods.months(Horizon(12), unit, 0.1) for unit in (TimeUnit.WEEK, TimeUnit.DAY))
    assert weeks.ends[-1] * 7 == pytest.approx(days.ends[-1]) == pytest.approx(365.25)
    assert np.array_equal(weeks.worth, days.worth)


@pytest.mark.parametrize("months", [1, 3, 12, 24])
@pytest.mark.parametrize("discount", [0.0, 0.1, 0.5])
def test_fewer_periods_give_the_same_discounted_purchases(months, discount):
    x, ages = np.array([0.0, 3.0, 9.0]), np.array([30.0, 300.0, 700.0])
    every = Periods.months(Horizon(months), TimeUnit.DAY, discount)
    few, model = every.fewer(), MODELS["bg_nbd"]
    assert len(few.ends) <= 5
    params = {**CDNOW, "alpha": 30.9}
    bought = [np.diff(model.purchases_if_alive(params, x, ages, p.ends), axis=1, prepend=0.0) for p in (every, few)]
    assert bought[1] @ few.worth == pytest.approx(bought[0] @ every.worth, rel=1e-4)
