"""Do the intervals hold what they promise?"""

import numpy as np
import pytest

from coterie.measure.intervals import (
    drawn_interval,
    mean_interval,
    median_interval,
    median_ranks,
    ratio_interval,
    share_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_bounds_that_newcombe_printed(successes, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    found = share_interval(successes, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_share_always_lies_within_its_interval():
    n = np.repeat(np.arange(1.0, 60.0), 60)
    k = np.minimum(np.tile(np.arange(0.0, 60.0), 59), n)
    low, high = wilson(k, n)
    assert (low <= k / n).all()
    assert (k / n <= high).all()
    assert (low >= 0).all()
    assert (high <= 1).all()


def test_nobody_asked_has_no_interval():
    assert share_interval(0, 0).low is None
    assert mean_interval(np.array([np.nan])).low is None
    assert mean_interval(np.array([4.0])).low is None
    assert median_interval(np.array([1.0, 2.0])).low is None
    assert np.isnan(median_interval(np.array([])).value)


def test_the_mean_of_students_sleep_data_has_its_known_interval():
    """Student (1908): extra sleep of ten patients; the 95 % interval is 0.70 to 2.46."""
    extra = np.array([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
    found = mean_interval(extra)
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (1.58, 0.70, 2.46)


def test_the_median_ranks_are_those_of_the_printed_table():
    """Conover (1999), table A3: n 20 takes the 6th and 15th value, n 50 the 18th and 33rd."""
    assert median_ranks(20) == (5, 14)
    assert median_ranks(50) == (17, 32)
    assert median_ranks(5) is None


def test_the_median_interval_covers_the_median_of_a_skewed_population():
    random = np.random.Generator(np.random.PCG64(1))
    draws = [median_interval(random.lognormal(0, 2, 60)) for _ in range(400)]
    assert np.mean([d.low <= 1 <= d.high for d in draws]) >= 0.93


def test_the_ratio_interval_covers_the_ratio():
    random = np.random.Generator(np.random.PCG64(2))
    hits = []
    for i in range(150):
        orders = random.poisson(3, 200).astype(float) + 1
        spend = orders * random.lognormal(0, 0.5, 200)
        found = ratio_interval(spend, orders, seed=i, purpose="test", draws=200)
        hits.append(found.low <= np.exp(0.125) <= found.high)
    assert 0.88 <= np.mean(hits) <= 1


def test_the_ratio_interval_is_the_same_on_every_run():
    values = np.arange(1.0, 50.0)
    once = ratio_interval(values, values + 3, seed=5, purpose="test")
    assert once == ratio_interval(values, values + 3, seed=5, purpose="test")
    assert once != ratio_interval(values, values + 3, seed=6, purpose="test")


def test_a_handful_of_customers_has_no_bootstrap_interval_and_the_others_hold_their_number():
    draws = np.append(np.linspace(1.0, 2.0, 101), np.nan)
    few, many = (drawn_interval(1.5, draws, n, "bootstrap") for n in (29, 30))
    assert (few.value, few.low, few.high) == (1.5, None, None)
    assert (many.low, many.high, many.how) == (pytest.approx(1.025), pytest.approx(1.975), "bootstrap")
    assert drawn_interval(3.0, draws, 30, "bootstrap").high == 3.0
    assert drawn_interval(1.0, np.full(9, np.nan), 30, "bootstrap").low is None
